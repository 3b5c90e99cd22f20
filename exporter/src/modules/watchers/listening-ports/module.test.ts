import { describe, expect, it } from 'vitest';
import {
  type OwnedSocket,
  socket,
  socketSnapshot,
  socketsPort,
} from '../../../../../test/support/sockets.ts';
import { ModuleError, type Observation } from '../../../contract/module.ts';
import type { PortSnapshot } from '../../../model/socket.ts';
import { listeningPorts } from '../../../protocols/listening-ports.ts';
import { changesAt, noHistory } from './changes.ts';
import watcher from './module.ts';

const STEP_MS = 10_000;
const nginx = { pid: 10, name: 'nginx', cmdline: ['nginx'] };
const tcp = (localPort: number, more: Partial<OwnedSocket> = {}) => socket({ localPort, ...more });

/** Looks every 10 s at a host with the given sockets. */
function watching(config: object = {}) {
  const options = watcher.config.parse(config);
  const state = watcher.init?.(options);
  if (!state) throw new Error('no state');
  const clock = { ms: 1_000_000 };
  const partial: ModuleError[] = [];
  const look = async (sockets: readonly OwnedSocket[], fields: Partial<PortSnapshot> = {}) => {
    const told: Observation[] = [];
    await watcher.watch(
      {
        sockets: socketsPort(socketSnapshot(sockets, fields)),
        signal: new AbortController().signal,
        now: () => clock.ms,
        timeLeft: () => 10_000,
        host: { asset: 'host-a', name: 'a' },
        state,
        partial: (reason) => partial.push(reason),
      },
      options,
      (observation) => told.push(observation),
    );
    clock.ms += STEP_MS;
    return told;
  };
  /** What is told, in short, of looks at hosts with these TCP ports. */
  const looks = async (...hosts: readonly (readonly number[])[]) => {
    const told: string[][] = [];
    for (const ports of hosts) told.push(short(await look(ports.map((port) => tcp(port)))));
    return told;
  };
  return { look, looks, partial, clock };
}

const short = (told: readonly Observation[]) =>
  told.map(({ kind, attributes }) => `${kind} ${Number(attributes['port'])}`);

describe('listening-ports', () => {
  it.each<[string, number[][], string[][], object?]>([
    ['the first look is no news', [[22, 80]], [[]]],
    ['a new port', [[22], [22, 80], [22, 80]], [[], ['port.opened 80'], []]],
    [
      'a port that is gone for half a minute',
      [[22, 80], [22], [22], [22], [22]],
      [[], [], [], ['port.closed 80'], []],
    ],
    ['a restart', [[80], [], [], [80], [80]], [[], [], [], [], []]],
    [
      'a port that closes and opens again',
      [[80], [], [], [], [80]],
      [[], [], [], ['port.closed 80'], ['port.opened 80']],
    ],
    [
      'at once when told to',
      [[80], [], [80]],
      [[], ['port.closed 80'], ['port.opened 80']],
      { closedAge: '0' },
    ],
    [
      'a port of the ephemeral range that comes and goes',
      [[], [40_000], [], [], [], []],
      [[], [], [], [], [], []],
    ],
    [
      'one that stays',
      [[], [40_000], [40_000], [40_000], [], []],
      [[], [], [], ['port.opened 40000'], [], ['port.closed 40000']],
      { ephemeralAge: '20s', closedAge: '20s' },
    ],
    [
      'one that was there before: its end only',
      [[40_000], [40_000], [40_000], [], []],
      [[], [], [], [], ['port.closed 40000']],
      { ephemeralAge: '20s', closedAge: '20s' },
    ],
    ['an ignored one', [[], [8080]], [[], []], { ignore: '^tcp/80' }],
    [
      'no more than allowed, the others later',
      [[], [1, 2, 3], [1, 2, 3], [1, 2, 3]],
      [[], ['port.opened 1', 'port.opened 2'], ['port.opened 3'], []],
      { maxEvents: 2 },
    ],
    [
      'no more ends than allowed, the others later',
      [[1, 2, 3], [], []],
      [[], ['port.closed 1', 'port.closed 2'], ['port.closed 3']],
      { maxEvents: 2, closedAge: '0' },
    ],
  ])('%s', async (_, hosts, expected, config = {}) => {
    expect(await watching(config).looks(...hosts)).toEqual(expected);
  });

  it('tells who listens where', async () => {
    const { look } = watching();
    await look([]);
    expect(await look([tcp(80, { owner: nginx }), tcp(80, { owner: nginx, localAddress: '::' })])).toEqual([
      {
        kind: 'port.opened',
        severity: 'info',
        message: 'nginx (10) listens on tcp port 80 (nginx), for other hosts too',
        attributes: {
          protocol: 'tcp',
          port: 80,
          service: 'nginx',
          process: 'nginx',
          pid: 10,
          addresses: ['*'],
          loopback_only: false,
        },
        fingerprint: 'port.opened:host-a:tcp/80',
      },
    ]);
    const [udp] = await look([tcp(80), tcp(7, { protocol: 'udp', localAddress: '127.0.0.1' })]);
    expect(udp?.message).toBe('Something listens on udp port 7, for this host only');
  });

  it('says who it was', async () => {
    const { look } = watching({ closedAge: '0' });
    await look([tcp(80, { owner: nginx })]);
    const [closed] = await look([]);
    expect(closed).toMatchObject({
      message: 'Nothing listens on tcp port 80 (nginx) any more; it was nginx',
      attributes: { process: 'nginx' },
    });
  });

  it('tells no end when ports may be missing', async () => {
    const { look, partial } = watching({ closedAge: '0' });
    await look([tcp(80), tcp(81)]);
    expect(await look([tcp(80), tcp(82)], { socketsComplete: false })).toMatchObject([
      { kind: 'port.opened' },
    ]);
    expect(partial.map(({ code }) => code)).toEqual(['limit_exceeded']);
  });

  it('goes on when the clock is set back', async () => {
    const { look, clock } = watching();
    await look([tcp(80)]);
    clock.ms = 0;
    for (let i = 0; i < 3; i += 1) expect(await look([])).toEqual([]);
    expect(short(await look([]))).toEqual(['port.closed 80']);
  });

  it('remembers a bounded number of ports', () => {
    const all = (protocol: 'tcp' | 'udp') =>
      Array.from({ length: 15_000 }, (_, i) => tcp(1 + i, { protocol, inode: 1 + i }));
    const ports = listeningPorts(socketSnapshot([...all('tcp'), ...all('udp')]));
    const rules = { isEphemeral: () => false, ephemeralAgeMs: 0, closedAgeMs: 0 };
    const look = { allRead: true, limit: Infinity };
    const history = { ...noHistory(), hasBegun: true };
    expect(changesAt(history, ports, 1, look, rules).opened).toHaveLength(20_000);
    expect(changesAt(history, [], 2, look, rules).closed).toHaveLength(20_000);
    expect(history.known.size).toBe(0);
  });

  it.each([{ ignore: '(' }, { maxEvents: 0 }, { closedAge: 'soon' }])('refuses %j', (config) =>
    expect(watcher.config.safeParse(config).success).toBe(false),
  );
});
