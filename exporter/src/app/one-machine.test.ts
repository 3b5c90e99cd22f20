/** A machine that is known from inside or by SNMP, by Redfish and by IPMI: one asset, in whatever order it is found. */
import { afterEach, describe, expect, it } from 'vitest';
import { settings as ipmiSettings } from '../../../test/support/ipmi/asking.ts';
import { machineFru, productFru, withFrus } from '../../../test/support/ipmi/frus.ts';
import { PASSWORD, startMadeUpBmc, USER } from '../../../test/support/ipmi/made-up-bmc.ts';
import { LOGIN, settings as redfishSettings } from '../../../test/support/redfish/asking.ts';
import { startMockService } from '../../../test/support/redfish/service.ts';
import { dellTree } from '../../../test/support/redfish/trees/dell.ts';
import { scannerOf } from '../../../test/support/scan.ts';
import { openTestStore, temporaryFolder } from '../../../test/support/store.ts';
import type { AnyScanner } from '../contract/module.ts';
import type { Ports } from '../contract/ports.ts';
import type { AssetDraft } from '../model/asset.ts';
import type { JsonObject } from '../model/json.ts';
import ipmiScanner from '../modules/scanners/ipmi/module.ts';
import { config as ipmiConfig } from '../modules/scanners/ipmi/options.ts';
import redfishScanner from '../modules/scanners/redfish/module.ts';
import { allowLists } from '../platform/allow-list.ts';
import { ipmiClient } from '../platform/ipmi/client.ts';
import { nativeLibrary } from '../platform/native-library.ts';
import { plainFiles } from '../platform/plain-files.ts';
import { redfishClient } from '../platform/redfish/client.ts';
import { knownMachines } from './known-machines.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

const UUID = '4c4c4544-0051-3910-804b-b7c04f4c3733';
/** As SMBIOS has its bytes. */
const GUID = [0x44, 0x45, 0x4c, 0x4c, 0x51, 0, 0x10, 0x39, ...Buffer.from('804bb7c04f4c3733', 'hex')];
const [PSU, DIMM] = [10, 32];

/** By `redfish` and `ipmi`: the one machine, as each scanner tells of it. */
async function scansOf(ipmiHost: string) {
  const service = await startMockService({ tree: dellTree() });
  ends.push(() => service.stop());
  const frus = withFrus(
    [
      { id: 0, bytes: machineFru({ board: 'CNABC00', product: '7XYZ123' }) },
      { id: 1, name: 'PS1', entity: [PSU, 1], bytes: productFru({ part: 'P-1', serial: 'PS1SN' }) },
      { id: 2, name: 'PS2', entity: [PSU, 2], bytes: productFru({ part: 'P-1', serial: 'PS2SN' }) },
      { id: 3, name: 'DIMM B7', entity: [DIMM, 7], bytes: productFru({ serial: 'MEM7' }) },
    ],
    GUID,
  );
  const made = await startMadeUpBmc({ ...frus, analog: [], discrete: [] });
  ends.push(made.stop);
  const shared = { interval: 60_000, labels: {} };
  const redfish = redfishClient({ files: plainFiles });
  const ipmi = ipmiClient({ files: plainFiles, native: nativeLibrary() });
  ends.push(
    () => redfish.close(),
    () => ipmi.close(),
  );
  const byRedfish = {
    maxConcurrent: 4,
    settings: redfishSettings({
      timeoutMs: 2000,
      hosts: new Map([['default', LOGIN]]),
      targets: [{ name: 'db1', address: service.target, ...shared }],
    }),
  };
  const address = made.target.replace('127.0.0.1', ipmiHost);
  const byIpmi = {
    ...ipmiConfig.parse({}),
    settings: ipmiSettings(`modules: { default: { user: ${USER}, pass: ${PASSWORD} } }`, {
      targets: [{ name: 'db1', address, module: 'default', ...shared }],
    }),
  };
  const hosts = { addresses: () => Promise.resolve(['127.0.0.1']) };
  const scanWith = (module: AnyScanner, options: object) => {
    const asIs = { ...module, config: { parse: () => options } } as unknown as AnyScanner;
    return (machines: Ports['machines']) => scannerOf(asIs, { redfish, ipmi, hosts, allowLists, machines })();
  };
  return {
    redfish: scanWith(redfishScanner as AnyScanner, byRedfish),
    ipmi: scanWith(ipmiScanner as AnyScanner, byIpmi),
  };
}

const told = (id: string, attributes: JsonObject): AssetDraft => ({
  ...{ id, kind: 'host', name: id, labels: {}, relations: [] },
  attributes,
});
const OTHERS: Readonly<Record<string, AssetDraft>> = {
  system: told('host-db1', { cpu: 8, hardware: { uuid: UUID.toUpperCase(), serial: '7XYZ123' } }),
  snmp: told('device-10.0.0.5', { sysName: 'db1', serial: '7XYZ123' }),
};

async function inventoryOf(ipmiHost = '127.0.0.1') {
  const { inventory } = await openTestStore(await temporaryFolder());
  const scans: Readonly<
    Record<string, (machines: Ports['machines']) => Promise<{ assets: readonly AssetDraft[] }>>
  > = await scansOf(ipmiHost);
  return {
    /** Each tells once, with all there is. */
    async tell(...sources: readonly string[]) {
      for (const source of sources) {
        const other = OTHERS[source];
        const assets = other ? [other] : ((await scans[source]?.(knownMachines(inventory)))?.assets ?? []);
        await inventory.report({ source, tenant: 'default', timeMs: Date.now(), assets, completeWithin: {} });
      }
    },
    async all() {
      const { items } = await inventory.list({ sort: 'id', order: 'asc', limit: 10, status: ['active'] });
      return items;
    },
    history: async (id: string) => (await inventory.history(id, { limit: 100 })).items,
  };
}

const PARTS = [
  ['PS1 Status', 'PS1SN', undefined],
  ['PS2 Status', 'PS2SN', undefined],
  ['Fan 1A', undefined, undefined],
  ['Fan 2', undefined, undefined],
  ['Physical Disk 0:1:0', 'S1', undefined],
  ['Physical Disk 0:1:1', 'S2', undefined],
  ['DIMM A1', '3F2A', undefined],
  ['DIMM B7', 'MEM7', 'ipmi'],
];
const partsOf = (bmc: unknown) =>
  (bmc as { parts: JsonObject[] }).parts.map(({ name, serial, protocol }) => [name, serial, protocol]);

describe('one asset with one set of parts', () => {
  it.each([
    [['system', 'redfish', 'ipmi'], 'host-db1', 'system'],
    [['ipmi', 'redfish', 'system'], 'host-db1', 'system'],
    [['ipmi', 'snmp', 'redfish'], 'device-10.0.0.5', 'snmp'],
    [['redfish', 'ipmi'], 'device-127.0.0.1', 'redfish'],
    [['ipmi', 'redfish'], 'device-127.0.0.1', 'ipmi'],
  ])('comes of %j', async (sources, id, source) => {
    const inventory = await inventoryOf();
    // What was taken for another machine at first has gone after the second time.
    await inventory.tell(...sources, ...sources);
    const assets = await inventory.all();
    expect(assets.map((asset) => [asset.id, asset.source])).toEqual([[id, source]]);
    const { bmc } = assets[0]?.attributes ?? {};
    expect(partsOf(bmc)).toEqual(PARTS);
    expect(bmc).toMatchObject({ protocol: 'redfish', model: '14G Monolithic', ipmi: { firmware: '2.10' } });
    const before = (await inventory.history(id)).length;
    await inventory.tell(...sources, ...sources);
    expect([before > 0, (await inventory.history(id)).length]).toEqual([true, before]);
  });

  it('comes also of BMCs that are named differently', async () => {
    const inventory = await inventoryOf('localhost');
    await inventory.tell('ipmi', 'redfish', 'ipmi', 'redfish', 'ipmi');
    expect((await inventory.all()).map(({ id }) => id)).toEqual(['device-127.0.0.1']);
  });
});
