import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collectorOf } from '../../../../../test/support/collect.ts';
import { ModuleError } from '../../../contract/module.ts';
import type { MessageBus } from '../../../contract/ports.ts';
import systemd from './module.ts';
import { parseUnits, parseVersion } from './units.ts';

const row = (name: string, active = 'active', load = 'loaded') => [
  name,
  '',
  load,
  active,
  '',
  '',
  `/${name}`,
];
const MANAGER = { Version: '252.39-1', Virtualization: 'kvm', SystemState: 'running' };

interface Fake {
  readonly units?: readonly unknown[];
  /** `/web.service Type` or, of the manager, `Version`. */
  readonly values?: Readonly<Record<string, unknown>>;
}
function fakeBus({ units = [], values = {} }: Fake): MessageBus & { asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    call: async () => [units],
    property: async ({ path }, name) => {
      const key = path === '/org/freedesktop/systemd1' ? name : `${path} ${name}`;
      asked.push(key);
      const value = ({ ...MANAGER, ...values } as Readonly<Record<string, unknown>>)[key];
      if (value instanceof ModuleError) throw value;
      if (value === undefined) throw new ModuleError('unsupported', `no ${key}`);
      return value;
    },
  };
}
const run = (fake: Fake, config: object = {}) => {
  const bus = fakeBus(fake);
  return collectorOf(systemd, { buses: { system: bus, systemd: bus } }, config);
};
const linesOf = async (fake: Fake, config?: object) =>
  (await run(fake, config)()).lines.filter((line) => !/_(version|virtualization_info|units)\b/.test(line));
/** Units are told of as systemd answers: in no order. */
const sorted = (lines: readonly string[]) => [...lines].sort();
const RUNNING = 'node_systemd_system_running 1';

describe('systemd', () => {
  it('tells of systemd itself', async () => {
    const { lines } = await run({
      units: [row('a.service'), row('b.slice', 'failed'), row('c.mount', 'odd')],
    })();
    expect(lines.filter((line) => !line.includes('unit_state'))).toEqual([
      RUNNING,
      'node_systemd_units{state="active"} 1',
      'node_systemd_units{state="activating"} 0',
      'node_systemd_units{state="deactivating"} 0',
      'node_systemd_units{state="inactive"} 0',
      'node_systemd_units{state="failed"} 1',
      'node_systemd_units{state="odd"} 1',
      'node_systemd_version{version="252.39-1"} 252.39',
      'node_systemd_virtualization_info{virtualization_type="kvm"} 1',
    ]);
  });

  it.each([
    [{ Virtualization: '' }, 'node_systemd_virtualization_info{virtualization_type="none"} 1'],
    [{ Virtualization: 7 }, 'node_systemd_virtualization_info{virtualization_type="unknown"} 1'],
    [
      { Virtualization: new ModuleError('unsupported', '') },
      'node_systemd_virtualization_info{virtualization_type="unknown"} 1',
    ],
    [{ SystemState: 'degraded' }, 'node_systemd_system_running 0'],
    [{ Version: new ModuleError('unsupported', '') }, 'node_systemd_version{version=""} 0'],
  ])('with %j says %s', async (values, line) => {
    expect((await run({ values })()).lines).toContain(line);
  });

  it('shows every state of a unit, with the type of services', async () => {
    expect(
      await linesOf({ units: [row('web.service', 'failed')], values: { '/web.service Type': 'notify' } }),
    ).toEqual([
      RUNNING,
      ...['active', 'activating', 'deactivating', 'inactive', 'failed'].map(
        (state) =>
          `node_systemd_unit_state{name="web.service",state="${state}",type="notify"} ${state === 'failed' ? 1 : 0}`,
      ),
    ]);
  });

  it('tells more of services when asked to', async () => {
    const values = {
      '/a.service NRestarts': 3,
      '/a.service TasksCurrent': 2 ** 64,
      '/a.service TasksMax': 100,
      '/a.service ActiveEnterTimestamp': 1_500_000,
      '/b.service NRestarts': 'many',
    };
    const options = { enableTaskMetrics: true, enableRestartsMetrics: true, enableStartTimeMetrics: true };
    const units = [row('a.service'), row('b.service', 'inactive')];
    expect(
      sorted(await linesOf({ units, values }, options)).filter((line) => !line.includes('unit_state')),
    ).toEqual([
      'node_systemd_service_restart_total{name="a.service"} 3',
      RUNNING,
      'node_systemd_unit_start_time_seconds{name="a.service"} 1.5',
      'node_systemd_unit_start_time_seconds{name="b.service"} 0',
      'node_systemd_unit_tasks_max{name="a.service"} 100',
    ]);
  });

  it('tells of timers and sockets what they tell', async () => {
    const values = {
      '/a.timer LastTriggerUSec': 2_000_000,
      '/a.socket NAccepted': 1,
      '/a.socket NConnections': 2,
      '/a.socket NRefused': 3,
      '/b.socket NAccepted': 4,
      '/b.socket NRefused': 5,
    };
    const units = ['a.timer', 'b.timer', 'a.socket', 'b.socket', 'c.socket'].map((name) => row(name));
    expect(sorted(await linesOf({ units, values })).filter((line) => !line.includes('unit_state'))).toEqual([
      'node_systemd_socket_accepted_connections_total{name="a.socket"} 1',
      'node_systemd_socket_accepted_connections_total{name="b.socket"} 4',
      'node_systemd_socket_current_connections{name="a.socket"} 2',
      'node_systemd_socket_refused_connections_total{name="a.socket"} 3',
      RUNNING,
      'node_systemd_timer_last_trigger_seconds{name="a.timer"} 2',
    ]);
  });

  it.each([
    [{}, ['a.service', 'b.target']],
    [{ unitInclude: 'a.*' }, ['a.service']],
    [{ unitInclude: 'a' }, []],
    [{ unitExclude: '' }, ['a.service', 'b.target', 'c.slice']],
    [{ unitExclude: 'a.*|b' }, ['b.target', 'c.slice']],
  ])('with %j looks at %j', async (config, names) => {
    const units = [
      row('a.service'),
      row('b.target'),
      row('c.slice'),
      row('d.service', 'inactive', 'not-found'),
    ];
    const lines = await linesOf({ units }, config);
    const shown = lines.flatMap((line) => /name="([^"]+)",state="active"/.exec(line)?.[1] ?? []);
    expect(shown.sort()).toEqual(names);
  });

  it('asks an old systemd for nothing that it does not know', async () => {
    const bus = fakeBus({ units: [row('a.timer')], values: { Version: '204' } });
    await collectorOf(systemd, { buses: { system: bus, systemd: bus } })();
    expect(bus.asked).toEqual(['Version', 'Virtualization']);
  });

  it('asks systemd directly when told to', async () => {
    const [system, direct] = [fakeBus({}), fakeBus({})];
    await collectorOf(systemd, { buses: { system, systemd: direct } }, { private: true })();
    expect([system.asked.length, direct.asked.length]).toEqual([0, 3]);
  });

  it.each(['timeout', 'unreachable', 'limit_exceeded'] as const)(
    'does not go on after %s, but keeps what it has',
    async (code) => {
      const values = { '/a.service Type': new ModuleError(code, 'no') };
      const { error, lines } = await run({ units: [row('a.service')], values }).attempt();
      expect(error).toMatchObject({ code });
      expect(lines).toContain('node_systemd_units{state="active"} 1');
    },
  );

  it('handles many units, each once', async () => {
    const units = Array.from({ length: 5000 }, (_, i) => row(`u${i % 4000}.service`));
    const lines = await linesOf({ units });
    expect(lines).toHaveLength(4000 * 5 + 1);
  });
});

describe('parseUnits', () => {
  it.each([[[]], [[7]], [[['a']]], [[[['a', 'b', 'c']]]], [[[[1, 2, 3, 4, 5, 6, 7]]]]])(
    'refuses %j',
    (body) => expect(() => parseUnits(body)).toThrow(expect.objectContaining({ code: 'malformed_reply' })),
  );

  it('refuses more units than any machine has', () => {
    expect(() => parseUnits([Array(20_001).fill(row('a'))])).toThrow(
      expect.objectContaining({ code: 'limit_exceeded' }),
    );
  });

  it('understands any answer or says why not', () => {
    fc.assert(
      fc.property(fc.array(fc.anything()), (body) => {
        try {
          parseUnits(body);
        } catch (error) {
          expect(error).toMatchObject({ code: 'malformed_reply' });
        }
      }),
    );
  });
});

it.each([
  ['252.39-1~deb12u1', 252.39],
  ['v255', 255],
  ['255-rc1.2', 255],
  ['systemd 99', 0],
  ['', 0],
  [7, 0],
  [undefined, 0],
])('the version %j is %d', (text, number) => expect(parseVersion(text).number).toBe(number));
