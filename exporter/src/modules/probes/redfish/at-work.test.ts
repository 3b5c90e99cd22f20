import { afterEach, describe, expect, it } from 'vitest';
import { asker } from '../../../../../test/support/redfish/asking.ts';
import { startMockService } from '../../../../../test/support/redfish/service.ts';
import { type Json, V1 } from '../../../../../test/support/redfish/tree.ts';
import { dellTree } from '../../../../../test/support/redfish/trees/dell.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** Lines about the power supplies, and the fans, of a machine that has these. */
async function shown(part: 'Power' | 'Thermal', parts: Json, additional: boolean): Promise<string[]> {
  const service = await startMockService({
    tree: { ...dellTree(), [`${V1}/Chassis/System.Embedded.1/${part}`]: parts },
  });
  const by = asker({ additional, groups: new Set([part === 'Power' ? 'power' : 'sensors'] as const) });
  ends.push(
    () => service.stop(),
    () => by.stop(),
  );
  const lines = await by.ask(service.target);
  return lines.filter((line) => /power_supply|_fan_/.test(line)).sort();
}

describe('a part that is not at work', () => {
  it.each<[string, 'Power' | 'Thermal', Json, readonly string[]]>([
    [
      'a power supply without input',
      'Power',
      {
        PowerSupplies: [
          {
            Name: 'PS1',
            SerialNumber: 'S1',
            PowerCapacityWatts: 750,
            Status: { State: 'UnavailableOffline', Health: 'Critical' },
          },
          { Name: 'PS2', Status: { State: 'Disabled', Health: 'OK' } },
        ],
      },
      [
        'fathom_redfish_power_supply_info{id="0",model="",name="PS1",serial="S1"} 1',
        'idrac_power_supply_health{id="0",status="Critical"} 2',
      ],
    ],
    [
      'a fan that has failed',
      'Thermal',
      {
        Fans: [
          { Name: 'Fan 1', Status: { State: 'Disabled', Health: 'Critical' } },
          { Name: 'Fan 2', Status: { State: 'Absent' } },
        ],
      },
      ['idrac_sensors_fan_health{id="0",name="Fan 1",status="Critical"} 2'],
    ],
  ])('%s: idrac_exporter shows none, Fathom shows how it is', async (_, part, parts, expected) => {
    expect(await shown(part, parts, true)).toEqual(expected);
    expect(await shown(part, parts, false)).toEqual([]);
  });
});
