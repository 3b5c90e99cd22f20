import { afterEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { settings } from '../../../../../test/support/ipmi/asking.ts';
import { machineFru, productFru, UUID, withFrus } from '../../../../../test/support/ipmi/frus.ts';
import {
  type MadeUpOptions,
  nameOf,
  PASSWORD,
  startMadeUpBmc,
  USER,
} from '../../../../../test/support/ipmi/made-up-bmc.ts';
import { ADMIN, IPMI_SIM, startIpmiSim } from '../../../../../test/support/ipmi-sim/ipmi-sim.ts';
import { PRODUCT } from '../../../../../test/support/ipmi-sim/machine.ts';
import { scannerOf } from '../../../../../test/support/scan.ts';
import { hasTool } from '../../../../../test/support/tool.ts';
import type { MachineMarks } from '../../../contract/machines.ts';
import { ModuleError } from '../../../model/errors.ts';
import { allowLists } from '../../../platform/allow-list.ts';
import { ipmiClient } from '../../../platform/ipmi/client.ts';
import { nativeLibrary } from '../../../platform/native-library.ts';
import { plainFiles } from '../../../platform/plain-files.ts';
import type { IpmiTargetSettings } from '../../../protocols/ipmi/settings.ts';
import module from './module.ts';
import { config, shared } from './options.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

const MODULES = {
  default: { user: USER, pass: PASSWORD, timeout: 300 },
  wrong: { user: USER, pass: 'hunter1', timeout: 300 },
  local: { driver: 'OPENIPMI' },
  sim: { user: ADMIN.user, pass: ADMIN.password, driver: 'LAN_2_0' },
};
const PSU = 10;
const FRUS = withFrus([
  { id: 0, bytes: machineFru({ chassis: 'CHSN01', board: 'MBSN01', product: 'SN0042' }) },
  { id: 1, name: 'PSU1', entity: [PSU, 1], bytes: productFru({ model: 'DPS-750', serial: 'PSN1' }) },
]);

async function serve(options: MadeUpOptions = FRUS) {
  const made = await startMadeUpBmc(options);
  ends.push(made.stop);
  return made;
}

interface Setup {
  readonly targets?: readonly (Partial<IpmiTargetSettings> & { readonly address: string })[];
  readonly options?: object;
  /** Assets by serial number or address of the BMC. */
  readonly known?: Readonly<Record<string, string>>;
  readonly names?: Readonly<Record<string, string>>;
  readonly local?: string;
}

function scanner({ targets = [], options = {}, known = {}, names = {}, local }: Setup) {
  const own = settings(stringify({ modules: MODULES }), {
    ...(local !== undefined && { local }),
    targets: targets.map((target) => ({
      ...{ name: target.address, module: 'default', interval: 60_000, labels: {} },
      ...target,
    })),
  });
  const withShared = shared.apply(
    config.parse({ maxPerSecond: 1000, answerTimeout: '50ms', ...options }),
    own,
  );
  const ipmi = ipmiClient({ files: plainFiles, native: nativeLibrary(), devices: ['/nowhere/ipmi0'] });
  ends.push(() => ipmi.close());
  const find = ({ serials, bmcAddress }: MachineMarks) =>
    Promise.resolve([...serials, bmcAddress].map((mark) => known[mark]).find(Boolean) ?? null);
  const addresses = (host: string) =>
    host.startsWith('bmc') && names[host] === undefined
      ? Promise.reject(new ModuleError('unreachable', `${host}: the name is not known`))
      : Promise.resolve([names[host] ?? host]);
  const asIs = { ...module, config: { parse: () => withShared } } as unknown as typeof module;
  return scannerOf(asIs, { ipmi, machines: { find }, hosts: { addresses }, allowLists });
}

const portOf = (target: string) => Number(target.split(':')[1]);

describe('a machine', () => {
  it('is told with its BMC, where it stands, and its parts', async () => {
    const { target } = await serve();
    const scan = scanner({
      targets: [{ name: 'db1', address: target, labels: { site: 'berlin' }, rack: 'R3' }],
    });
    const { assets, complete, partial } = await scan();
    expect([complete, partial]).toEqual([true, []]);
    expect(assets.map(({ id, kind, name }) => [id, kind, name])).toEqual([
      ['device-127.0.0.1', 'host', 'db1'],
      ['rack-r3', 'other', 'R3'],
    ]);
    expect(assets[0]).toMatchObject({
      labels: { type: 'server', vendor: 'Acme', rack: 'R3', site: 'berlin' },
      relations: [{ type: 'part-of', target: 'rack-r3' }],
      attributes: {
        vendor: 'Acme',
        model: 'R100',
        serial: 'SN0042',
        hardware: { uuid: UUID, partNumber: 'R100-A', assetTag: 'inv-7' },
        bmc: {
          protocol: 'ipmi',
          target: 'db1',
          address: '127.0.0.1',
          vendor: 'Intel Corporation',
          firmware: '2.10',
          ipmiVersion: '2.0',
          power: 'on',
          health: 'Critical',
          place: { rack: 'R3' },
        },
      },
    });
    const { parts } = assets[0]?.attributes['bmc'] as { parts: Record<string, unknown>[] };
    expect(parts.map(({ kind, name, health, serial }) => [kind, name, health, serial])).toEqual([
      ['psu', 'PSU1', 'OK', 'PSN1'],
      ['fan', 'FAN 1', 'OK', undefined],
      ['fan', 'FAN 2', 'OK', undefined],
      ['psu', 'PSU2', 'Critical', undefined],
      ['drive', 'Disk 3', 'Critical', undefined],
      ['dimm', 'DIMM A1', 'Warning', undefined],
    ]);
  });

  it.each<[string, object, Record<string, string>, string]>([
    ['that is known with its serial number', {}, { MBSN01: 'host-db1' }, 'host-db1'],
    ['that is known by its BMC', {}, { '127.0.0.1': 'host-db2' }, 'host-db2'],
    ['that the configuration names', { asset: 'host-x' }, { SN0042: 'host-db1' }, 'host-x'],
  ])('is the asset %s', async (_, target, known, id) => {
    const { target: address } = await serve();
    const { assets } = await scanner({ targets: [{ address, ...target }], known })();
    expect(assets.map((each) => each.id)).toEqual([id]);
  });

  it('is asked where its name says that it is', async () => {
    const { target } = await serve();
    const address = `bmc1:${portOf(target)}`;
    const { assets } = await scanner({ targets: [{ address }], names: { bmc1: '127.0.0.1' } })();
    expect(assets).toMatchObject([{ id: 'device-bmc1', attributes: { bmc: { address: 'bmc1' } } }]);
  });

  it('without inventories is told all the same', async () => {
    const { target } = await serve({ analog: [], discrete: [] });
    const { assets, complete } = await scanner({ targets: [{ name: 'db1', address: target }] })();
    expect(complete).toBe(true);
    expect(assets[0]).toMatchObject({ name: 'db1', attributes: { bmc: { firmware: '2.10' } } });
    expect(assets[0]?.attributes).not.toHaveProperty('serial');
  });

  it('that is turned off keeps its parts', async () => {
    let isOn = true;
    const instead: MadeUpOptions['instead'] = (request) => {
      if (isOn) return FRUS.instead(request);
      if (nameOf(request) === '0 1') return { completionCode: 0, data: [0x20, 0, 0] };
      // Sensors are not scanned then.
      if (nameOf(request) === '4 2d') return { completionCode: 0, data: [0, 0x20, 0] };
      return FRUS.instead(request);
    };
    const { target } = await serve({ ...FRUS, instead });
    const scan = scanner({ targets: [{ address: target }] });
    const bmcOf = async () => (await scan()).assets[0]?.attributes['bmc'] as Record<string, unknown>;
    const before = await bmcOf();
    isOn = false;
    const after = await bmcOf();
    expect([before['power'], after['power']]).toEqual(['on', 'off']);
    expect(after['parts']).toEqual(before['parts']);
  });
});

describe('a BMC', () => {
  it.each<[string, MadeUpOptions, object, string]>([
    ['that is silent', { instead: () => null }, {}, 'timeout'],
    ['that refuses the login', {}, { module: 'wrong' }, 'auth_failed'],
  ])('%s is told as missing, and the others are there', async (_, options, more, code) => {
    const [good, bad] = [await serve(), await serve(options)];
    const targets = [
      { name: 'bad', address: bad.target, asset: 'host-bad', ...more },
      { name: 'good', address: good.target, asset: 'host-good' },
    ];
    const { assets, complete, partial } = await scanner({ targets })();
    expect(assets.map(({ id }) => id)).toEqual(['host-good']);
    expect([complete, partial.map((each) => each.code)]).toEqual([false, [code]]);
    expect(partial[0]?.message).toContain(bad.target);
    expect(partial[0]?.message).not.toMatch(/hunter/);
  });

  it('whose name nobody knows is told as missing', async () => {
    const { complete, partial } = await scanner({ targets: [{ address: 'bmc9' }] })();
    expect([complete, partial.map(({ message }) => message)]).toEqual([
      false,
      ['bmc9: the name is not known'],
    ]);
  });

  it('that hangs at its records is told without parts', async () => {
    const instead: MadeUpOptions['instead'] = (request) =>
      nameOf(request) === 'a 23' ? null : FRUS.instead(request);
    const { target } = await serve({ ...FRUS, instead });
    const { assets, partial } = await scanner({ targets: [{ address: target }] })();
    expect(assets).toMatchObject([{ attributes: { serial: 'SN0042', bmc: { power: 'on' } } }]);
    expect(assets[0]?.attributes['bmc']).not.toHaveProperty('parts');
    expect(partial.map(({ code }) => code)).toEqual(['timeout']);
  });

  it('of this machine without a driver is told as missing', async () => {
    const { assets, partial } = await scanner({ local: 'local' })();
    expect([assets, partial.map(({ code }) => code)]).toEqual([[], ['unsupported']]);
    expect(partial[0]?.message).toContain('/nowhere/ipmi0');
  });
});

describe('BMCs in a range', () => {
  const inRange = async (options: object, more: Partial<Setup> = {}) => {
    const { target, asked, bmc } = await serve();
    const scan = scanner({
      ...more,
      options: { ranges: ['127.0.0.0/30'], port: portOf(target), ...options },
    });
    return { ...(await scan()), asked, bmc, target };
  };

  it('are found, and nobody logs in unless told to', async () => {
    const { assets, partial, asked } = await inRange({});
    expect(partial).toEqual([]);
    expect(assets).toEqual([
      {
        id: 'device-127.0.0.1',
        kind: 'bmc',
        name: '127.0.0.1',
        labels: { type: 'bmc' },
        attributes: {
          type: 'bmc',
          address: '127.0.0.1',
          bmc: { protocol: 'ipmi', address: '127.0.0.1' },
        },
        relations: [],
      },
    ]);
    expect(asked).toEqual([]);
  });

  it.each<[string, object, Partial<Setup>, object]>([
    [
      'are machines where a login is given',
      { modules: ['default'] },
      {},
      { name: '127.0.0.1', kind: 'host' },
    ],
    ['are machines by the login that fits', { modules: ['wrong', 'default'] }, {}, { kind: 'host' }],
    ['are only there where no login fits', { modules: ['wrong'] }, {}, { kind: 'bmc' }],
    ['are what is known with them', {}, { known: { '127.0.0.1': 'host-db1' } }, { id: 'host-db1' }],
  ])('%s', async (_, options, more, expected) => {
    const { assets, partial } = await inRange(options, more);
    expect([partial, assets]).toMatchObject([[], [expected]]);
  });

  it('that targets name are asked as these', async () => {
    const { target } = await serve();
    const options = { ranges: ['127.0.0.1'], port: portOf(target) };
    const { assets } = await scanner({ targets: [{ name: 'db1', address: target }], options })();
    expect(assets.map(({ name }) => name)).toEqual(['db1']);
  });

  it('are left out where they may not be asked, and beyond the bound', async () => {
    const options = { ranges: ['8.8.8.0/30', '127.0.1.0/24'], maxAddresses: 3 };
    const { assets, partial } = await scanner({ options })();
    expect([assets, partial.map(({ code, message }) => `${code} ${message}`)]).toEqual([
      [],
      [
        expect.stringMatching(/^permission_denied the range 8\.8\.8\.0\/30: 2 of .* ipmi\.allow/),
        expect.stringMatching(/^limit_exceeded .* 251 of .* scanners\.ipmi\.maxAddresses/),
      ],
    ]);
  });

  it('are not told as gone when they are silent once', async () => {
    const { target } = await serve();
    const scan = scanner({ options: { ranges: ['127.0.0.1'], port: portOf(target) } });
    const completes = [];
    for (let run = 0; run < 3; run += 1) completes.push((await scan()).complete);
    expect(completes).toEqual([false, false, true]);
    await ends.pop()?.();
    await ends.pop()?.();
    expect((await scan()).complete).toBe(false);
  });
});

it.each([
  [
    { modules: ['none'] },
    'scanners.ipmi.modules: none not defined in ipmi.configFiles; there are default, wrong, local, sim',
  ],
  [{ modules: ['local'] }, 'scanners.ipmi.modules: the driver of local is for the BMC of this machine'],
])('refuses %j', (options, message) => {
  expect(() => scanner({ options })).toThrow(message);
});

it.skipIf(!hasTool(IPMI_SIM))('a machine that others simulate', async () => {
  const sim = await startIpmiSim();
  ends.push(() => sim.stop());
  const { assets, partial } = await scanner({
    targets: [{ name: 'sim', address: `127.0.0.1:${sim.port}`, module: 'sim' }],
  })();
  expect(partial).toEqual([]);
  expect(assets[0]?.attributes).toMatchObject({ model: PRODUCT.name, serial: PRODUCT.serial });
  const { parts } = assets[0]?.attributes['bmc'] as { parts: Record<string, unknown>[] };
  expect(parts.map(({ name, health }) => `${String(name)} ${String(health)}`)).toEqual([
    'FAN 1 OK',
    'FAN 2 Critical',
    'PSU1 OK',
    'PSU2 Critical',
    'Disk 3 Critical',
    'DIMM A1 Warning',
  ]);
});
