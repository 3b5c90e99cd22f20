import { expect, it } from 'vitest';
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
