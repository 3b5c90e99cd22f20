import { afterEach, describe, expect, it } from 'vitest';
import { LOGIN, settings } from '../../../../../test/support/redfish/asking.ts';
import { startMockService } from '../../../../../test/support/redfish/service.ts';
import { collection, ok, type ResourceTree, root, V1 } from '../../../../../test/support/redfish/tree.ts';
import { dellTree } from '../../../../../test/support/redfish/trees/dell.ts';
import { subsystemsTree } from '../../../../../test/support/redfish/trees/subsystems.ts';
import { scannerOf } from '../../../../../test/support/scan.ts';
import { plainFiles } from '../../../platform/plain-files.ts';
import { redfishClient } from '../../../platform/redfish/client.ts';
import type { RedfishTargetSettings } from '../../../protocols/redfish/settings.ts';
import module from './module.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function serve(tree: ResourceTree) {
  const service = await startMockService({ tree });
  ends.push(() => service.stop());
  return service;
}

interface Setup {
  readonly targets?: readonly (Partial<RedfishTargetSettings> & { readonly address: string })[];
  readonly hosts?: readonly string[];
  readonly known?: Readonly<Record<string, string>>;
}

/** `known` are assets by serial number. */
function scanner({ targets = [], hosts = [], known = {} }: Setup) {
  const own = settings({
    timeoutMs: 300,
    hosts: new Map([['default', LOGIN], ...hosts.map((host) => [host, LOGIN] as const)]),
    targets: targets.map((target) => ({ name: target.address, interval: 60_000, labels: {}, ...target })),
  });
  const redfish = redfishClient({ files: plainFiles });
  ends.push(() => redfish.close());
  const find = ({ serials }: { readonly serials: readonly string[] }) =>
    Promise.resolve(serials.map((serial) => known[serial]).find(Boolean) ?? null);
  const options = { maxConcurrent: 4, settings: own };
  const asIs = { ...module, config: { parse: () => options } } as unknown as typeof module;
  return scannerOf(asIs, { redfish, machines: { find } });
}

describe('a machine', () => {
  it('is told with its BMC, where it stands, and its parts', async () => {
    const service = await serve(dellTree());
    const scan = scanner({
      targets: [{ name: 'db1', address: service.target, labels: { site: 'berlin' }, rack: 'R3' }],
    });
    const { assets, complete, partial } = await scan();
    expect([complete, partial]).toEqual([true, []]);
    expect(assets.map(({ id, kind, name }) => [id, kind, name])).toEqual([
      ['device-127.0.0.1', 'host', 'db1'],
      ['rack-r3', 'other', 'R3'],
    ]);
    const [machine] = assets;
    expect(machine).toMatchObject({
      labels: { type: 'server', vendor: 'Dell Inc.', rack: 'R3', site: 'berlin' },
      relations: [{ type: 'part-of', target: 'rack-r3' }],
      attributes: {
        vendor: 'Dell Inc.',
        model: 'PowerEdge R740',
        serial: 'CNABC00',
        hardware: { uuid: '4c4c4544-0051-3910-804b-b7c04f4c3733', sku: '7XYZ123', biosVersion: '2.12.2' },
        bmc: {
          protocol: 'redfish',
          address: '127.0.0.1',
          model: '14G Monolithic',
          firmware: '5.10.50.00',
          power: 'on',
          health: 'Warning',
          place: { rack: 'R3' },
        },
      },
    });
    const { parts } = machine?.attributes['bmc'] as { parts: Record<string, unknown>[] };
    expect(parts.map(({ kind, name, serial }) => [kind, name, serial])).toEqual([
      ['psu', 'PS1 Status', 'PS1SN'],
      ['psu', 'PS2 Status', undefined],
      ['fan', 'Fan 1A', undefined],
      ['fan', 'Fan 2', undefined],
      ['drive', 'Physical Disk 0:1:0', 'S1'],
      ['drive', 'Physical Disk 0:1:1', 'S2'],
      ['dimm', 'DIMM A1', '3F2A'],
    ]);
  });

  it('says itself in which rack it is', async () => {
    const tree = dellTree();
    const path = `${V1}/Chassis/System.Embedded.1`;
    const service = await serve({
      ...tree,
      [path]: {
        ...tree[path],
        Location: { Placement: { Row: 'B', Rack: 'B07', RackOffset: 12 }, PostalAddress: { Room: '2.14' } },
      },
    });
    const { assets } = await scanner({ hosts: [service.target] })();
    expect(assets[0]).toMatchObject({
      name: 'db1.example.com',
      labels: { rack: 'B07' },
      attributes: { bmc: { place: { room: '2.14', row: 'B', rack: 'B07', unit: 12 } } },
    });
  });

  it.each<[string, Partial<RedfishTargetSettings>, string]>([
    ['that is known with its serial number', {}, 'host-db1'],
    ['that the configuration names', { asset: 'host-x' }, 'host-x'],
  ])('is the asset %s', async (_, target, id) => {
    const service = await serve(dellTree());
    const targets = [{ address: service.target, ...target }];
    const { assets } = await scanner({ targets, known: { CNABC00: 'host-db1' } })();
    expect(assets[0]?.id).toBe(id);
  });

  it('of several systems is an enclosure', async () => {
    const service = await serve({
      ...root(),
      ...collection(`${V1}/Systems`, {
        a: { SerialNumber: 'NODEA', Status: ok },
        b: { SerialNumber: 'NODEB', Status: ok },
      }),
      ...collection(`${V1}/Chassis`, { box: { Model: 'Twin', SerialNumber: 'BOX1', Status: ok } }),
      ...collection(`${V1}/Managers`, { bmc: { Status: ok } }),
    });
    const { assets } = await scanner({ hosts: [service.target], known: { NODEA: 'host-a' } })();
    expect(assets[0]).toMatchObject({
      id: 'device-127.0.0.1',
      kind: 'other',
      labels: { type: 'enclosure' },
      attributes: { model: 'Twin', serial: 'BOX1' },
    });
  });
});

describe('a BMC that does not answer', () => {
  it('is told as missing, and the others are there', async () => {
    const [good, bad] = [await serve(subsystemsTree()), await serve(dellTree())];
    for (const path of Object.keys(bad.tree)) bad.faults[path] = 'silence';
    bad.faults[`${V1}/`] = 'silence';
    const targets = [
      { address: bad.target, asset: 'host-bad' },
      { address: good.target, asset: 'host-good' },
    ];
    const { assets, complete, partial } = await scanner({ targets })();
    expect(assets.map(({ id }) => id)).toEqual(['host-good']);
    expect([complete, partial.map(({ code }) => code)]).toEqual([false, ['timeout']]);
  });
});
