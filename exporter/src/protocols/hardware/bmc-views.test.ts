import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import { withView } from './bmc-views.ts';

const redfish = (...parts: JsonObject[]): JsonObject => ({ protocol: 'redfish', model: 'iDRAC', parts });
const ipmi = (...parts: JsonObject[]): JsonObject => ({ protocol: 'ipmi', firmware: '2.10', parts });
const account = { firmware: '2.10' };
const psu = (name: string, more: JsonObject = {}): JsonObject => ({ kind: 'psu', name, ...more });
const drive = (name: string, more: JsonObject = {}): JsonObject => ({ kind: 'drive', name, ...more });
const partsOf = (view: JsonObject) => view['parts'];

describe('one machine by two protocols', () => {
  it.each<[string, JsonObject[], JsonObject[], JsonObject[]]>([
    [
      'has a part once that both know by its serial number',
      [psu('PSU.Slot.1', { serial: 'S1' })],
      [psu('Left', { serial: ' s1' })],
      [psu('PSU.Slot.1', { serial: 'S1' })],
    ],
    [
      'has a part once that both know in one place, and what only one knows of it',
      [psu('PS1 Status', { health: 'OK' })],
      [psu('PSU1', { serial: 'S1', partNumber: 'P-1', health: 'Critical' })],
      [
        psu('PS1 Status', {
          health: 'OK',
          partNumber: 'P-1',
          serial: 'S1',
          fromIpmi: ['partNumber', 'serial'],
        }),
      ],
    ],
    [
      'has a drive once that one knows by its slot',
      [drive('Physical Disk 0:1:3', { slot: '3', serial: 'S3' })],
      [drive('Disk 3')],
      [drive('Physical Disk 0:1:3', { slot: '3', serial: 'S3' })],
    ],
    [
      'has both of what differs in its serial number, though the place is one',
      [psu('PSU1', { serial: 'S1' })],
      [psu('PSU1', { serial: 'S9' })],
      [psu('PSU1', { serial: 'S1' }), psu('PSU1', { serial: 'S9', protocol: 'ipmi' })],
    ],
    [
      'has parts of two kinds in places of one name',
      [psu('PSU1')],
      [drive('Drive 1')],
      [psu('PSU1'), drive('Drive 1', { protocol: 'ipmi' })],
    ],
    [
      'does not have parts twice that only go by other names',
      [psu('HpeServerPowerSupply'), psu('HpeServerPowerSupply')],
      [psu('Power Supply 1'), psu('Power Supply 2')],
      [psu('HpeServerPowerSupply'), psu('HpeServerPowerSupply')],
    ],
    [
      'has parts that only one knows',
      [psu('PSU1')],
      [psu('PSU1'), psu('PSU2')],
      [psu('PSU1'), psu('PSU2', { protocol: 'ipmi' })],
    ],
    [
      'takes no placeholder for a serial number',
      [psu('PSU1', { serial: 'N/A' })],
      [psu('PSU2', { serial: 'n/a' })],
      [psu('PSU1', { serial: 'N/A' })],
    ],
  ])('%s', (_, byRedfish, byIpmi, both) => {
    const first = withView(redfish(...byRedfish), ipmi(...byIpmi));
    expect(first).toEqual({ protocol: 'redfish', model: 'iDRAC', parts: both, ipmi: account });
    // Whoever is asked next, and in which order: it stays so.
    const again = withView(first, redfish(...byRedfish));
    expect(JSON.stringify(again)).toBe(JSON.stringify(first));
    expect(JSON.stringify(withView(again, ipmi(...byIpmi)))).toBe(JSON.stringify(first));
    expect(withView(ipmi(...byIpmi), redfish(...byRedfish))['ipmi']).toEqual(account);
  });

  it('loses what the one that told it no longer tells', () => {
    const both = withView(
      redfish(psu('PSU1'), psu('PSU2')),
      ipmi(psu('PSU1', { serial: 'S1' }), drive('Disk 9')),
    );
    expect(partsOf(withView(both, ipmi(psu('PSU1'))))).toEqual([psu('PSU1'), psu('PSU2')]);
    expect(partsOf(withView(both, redfish(psu('PSU1'))))).toEqual([
      psu('PSU1', { serial: 'S1', fromIpmi: ['serial'] }),
      drive('Disk 9', { protocol: 'ipmi' }),
    ]);
  });

  it('knows a part that Redfish no longer has, for IPMI has it', () => {
    const both = withView(redfish(psu('PSU1')), ipmi(psu('PSU1', { serial: 'S1' })));
    expect(partsOf(withView(both, redfish()))).toEqual([psu('PSU1', { serial: 'S1', protocol: 'ipmi' })]);
  });

  it('without parts has none', () => {
    const view = { protocol: 'redfish', model: 'iDRAC' };
    expect(withView(view, { protocol: 'ipmi', firmware: '2.10' })).toEqual({ ...view, ipmi: account });
  });
});

it.each([
  ['Redfish', redfish(psu('A')), redfish(psu('B'))],
  ['IPMI', ipmi(psu('A')), ipmi(psu('B'))],
  ['an older version', { address: '10.0.0.9' }, ipmi(psu('B'))],
])('what %s told before is told anew', (_, before, told) => {
  expect(withView(before, told)).toEqual(told);
});
