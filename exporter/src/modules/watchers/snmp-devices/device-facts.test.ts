/** What two looks at a device mean, from made-up readings. */
import { describe, expect, it } from 'vitest';
import { profileSection } from '../../../protocols/snmp/profile/settings.ts';
import type { Fact } from './events.ts';
import { config, type Options } from './options.ts';
import { PolledDevice } from './polled-device.ts';
import type { Counter, Interface, Reading, Storage } from './reading.ts';
import { SUBJECTS } from './wanted.ts';

const MB = 1_000_000;
const MINUTE_MS = 60_000;
const UP = 1;
const DOWN = 2;

type Given = Partial<Interface>;
const counter = (value: number, bits: Counter['bits'] = 64): Counter => ({ value, bits });
const port = (title: string, given: Given = {}): Interface => ({
  key: title,
  index: 1,
  title,
  alias: '',
  adminStatus: UP,
  operStatus: UP,
  inOctets: null,
  outOctets: null,
  inErrors: null,
  outErrors: null,
  discontinuity: 0,
  ...given,
});

interface Shown extends Partial<Omit<Reading, 'interfaces'>> {
  readonly ports?: readonly Interface[];
}

/** A device that is looked at each minute and counts its own time. */
function watching(given: object = {}, wanted: readonly (typeof SUBJECTS)[number][] = SUBJECTS) {
  const options: Options = {
    ...config.parse(given),
    snmp: {
      definitions: { auths: new Map(), modules: new Map() },
      requestsInFlight: 1,
      targets: [],
      profile: profileSection.parse(undefined),
    },
  };
  const device = new PolledDevice({ name: 'core', interval: MINUTE_MS, wanted: new Set(wanted) }, options);
  let atMs = 0;
  let ticks = 1_000_000;
  return (shown: Shown, passedMs = MINUTE_MS): Fact[] => {
    atMs += passedMs;
    ticks += passedMs / 10;
    const { ports = [], ...rest } = shown;
    return device.look({
      atMs,
      uptime: { agent: ticks, machine: ticks },
      interfaces: new Map(ports.map((each) => [each.key, each])),
      cpuPercents: [],
      memory: null,
      storages: [],
      load: null,
      ...rest,
    });
  };
}

const kinds = (facts: readonly Fact[]) => facts.map(({ kind }) => kind);
const texts = (facts: readonly Fact[]) =>
  facts.map(({ kind, severity, message }) => `${severity} ${kind} ${message}`);

describe('traffic', () => {
  const octets = (value: number, given: Given = {}) => port('eth0', { inOctets: counter(value), ...given });

  it('far above the recent average is a spike, told once while it lasts', () => {
    const look = watching();
    const told: string[][] = [];
    let sum = 0;
    for (const growth of [0, 60, 60, 60, 60, 6000, 6000, 6000])
      told.push(kinds(look({ ports: [octets((sum += growth * MB))] })));
    expect(told).toEqual([[], [], [], [], [], ['host.network_spike'], [], []]);
  });

  it('has the attributes that the rules know', () => {
    const look = watching();
    let sum = 0;
    for (let i = 0; i < 6; i += 1) look({ ports: [octets((sum += 60 * MB))] });
    const [fact] = look({ ports: [octets((sum += 6000 * MB)), port('eth1', { inOctets: counter(7) })] });
    expect(fact).toMatchObject({
      kind: 'host.network_spike',
      severity: 'warning',
      message: 'Traffic of core is 100000000 bytes per second, on average 1000000',
      attributes: {
        bytes_per_second: 100 * MB,
        factor: 100,
        busiest_interface: 'eth0',
        interval_seconds: 60,
      },
    });
  });

  const quiet = [0, 60, 120, 180, 240, 300].map((each) => ({ ports: [octets(each * MB)] }));
  it.each<[string, Shown, string[]]>([
    ['a counter that goes on', { ports: [octets(6300 * MB)] }, ['host.network_spike']],
    ['a counter that begins anew and says so', { ports: [octets(9000 * MB, { discontinuity: 5 })] }, []],
    ['a counter that goes back', { ports: [octets(1)] }, []],
    [
      'an interface that is new',
      { ports: [octets(360 * MB), port('eth9', { inOctets: counter(9e15) })] },
      [],
    ],
    ['an interface that is gone', { ports: [] }, []],
    ['another width of the counter', { ports: [port('eth0', { inOctets: counter(9e9, 32) })] }, []],
    ['a row without counters', { ports: [port('eth0')] }, []],
    [
      'an interface with another number',
      { ports: [octets(360 * MB, { index: 7 }), port('eth1', { inOctets: counter(9e15), index: 1 })] },
      [],
    ],
    ['a restart', { ports: [octets(9000 * MB)], uptime: { agent: 100, machine: 100 } }, ['snmp.cold_start']],
    [
      'another agent on the same machine',
      { ports: [octets(9000 * MB)], uptime: { agent: 100, machine: 1_042_000 } },
      ['snmp.agent_restarted'],
    ],
    [
      'a clock that was set back',
      { ports: [octets(9000 * MB)], uptime: { agent: 900_000, machine: null } },
      [],
    ],
  ])('of %s', (_, last, told) => {
    const look = watching();
    for (const shown of quiet) expect(look(shown)).toEqual([]);
    expect(kinds(look(last))).toEqual(told);
  });

  it.each([
    ['32', 32, 2 ** 32 - 60 * MB],
    ['64', 64, 2 ** 64 - 60 * MB],
  ] as const)('goes on through the end of a counter of %s bits', (_, bits, start) => {
    const look = watching({ networkFloor: '1MB' });
    const range = 2 ** bits;
    for (let i = 0; i < 7; i += 1)
      expect(
        look({ ports: [port('eth0', { inOctets: counter((start + i * 30 * MB) % range, bits) })] }),
      ).toEqual([]);
    const last = (start + 6 * 30 * MB + 600 * MB) % range;
    const [fact] = look({ ports: [port('eth0', { inOctets: counter(last, bits) })] });
    expect(fact?.kind).toBe('host.network_spike');
    expect(Number(fact?.attributes['bytes_per_second'])).toBeCloseTo(10 * MB, -4);
  });

  it('after a long silence is the average of that time, and no spike', () => {
    const look = watching();
    for (const shown of quiet) look(shown);
    expect(look({ ports: [octets(300 * MB + 3600 * MB)] }, 60 * MINUTE_MS)).toEqual([]);
  });

  it('that an agent counts every 15 seconds only is no spike each time', () => {
    const look = watching();
    for (let second = 0; second < 120; second += 1)
      expect(look({ ports: [octets(Math.floor(second / 15) * 15 * 20 * MB)] }, 1000)).toEqual([]);
  });

  it('is not looked at where nobody wants it', () => {
    const look = watching({}, ['links']);
    for (const shown of quiet) look(shown);
    expect(look({ ports: [octets(9000 * MB)] })).toEqual([]);
  });
});

describe('links', () => {
  const warning = 'warning snmp.link_down core: eth0 is down';
  it.each<[string, Given[], string[]]>([
    ['goes down', [{}, { operStatus: DOWN }, { operStatus: DOWN }], [warning]],
    ['and comes up', [{}, { operStatus: DOWN }, {}], [warning, 'info snmp.link_up core: eth0 is up']],
    [
      'is turned off',
      [{}, { operStatus: DOWN, adminStatus: DOWN }],
      ['info snmp.link_down core: eth0 is down, turned off'],
    ],
    ['loses what is below it', [{}, { operStatus: 7 }], [warning]],
    ['was down before', [{ operStatus: DOWN }, { operStatus: DOWN }], []],
    ['is tested', [{}, { operStatus: 3 }, {}], []],
    ['does not say', [{}, { operStatus: NaN }, {}], []],
    [
      'has a text of somebody',
      [{ alias: 'uplink' }, { alias: 'uplink', operStatus: DOWN }],
      ['warning snmp.link_down core: eth0 (uplink) is down'],
    ],
  ])('an interface that %s', (_, looks, told) => {
    const look = watching();
    expect(looks.flatMap((given) => texts(look({ ports: [port('eth0', given)] })))).toEqual(told);
  });

  it('have the attributes that traps have', () => {
    const look = watching();
    look({ ports: [port('eth0', { index: 3 })] });
    const [fact] = look({ ports: [port('eth0', { index: 3, operStatus: DOWN })] });
    expect(fact).toMatchObject({
      about: '3',
      attributes: { if_index: 3, if_name: 'eth0', if_admin_status: 'up', if_oper_status: 'down' },
    });
  });

  it('with new numbers are the same by name', () => {
    const look = watching();
    look({ ports: [port('a', { index: 1 }), port('b', { index: 2, operStatus: DOWN })] });
    expect(look({ ports: [port('b', { index: 1, operStatus: DOWN }), port('a', { index: 2 })] })).toEqual([]);
  });
});

describe('thresholds', () => {
  const disk = (percent: number, name = '/var'): Storage => ({
    name,
    sizeBytes: 100 * MB,
    usedBytes: percent * MB,
  });

  it('of storage are told when they are crossed, not at every look', () => {
    const look = watching();
    const told = [50, 80, 94, 95, 92, 90, 79, 75, 74].map((percent) =>
      look({ storages: [disk(percent)] }).map(({ kind, severity }) => `${severity} ${kind}`),
    );
    expect(told).toEqual([
      [],
      ['warning snmp.storage_high'],
      [],
      ['critical snmp.storage_high'],
      [],
      ['warning snmp.storage_high'],
      [],
      ['info snmp.threshold_cleared'],
      [],
    ]);
  });

  it('of storage give the numbers', () => {
    expect(watching()({ storages: [disk(97)] })).toEqual([
      {
        kind: 'snmp.storage_high',
        severity: 'critical',
        message: 'core: /var is 97 % full, the threshold (critical) is 95',
        about: 'critical:/var',
        attributes: {
          storage: '/var',
          used_percent: 97,
          size_bytes: 100 * MB,
          used_bytes: 97 * MB,
          subject: '/var',
          level: 'critical',
          value: 97,
          warning_threshold: 80,
          critical_threshold: 95,
        },
      },
    ]);
  });

  it('are over when a storage is gone, but not when a device tells of none', () => {
    const look = watching();
    look({ storages: [disk(97), disk(1, '/')] });
    expect(look({ storages: [] })).toEqual([]);
    expect(texts(look({ storages: [disk(1, '/')] }))).toEqual([
      'info snmp.threshold_cleared core: /var is no longer there',
    ]);
  });

  it('stay as they are while a device does not say', () => {
    const look = watching();
    look({ storages: [disk(97)] });
    expect(look({ storages: [{ ...disk(0), usedBytes: NaN }] })).toEqual([]);
  });

  it('of load', () => {
    const look = watching();
    expect([3.9, 4, 7, 8, 7.7, 3.9, 3.7].flatMap((load) => texts(look({ load })))).toEqual([
      'warning snmp.load_high core: the load average is 4, the threshold (warning) is 4',
      'critical snmp.load_high core: the load average is 8, the threshold (critical) is 8',
      'warning snmp.load_high core: the load average is 3.9, no longer critical',
      'info snmp.threshold_cleared core: the load average is 3.7, which is below 4 again',
    ]);
  });

  it('of processors are told again while they last', () => {
    const look = watching({ repeatInterval: '2m' });
    const told = [
      [10, 20],
      [70, 80],
      [70, 80],
      [70, 80],
      [95, 95],
      [20, 20],
    ].map((cpuPercents) => texts(look({ cpuPercents })));
    expect(told).toEqual([
      [],
      ['warning host.cpu_high CPU use of core is 75 %'],
      [],
      ['warning host.cpu_high CPU use of core is 75 %'],
      ['critical host.cpu_high CPU use of core is 95 %'],
      ['info snmp.threshold_cleared CPU use of core is 20 %, no longer critical'],
    ]);
  });

  const errors = (value: number, given: Given = {}) => ({
    ports: [port('eth0', { inErrors: counter(value, 32), ...given })],
  });
  it.each<[string, [Shown, number?][], string[]]>([
    [
      'in a minute',
      [[errors(0)], [errors(150)], [errors(1200)], [errors(1201)]],
      [
        'warning snmp.errors_high core: eth0 has 150 errors in a minute in receiving, the threshold (warning) is 100',
        'critical snmp.errors_high core: eth0 has 1050 errors in a minute in receiving, the threshold (critical) is 1000',
        'info snmp.threshold_cleared core: eth0 has 1 errors in a minute in receiving, which is below 100 again',
      ],
    ],
    ['few within a second', [[errors(0)], [errors(2), 1000], [errors(3), 1000]], []],
    ['since ever', [[errors(5000)]], []],
    ['that begin anew', [[errors(5000)], [errors(0)], [errors(0)]], []],
    ['over a restart', [[errors(50)], [{ ...errors(5000), uptime: { agent: 10, machine: 10 } }]], []],
  ])('of errors %s', (_, looks, told) => {
    const look = watching();
    const facts = looks.flatMap(([shown, passedMs]) => look(shown, passedMs));
    expect(texts(facts.filter(({ kind }) => kind !== 'snmp.cold_start'))).toEqual(told);
  });
});

describe('memory', () => {
  const memory = (percent: number) => ({
    memory: { totalBytes: 1000 * MB, availableBytes: (1000 - 10 * percent) * MB },
  });
  it.each<[string, number[], boolean]>([
    ['a steep rise', [50, 61], true],
    ['a rise in steps', [50, 53, 57, 61], true],
    ['a small rise', [50, 59], false],
    ['a very high level', [91], true],
    ['a fall', [60, 40], false],
  ])('%s', (_, percents, isSpike) => {
    const look = watching();
    const told = percents.flatMap((percent) => kinds(look(memory(percent))));
    expect(told).toEqual(isSpike ? ['host.memory_spike'] : []);
  });
});
