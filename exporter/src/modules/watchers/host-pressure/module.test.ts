import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import type { ModuleError, Observation } from '../../../contract/module.ts';
import { parseCpuTicks, parseMemory, parseTraffic } from './kernel.ts';
import watcher from './module.ts';
import { trafficBetween } from './pressure.ts';

const MB = 1_000_000;

interface Figures {
  /** Ticks in sum. */
  busy?: number;
  idle?: number;
  availablePercent?: number;
  /** Bytes in sum. */
  eth0?: number;
  lo?: number;
}

function filesOf({
  busy = 0,
  idle = 0,
  availablePercent = 50,
  eth0 = 0,
  lo = 0,
}: Figures): Record<string, string> {
  return {
    stat: `cpu  ${busy} 0 0 ${idle} 0 0 0 0 0 0\ncpu0 1 2 3 4\n`,
    meminfo: `MemTotal:        1000000 kB\nMemFree:    1 kB\nMemAvailable:   ${availablePercent * 10_000} kB\n`,
    'net/dev':
      'Inter-|   Receive\n face |bytes    packets\n' +
      `    lo: ${lo} 1 0 0 0 0 0 0 ${lo} 1 0 0 0 0 0 0\n  eth0: ${eth0} 1 0 0 0 0 0 0 0 1 0 0 0 0 0 0\n`,
  };
}

/** Looks every 5 s at a machine with the given figures. */
function watching(config: object = {}) {
  const options = watcher.config.parse(config);
  const state = watcher.init?.(options);
  if (!state) throw new Error('no state');
  const files: Record<string, string> = {};
  const partial: ModuleError[] = [];
  let nowMs = 1_000_000;
  const look = async (figures: Figures, broken: Record<string, string> = {}) => {
    Object.assign(files, filesOf(figures), broken);
    const told: Observation[] = [];
    await watcher.watch(
      {
        procfs: fileTree(files),
        signal: new AbortController().signal,
        now: () => nowMs,
        timeLeft: () => 10_000,
        host: { asset: 'host-a', name: 'a' },
        state,
        partial: (reason) => partial.push(reason),
      },
      options,
      (observation) => told.push(observation),
    );
    nowMs += 5000;
    return told;
  };
  return { look, partial };
}

const kinds = (told: readonly Observation[]) => told.map(({ kind }) => kind);

describe('host-pressure', () => {
  it('tells high CPU use between two looks, again after 15 s', async () => {
    const { look } = watching();
    expect(await look({ busy: 90_000, idle: 10 })).toEqual([]);
    const told: string[][] = [];
    for (let i = 1; i <= 8; i += 1)
      told.push(kinds(await look({ busy: 90_000 + i * 900, idle: 10 + i * 100 })));
    expect(told).toEqual([['host.cpu_high'], [], [], ['host.cpu_high'], [], [], ['host.cpu_high'], []]);
  });

  it('gives the numbers', async () => {
    const { look } = watching();
    await look({ busy: 0, idle: 0 });
    expect(await look({ busy: 850, idle: 150 })).toEqual([
      {
        kind: 'host.cpu_high',
        severity: 'warning',
        message: 'CPU use of the host is 85 %',
        fingerprint: 'host.cpu_high:host-a',
        attributes: { cpu_percent: 85, iowait_percent: 0, threshold_percent: 80, interval_seconds: 5 },
      },
    ]);
  });

  it.each([
    ['at the threshold', { busy: 80, idle: 20 }],
    ['when nothing has passed', { busy: 0, idle: 0 }],
    ['when a processor went away', { busy: -5000, idle: 10_000 }],
  ])('tells nothing %s', async (_, growth) => {
    const { look } = watching();
    await look({ busy: 10_000, idle: 10_000 });
    expect(await look({ busy: 10_000 + growth.busy, idle: 10_000 + growth.idle })).toEqual([]);
  });

  it.each<[string, number[], boolean]>([
    ['a steep rise', [50, 40], true],
    ['a rise in steps', [50, 47, 44, 40], true],
    ['a small rise', [50, 41], false],
    ['a rise longer than the window', [50, 49, 48, 47, 46, 46, 45, 45, 44, 44, 43, 43, 42, 41, 40], false],
    ['a fall', [40, 60], false],
    ['a very high level', [9], true],
    ['a high level', [10], false],
  ])('memory: %s', async (_, available, spike) => {
    const { look } = watching();
    let told: string[] = [];
    for (const availablePercent of available) told = kinds(await look({ availablePercent }));
    expect(told).toEqual(spike ? ['host.memory_spike'] : []);
  });

  it('says why memory is a fact', async () => {
    const { look } = watching();
    await look({ availablePercent: 30 });
    const [fact] = await look({ availablePercent: 5 });
    expect(fact?.attributes).toMatchObject({
      memory_percent: 95,
      rise_percent: 25,
      reasons: ['rose by 25 points within 60 s', 'above 90 %'],
    });
  });

  it('tells a network spike against the average, and none of the loopback', async () => {
    const { look } = watching();
    let eth0 = 0;
    const step = async (bytes: number, lo = 0) => look({ eth0: (eth0 += bytes), lo });
    for (let i = 0; i < 6; i += 1) expect(await step(25 * MB, i * 900 * MB)).toEqual([]);
    expect(await step(50 * MB)).toEqual([]);
    const [fact] = await step(500 * MB);
    expect(fact).toMatchObject({ kind: 'host.network_spike', fingerprint: 'host.network_spike:host-a' });
    expect(fact?.attributes).toMatchObject({ bytes_per_second: 100 * MB, busiest_interface: 'eth0' });
    expect(Number(fact?.attributes['factor'])).toBeGreaterThan(10);
  });

  it.each<[string, number[]]>([
    ['below the floor', [1, 1, 1, 1, 1, 9 * MB * 5]],
    ['before there is an average', [1, 500 * MB]],
    ['when a counter starts anew', [1, 1, 1, 1, 1, -900 * MB]],
  ])('tells no network spike %s', async (_, steps) => {
    const { look } = watching();
    let eth0 = 1000 * MB;
    for (const bytes of steps) expect(await look({ eth0: (eth0 += bytes) })).toEqual([]);
  });

  it('goes on with what can be read', async () => {
    const { look, partial } = watching();
    await look({ busy: 0 });
    const told = await look({ busy: 900, idle: 100 }, { meminfo: 'nonsense' });
    expect(kinds(told)).toEqual(['host.cpu_high']);
    expect(partial.map(({ code }) => code)).toEqual(['malformed_reply']);
  });

  it.each([
    [{ networkFloor: 'much' }, 'networkFloor'],
    [{ ignoreInterfaces: '(' }, 'ignoreInterfaces'],
    [{ cpuPercent: 101 }, 'cpuPercent'],
  ])('refuses %j', (config, key) => {
    expect(watcher.config.safeParse(config).error?.issues[0]?.path[0]).toBe(key);
  });
});

describe('the figures', () => {
  it('are read from this kernel', () => {
    expect(parseCpuTicks(readFileSync('/proc/stat'))?.total).toBeGreaterThan(0);
    expect(parseMemory(readFileSync('/proc/meminfo'))?.totalBytes).toBeGreaterThan(2 ** 20);
    expect(parseTraffic(readFileSync('/proc/net/dev')).has('lo')).toBe(true);
  });

  it('do without MemAvailable', () => {
    const text = 'MemTotal: 100 kB\nMemFree: 10 kB\nBuffers: 5 kB\nCached: 25 kB\n';
    expect(parseMemory(Buffer.from(text))).toEqual({ totalBytes: 102_400, availableBytes: 40_960 });
  });

  it.each(['', 'cpu', 'cpu  1 2', 'cpu0 1 2 3 4', 'cpu  a b c d', '\0\0\0', `cpu  ${'9'.repeat(30)} 1 1 1`])(
    'refuse %j',
    (text) => {
      expect(parseCpuTicks(Buffer.from(text))).toBeNull();
      expect(parseMemory(Buffer.from(text))).toBeNull();
      expect(parseTraffic(Buffer.from(text)).size).toBe(0);
    },
  );

  it('never throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => {
        parseCpuTicks(Buffer.from(bytes));
        parseMemory(Buffer.from(bytes));
        parseTraffic(Buffer.from(bytes));
      }),
    );
  });

  it('count only what has grown', () => {
    const before = new Map([
      ['a', 10],
      ['b', 10],
    ]);
    const now = new Map([
      ['a', 15],
      ['b', 5],
      ['c', 99],
    ]);
    expect(trafficBetween(before, now)).toEqual({ bytes: 5, busiest: 'a' });
  });
});
