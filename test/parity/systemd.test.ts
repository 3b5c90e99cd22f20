/** systemd as Debian's node_exporter and our collector show it; no systemd runs, both ask a made-up one over D-Bus. */
import { afterEach, describe, expect, it } from 'vitest';
import systemd from '../../exporter/src/modules/collectors/systemd/module.ts';
import { type ClosableBus, systemBus } from '../../exporter/src/platform/message-bus.ts';
import { encodePage } from '../../exporter/src/runtime/exposition.ts';
import { collectorOf } from '../support/collect.ts';
import { type FakeSystemd, startFakeSystemd, type Typed } from '../support/fake-systemd.ts';
import { hasCommand, type Peer, startPeer } from '../support/peer.ts';
import { AllowList } from './allow-list.ts';
import { compareFamilies } from './compare.ts';
import { COMMAND } from './node-exporter.ts';

const NONE = '18446744073709551615';
const service = (type: string, rest: Readonly<Record<string, Typed>> = {}) => ({
  'Service.Type': ['s', type] as const,
  ...rest,
});

const UNITS = [
  {
    name: 'web.service',
    properties: service('notify', {
      'Unit.ActiveEnterTimestamp': ['t', 1_700_000_000_123_456],
      'Service.NRestarts': ['u', 7],
      'Service.TasksCurrent': ['t', 12],
      'Service.TasksMax': ['t', 4915],
    }),
  },
  {
    name: 'getty@tty1.service',
    active: 'failed',
    properties: service('idle', {
      'Service.NRestarts': ['u', 0],
      'Service.TasksCurrent': ['t', NONE],
      'Service.TasksMax': ['t', NONE],
    }),
  },
  { name: 'odd\\x2dname-ü.service', active: 'inactive' },
  { name: 'new.service', active: 'reloading', properties: service('simple') },
  { name: 'gone.service', load: 'not-found', active: 'inactive' },
  { name: '9lives.timer', properties: { 'Timer.LastTriggerUSec': ['t', 1_700_000_001_500_000] } },
  { name: 'never.timer', active: 'inactive' },
  {
    name: 'ssh.socket',
    properties: {
      'Unit.ActiveEnterTimestamp': ['t', 1],
      'Socket.NAccepted': ['u', 5],
      'Socket.NConnections': ['u', 2],
      'Socket.NRefused': ['u', 1],
    },
  },
  { name: 'old.socket', properties: { 'Socket.NAccepted': ['u', 5], 'Socket.NConnections': ['u', 0] } },
  { name: 'half.socket', properties: { 'Socket.NAccepted': ['u', 3] } },
  { name: 'mute.socket', active: 'activating' },
  { name: 'multi-user.target', active: 'deactivating' },
  { name: 'system.slice' },
  { name: 'proc.mount', properties: { 'Mount.Type': ['s', 'proc'] } },
] as const;
const MANAGER = {
  Version: ['s', '252.39-1~deb12u1'],
  Virtualization: ['s', ''],
  SystemState: ['s', 'running'],
} as const;
const ALL = [
  '--collector.systemd.enable-task-metrics',
  '--collector.systemd.enable-restarts-metrics',
  '--collector.systemd.enable-start-time-metrics',
];

const EXCLUDE = String.raw`.+\.(automount|device|scope|slice)`;
const ACCEPTED = { node_systemd_virtualization_info: 'came after 1.5.0' };

const missing = (await Promise.all([COMMAND, 'dbus-daemon'].map(hasCommand))).includes(false);
if (missing && process.env['CI'] === 'true') throw new Error(`${COMMAND} or dbus-daemon is not installed`);

describe.skipIf(missing)(
  `systemd beside ${COMMAND} (skipped when it or dbus-daemon is not installed)`,
  () => {
    const running: { stop(): Promise<void> | void }[] = [];
    afterEach(async () => {
      for (const each of running.splice(0).reverse()) await each.stop();
      delete process.env['DBUS_SYSTEM_BUS_ADDRESS'];
    });

    async function start(manager: Readonly<Record<string, Typed>>, args: readonly string[]) {
      const fake = await startFakeSystemd({ units: UNITS, manager });
      running.push(fake);
      process.env['DBUS_SYSTEM_BUS_ADDRESS'] = fake.address;
      const peer = await startPeer(COMMAND, [
        '--web.listen-address={address}',
        '--web.disable-exporter-metrics',
        '--collector.disable-defaults',
        '--collector.systemd',
        ...args,
      ]);
      running.push(peer);
      return { fake, peer };
    }

    async function differences({ fake, peer }: { fake: FakeSystemd; peer: Peer }, config: object) {
      const bus: ClosableBus = systemBus({ DBUS_SYSTEM_BUS_ADDRESS: fake.address });
      const theirs = (await (await fetch(`${peer.url}/metrics`)).text()).replace(
        /^(# (HELP|TYPE) )?node_(scrape|exporter)_.*\n/gm,
        '',
      );
      const run = collectorOf(systemd, { buses: { system: bus, systemd: bus } }, config);
      const { families } = await run();
      bus.close();
      const ours = encodePage(families, 'text').toString();
      const allowList = new AllowList(ACCEPTED);
      const rest = allowList.rest(
        compareFamilies({ before: theirs, after: theirs }, ours, { prefixes: ['node_'] }),
      );
      return { rest, stale: allowList.stale(), count: families.length };
    }

    it.each<[string, Readonly<Record<string, Typed>>, string[], object, number]>([
      [
        'everything',
        MANAGER,
        [...ALL, `--collector.systemd.unit-exclude=${EXCLUDE}`],
        {
          enableTaskMetrics: true,
          enableRestartsMetrics: true,
          enableStartTimeMetrics: true,
          unitExclude: EXCLUDE,
        },
        13,
      ],
      [
        'the defaults',
        { ...MANAGER, SystemState: ['s', 'degraded'] },
        [String.raw`--collector.systemd.unit-exclude=.+\.(automount|device|mount|scope|slice)`],
        {},
        9,
      ],
      [
        'a selection',
        MANAGER,
        ['--collector.systemd.unit-include=(web|ssh)', '--collector.systemd.unit-exclude='],
        {
          unitInclude: '(web|ssh)',
          unitExclude: '',
        },
        4,
      ],
      [
        'an old systemd',
        { ...MANAGER, Version: ['s', '204'] },
        ['--collector.systemd.unit-exclude=x'],
        { unitExclude: 'x' },
        7,
      ],
    ])('shows %s alike', async (_, manager, args, config, families) => {
      const { rest, stale, count } = await differences(await start(manager, args), config);
      expect({ rest, stale, count }).toEqual({ rest: [], stale: [], count: families });
    });
  },
);
