import { describe, expect, it } from 'vitest';
import { openTestStore, temporaryFolder } from '../../../test/support/store.ts';
import type { AssetDraft } from '../model/asset.ts';
import { knownMachines } from './known-machines.ts';

const UUID = '4c4c4544-0051-3910-804b-b7c04f4c3733';
const NOBODY = { uuids: [], serials: [], bmcAddress: '' };

const machine = (id: string, attributes: AssetDraft['attributes']): AssetDraft => ({
  id,
  kind: 'host',
  name: id,
  labels: {},
  attributes,
  relations: [],
});

async function inventoryOf(assets: Readonly<Record<string, readonly AssetDraft[]>>) {
  const { inventory } = await openTestStore(await temporaryFolder());
  for (const [source, drafts] of Object.entries(assets))
    await inventory.report({ source, tenant: 'default', timeMs: Date.now(), assets: drafts });
  return knownMachines(inventory);
}

describe('a machine is found', () => {
  it.each([
    ['by its UUID, in any case', { uuids: [UUID.toUpperCase()] }, 'host-db1'],
    [
      'by its UUID with the first bytes the other way round',
      { uuids: ['44454c4c-5100-1039-804b-b7c04f4c3733'] },
      'host-db1',
    ],
    ['by its serial number', { serials: [' cnabc00 '] }, 'host-db1'],
    ['by the serial number of a device', { serials: ['FOC1'] }, 'device-10.0.0.1'],
    ['by its BMC', { bmcAddress: 'bmc-db1' }, 'host-db1'],
    ['by the UUID that its BMC told', { uuids: ['aaaaaaaa-0051-3910-804b-b7c04f4c3733'] }, 'host-y'],
    ['by the serial number that its BMC told', { serials: ['BMCSAYS1'] }, 'host-y'],
    ['not by a serial number that several have', { serials: ['SAME1'] }, null],
    ['not by what makers leave', { serials: ['To Be Filled By O.E.M.', '0000', '1'] }, null],
    ['not when nobody has it', { uuids: ['4c4c4544-0000-0000-0000-000000000000'] }, null],
    ['by the UUID rather than by the serial number', { uuids: [UUID], serials: ['FOC1'] }, 'host-db1'],
  ])('%s', async (_, marks, expected) => {
    const machines = await inventoryOf({
      system: [
        machine('host-db1', { hardware: { uuid: UUID, serial: 'CNABC00' }, bmc: { address: 'BMC-db1' } }),
        machine('host-x', { hardware: { uuid: null, serial: 'To be filled by O.E.M.' } }),
        machine('host-one', { hardware: { serial: 'SAME1' } }),
        machine('host-two', { hardware: { serial: 'SAME1' } }),
        machine('host-y', {
          bmc: { hardware: { uuid: 'aaaaaaaa-0051-3910-804b-b7c04f4c3733', serial: 'BMCSAYS1' } },
        }),
      ],
      snmp: [machine('device-10.0.0.1', { serial: 'FOC1' })],
    });
    expect(await machines.find({ ...NOBODY, ...marks }, 'redfish')).toBe(expected);
  });

  it('not by what the same source told', async () => {
    const machines = await inventoryOf({ redfish: [machine('device-10.0.0.9', { serial: 'CNABC00' })] });
    expect(await machines.find({ ...NOBODY, serials: ['CNABC00'] }, 'redfish')).toBeNull();
    expect(await machines.find({ ...NOBODY, serials: ['CNABC00'] }, 'ipmi')).toBe('device-10.0.0.9');
    expect(await machines.find({ ...NOBODY, serials: ['CNABC00'] }, 'ipmi', 'redfish')).toBeNull();
  });
});
