import { expect, it } from 'vitest';
import type { AssetDraft } from '../model/asset.ts';
import { scanTables } from './scan-tables.ts';

const nothing = { scanner: 'snmp', assets: [], complete: false, error: null };
const OWN = '127.0.0.1 is this host: it is left out';

it.each([
  ['why nothing was found', { ...nothing, notes: [OWN] }, `snmp: 0 found\n${OWN}\n\n0 assets found`],
  ['nothing more where there is nothing to say', nothing, 'snmp: 0 found\n\n0 assets found'],
  [
    'what is missing, and why',
    { ...nothing, error: 'timeout: 10.0.0.9: no answer' },
    'snmp: 0 found (incomplete: timeout: 10.0.0.9: no answer)\n\n0 assets found',
  ],
])('says %s', (_, result, text) => expect(scanTables([result])).toBe(text));

it('shows machines with what their BMCs say', () => {
  const bmc = { address: '10.0.0.9', target: 'db1', power: 'on', firmware: '2.10', parts: [{}, {}] };
  const attributes = { vendor: 'Acme', serial: 'SN0042', bmc };
  const asset: AssetDraft = {
    ...{ id: 'host-db1', kind: 'host', name: 'db1', labels: {} },
    attributes,
    relations: [],
  };
  const text = scanTables([{ scanner: 'ipmi', assets: [asset], complete: true, error: null }]);
  expect(text.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
    ['ipmi: 1 found'],
    ['BMC', 'NAME', 'VENDOR', 'MODEL', 'SERIAL', 'POWER', 'HEALTH', 'FIRMWARE', 'RACK', 'PARTS'],
    ['10.0.0.9', 'db1', 'Acme', 'SN0042', 'on', '2.10', '2'],
    [''],
    ['1 asset found'],
  ]);
});
