/** The watcher asks devices that answer in this process. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { snmpDevices, type SnmpDevice } from '../../../../../test/support/snmp-devices.ts';
import type { Observation } from '../../../contract/module.ts';
import type { OperatingSystem } from '../../../contract/ports.ts';
import { ModuleRunner } from '../../../runtime/module-runner.ts';
import type { SnmpTargetSettings } from '../../../protocols/snmp/settings.ts';
import { snmpSection } from '../../../protocols/snmp/section.ts';
import { profileSection } from '../../../protocols/snmp/profile/settings.ts';
import module from './module.ts';
import { config, type Options } from './options.ts';
import type { Polling } from './polling.ts';
import { wantedOf } from './wanted.ts';

const SECOND = 1000;

const target = (name: string, given: Partial<SnmpTargetSettings> = {}): SnmpTargetSettings => ({
  name,
  address: name,
  auth: 'public_v2',
  modules: ['system'],
  interval: SECOND,
  labels: {},
  ...given,
});

const lines = (values: Readonly<Record<string, string>>) =>
  Object.entries(values).map(([oid, value]) => `1.3.6.1.2.1.${oid}|${value}`);
const device = (values: Readonly<Record<string, string>>): SnmpDevice => ({
  recording: ['1.3.6.1.2.1.1.3.0|67|100000', ...lines(values)].sort(byOid).join('\n'),
});
const byOid = (a: string, b: string) => {
  const [one, other] = [a, b].map((line) => (line.split('|')[0] ?? '').split('.').map(Number));
  const at = one?.findIndex((part, i) => part !== other?.[i]) ?? 0;
  return (one?.[at] ?? 0) - (other?.[at] ?? 0);
};

/** An interface: names and status, octets in 64 bits. */
const port = (index: number, name: string, octets: number, status = 1) => ({
  [`2.2.1.7.${index}`]: '2|1',
  [`2.2.1.8.${index}`]: `2|${status}`,
  [`2.2.1.14.${index}`]: '65|0',
  [`2.2.1.20.${index}`]: '65|0',
  [`31.1.1.1.1.${index}`]: `4|${name}`,
  [`31.1.1.1.6.${index}`]: `70|${octets}`,
  [`31.1.1.1.10.${index}`]: '70|0',
});

const runners: ModuleRunner<void>[] = [];
afterEach(async () => {
  for (const runner of runners.splice(0)) await runner.stop();
  vi.useRealTimers();
});

/** Looks at what `devices` has at that time. */
function watching(
  devices: Record<string, SnmpDevice>,
  targets: readonly SnmpTargetSettings[],
  { profile = 'full', ...given }: Record<string, unknown> = {},
) {
  vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout', 'Date'] });
  const section = {
    targets,
    profile: profileSection.parse({ name: profile }),
    expandEnvironmentVariables: false,
    wrapLargeCounters: true,
    moduleConcurrency: 1,
    requestsInFlight: 2,
    allow: [],
  };
  const snmp = snmpSection.read(section, [], {});
  const options: Options = { ...config.parse(given), snmp };
  const os = { addresses: () => [{ address: '192.0.2.1' }] } as unknown as OperatingSystem;
  let present = devices;
  let client = snmpDevices(present);
  const show = (now: Record<string, SnmpDevice>) => {
    present = now;
    client = snmpDevices(now);
  };
  const told: Observation[] = [];
  const ports = { os, snmp: { open: (asked: never) => client.open(asked) } };
  const environment = { ports: ports as never, host: { asset: 'host-me', name: 'me' }, now: Date.now };
  const runner = new ModuleRunner<void>(module, options, environment, (context) =>
    module.watch(context as never, options, (observation) => told.push(observation)),
  );
  runners.push(runner);
  /** A second at a time, as the server does, with all that comes of it. */
  const pass = async (seconds: number) => {
    for (let i = 0; i < seconds; i += 1) {
      vi.advanceTimersByTime(SECOND);
      await runner.run(SECOND);
      for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    }
    await runner.run(SECOND);
    return told.splice(0);
  };
  return {
    pass,
    runner,
    change: (now: Record<string, SnmpDevice>) => show({ ...present, ...now }),
    /** Since the last change. */
    requests: () => client.asked.length,
    lose: (address: string) =>
      show(Object.fromEntries(Object.entries(present).filter(([each]) => each !== address))),
    tell: () =>
      (runner.fromState((state) => module.tell?.(state as Polling)) ?? [])
        .map(({ lines: text }) => text)
        .join(''),
  };
}

const kinds = (told: readonly Observation[]) => told.map(({ kind }) => kind);

describe('configured devices', () => {
  it('are looked at, and what happens is told of their assets', async () => {
    const watched = watching(
      { '10.0.0.1': device(port(3, 'eth3', 0)), '192.0.2.1': device(port(1, 'eth0', 0)) },
      [
        target('core', { address: '10.0.0.1' }),
        target('self', { address: '192.0.2.1' }),
        target('named', { address: '10.0.0.1:1161', asset: 'router-7' }),
      ],
    );
    expect(await watched.pass(3)).toEqual([]);
    watched.change({
      '10.0.0.1': device(port(3, 'eth3', 0, 2)),
      '192.0.2.1': device(port(1, 'eth0', 0, 2)),
    });
    const told = await watched.pass(2);
    expect(told.map(({ kind, asset, message }) => [kind, asset, message]).sort()).toEqual([
      ['snmp.link_down', 'device-10.0.0.1', 'core: eth3 is down'],
      ['snmp.link_down', 'host-me', 'self: eth0 is down'],
      ['snmp.link_down', 'router-7', 'named: eth3 is down'],
    ]);
    expect(told.find(({ asset }) => asset === 'device-10.0.0.1')).toMatchObject({
      fingerprint: 'snmp.link_down:device-10.0.0.1:3',
      attributes: { target: 'core', address: '10.0.0.1', if_index: 3 },
    });
  });

  it('that do not answer are told once, and once when they do again', async () => {
    const answering = { '10.0.0.1': device({}) };
    const watched = watching({ ...answering }, [target('core', { address: '10.0.0.1' })], {
      unreachableAfter: 2,
      maxBackoff: '1s',
    });
    await watched.pass(2);
    expect(watched.tell()).toContain('fathom_snmp_target_up{target="core"} 1\n');
    watched.lose('10.0.0.1');
    const lost = await watched.pass(6);
    expect(lost.map(({ kind, severity }) => [kind, severity])).toEqual([
      ['snmp.device_unreachable', 'error'],
    ]);
    expect(lost[0]?.attributes).toMatchObject({ code: 'timeout', failed_polls: 2 });
    expect(watched.tell()).toMatch(/^fathom_snmp_poll_failures_total\{code="timeout"\} \d+$/m);
    expect(watched.tell()).toContain('fathom_snmp_target_up{target="core"} 0\n');
    expect(watched.runner.status).toMatchObject({ succeeded: true, partial: false });
    watched.change(answering);
    expect(kinds(await watched.pass(4))).toEqual(['snmp.device_reachable']);
  });

  it('are read with few requests, and none for what they have shown to lack', async () => {
    const ports = Object.assign(
      {},
      ...Array.from({ length: 20 }, (_, i) => port(i + 1, `eth${i}`, 0)),
    ) as Record<string, string>;
    const watched = watching({ '10.0.0.1': device(ports) }, [target('core', { address: '10.0.0.1' })]);
    await watched.pass(2);
    expect(watched.requests()).toBeLessThanOrEqual(12);
    watched.change({});
    await watched.pass(1);
    expect(watched.requests()).toBeLessThanOrEqual(4);
    expect(watched.tell()).toMatch(/^fathom_snmp_polls_total 3$/m);
  });

  it('that were not seen before tell no spike, nor what was so before', async () => {
    const busy = (octets: number) => ({
      '10.0.0.1': device({ ...port(1, 'eth0', octets), ...port(2, 'eth1', 0, 2) }),
    });
    const watched = watching(busy(9e15), [target('core', { address: '10.0.0.1' })]);
    await watched.pass(1);
    watched.change(busy(9e15 + 1e12));
    expect(await watched.pass(2)).toEqual([]);
  });
});

describe('what is looked for', () => {
  const { definitions } = snmpSection.read(
    {
      targets: [],
      profile: profileSection.parse(undefined),
      expandEnvironmentVariables: false,
      wrapLargeCounters: true,
      moduleConcurrency: 1,
      requestsInFlight: 1,
      allow: [],
    },
    [],
    {},
  );
  it.each<[string, string[], object, string[]]>([
    ['nothing but whether it answers', ['system'], {}, []],
    ['what a module is about', ['if_mib'], {}, ['links', 'traffic', 'errors']],
    ['what the profile has', ['system'], { name: 'standard' }, ['links', 'traffic', 'cpu', 'storage']],
    ['both', ['if_mib'], { enable: ['load'] }, ['links', 'traffic', 'errors', 'load']],
    ['not what is switched off', ['if_mib'], { disable: ['network'], enable: ['cpu'] }, ['cpu']],
    [
      'not a metric that is switched off',
      ['if_mib'],
      { metrics: { ifInErrors: false, ifOutErrors: false } },
      ['links', 'traffic'],
    ],
  ])('%s', (_, modules, profile, wanted) => {
    const named = modules.flatMap((name) => definitions.modules.get(name) ?? []);
    expect([...wantedOf(named, profileSection.parse(profile))]).toEqual(wanted);
  });
});
