/**
 * 50,000 TCP sockets on 127.0.0.0/8, real ones: what the collectors `ports` and `tcpstat` cost together beside
 * `ss -tan` and node_exporter's tcpstat, in turn, in one run. CPU time of all threads from the kernel's accounting, of
 * Fathom with HTTP and the page. Beside it: how long a pass keeps the event loop from others, in this process.
 */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import koffi from 'koffi';
import { nativeLibrary } from '../../exporter/src/platform/native-library.ts';
import { socketTable } from '../../exporter/src/platform/socket-table.ts';
import { startFathom } from '../support/fathom.ts';
import { startPeer } from '../support/peer.ts';
import { watchEventLoop } from './event-loop.ts';
import { cpuMsOf, median } from './interleaved.ts';
import type { BenchResult } from './result.ts';

const SOCKETS = 50_000;
const LISTENERS = 25;
const ROUNDS = 30;
const WARM_UP = 20;
const TARGET_RATIO = 0.5;
const MAX_BLOCKED_MS = 20;
/** Longer than what is answered from the pass before. */
const PAUSE_MS = 2100;
/** Descriptors that a holder needs for itself. */
const SPARE_DESCRIPTORS = 100;

export async function run(): Promise<BenchResult[]> {
  const holders = await holdSockets();
  try {
    return [...(await compare()), await blocked()];
  } finally {
    await Promise.all(holders.map(release));
  }
}

/** As many processes as the limit of open files makes necessary. */
async function holdSockets(): Promise<ChildProcess[]> {
  const limit = Number(execFileSync('sh', ['-c', 'ulimit -Hn'], { encoding: 'utf8' })) || SOCKETS;
  const count = Math.ceil(SOCKETS / (limit - SPARE_DESCRIPTORS - LISTENERS));
  const pairs = Math.ceil(SOCKETS / 2 / count);
  const holders: ChildProcess[] = [];
  for (let number = 0; number < count; number += 1) {
    const args = ['--import', import.meta.resolve('tsx'), join(import.meta.dirname, 'tcp-holder.ts')];
    const holder = spawn(process.execPath, [...args, String(number), String(pairs), String(LISTENERS)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    holders.push(holder);
    const ready = once(holder.stdout, 'data');
    const ended = once(holder, 'exit').then(() => {
      throw new Error('a holder of sockets has ended');
    });
    await Promise.race([ready, ended]);
    ended.catch(() => undefined);
  }
  return holders;
}

async function release(holder: ChildProcess): Promise<void> {
  holder.stdin?.end();
  if (holder.exitCode === null) await once(holder, 'exit');
}

interface Side {
  readonly name: string;
  readonly once: () => Promise<void>;
  /** CPU time used so far. */
  readonly cpuMs: () => number;
  readonly spentMs: number[];
}

async function compare(): Promise<BenchResult[]> {
  const peer = await startPeer('prometheus-node-exporter', [
    '--collector.disable-defaults',
    '--collector.tcpstat',
    '--web.disable-exporter-metrics',
    '--web.listen-address={address}',
  ]);
  const fathom = await startFathom({
    args: ['--roles=exporter', '--collector.disable-defaults', '--collector.ports', '--collector.tcpstat'],
  });
  const server = (name: string, url: string, pid: number): Side => ({
    name,
    once: async () => {
      await (await fetch(url)).text();
    },
    cpuMs: () => cpuMsOf(pid),
    spentMs: [],
  });
  const query = '/metrics?collect[]=ports&collect[]=tcpstat';
  const ours = server('Fathom', fathom.url + query, fathom.pid);
  const peers = [ssSide(), server('node_exporter', `${peer.url}/metrics`, peer.pid)];
  try {
    const page = await (await fetch(fathom.url + query)).text();
    const established = Number(/^node_tcp_connection_states\{state="established"\} (\d+)/m.exec(page)?.[1]);
    if (!(established >= SOCKETS)) throw new Error(`${established} sockets counted\n${fathom.output()}`);
    for (let i = 0; i < WARM_UP; i += 1) await ours.once();
    for (let round = 0; round < ROUNDS; round += 1) {
      // What Fathom has just looked at, it does not look at again.
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      for (const side of round % 2 === 0 ? [ours, ...peers] : [...peers, ours]) await measure(side);
    }
  } finally {
    await peer.stop();
    await fathom.stop();
  }
  return resultsOf(ours, peers);
}

async function measure({ once: doOnce, cpuMs, spentMs }: Side): Promise<void> {
  const before = cpuMs();
  await doOnce();
  spentMs.push(cpuMs() - before);
}

function resultsOf(ours: Side, peers: readonly Side[]): BenchResult[] {
  const own = median(ours.spentMs);
  const least = Math.min(...peers.map(({ spentMs }) => median(spentMs)));
  const shown = [ours, ...peers].map(({ name, spentMs }) => `${name} ${median(spentMs).toFixed(1)} ms`);
  return [
    {
      name: 'ports and connection states, CPU time, median',
      value: own / least,
      unit: 'of ss -tan or node_exporter',
      target: TARGET_RATIO,
      better: 'lower',
      note: `${SOCKETS} sockets: ${shown.join(', ')}`,
    },
  ];
}

/** The kernel tells what children used when they have ended, in microseconds. */
function ssSide(): Side {
  const RUSAGE_CHILDREN = -1;
  const getrusage = koffi.load(null).func('getrusage', 'int', ['int', 'void *']) as (
    who: number,
    usage: Buffer,
  ) => number;
  const usage = Buffer.alloc(144);
  const secondsAt = (at: number) =>
    Number(usage.readBigInt64LE(at)) + Number(usage.readBigInt64LE(at + 8)) / 1e6;
  return {
    name: 'ss',
    once: () => {
      const { status, error } = spawnSync('ss', ['-tan'], { stdio: 'ignore' });
      if (status !== 0) throw error ?? new Error(`ss ended with ${status}`);
      return Promise.resolve();
    },
    cpuMs: () => {
      if (getrusage(RUSAGE_CHILDREN, usage) !== 0) throw new Error('getrusage failed');
      return 1000 * (secondsAt(0) + secondsAt(16));
    },
    spentMs: [],
  };
}

/** With the pass over open files, which finds owners and counts connections of processes. */
async function blocked(): Promise<BenchResult> {
  const tables = Array.from({ length: 3 }, () =>
    socketTable({ procfs: { root: '/proc' }, now: Date.now, native: nativeLibrary() }),
  );
  await tables[0]?.snapshot(0);
  const watch = watchEventLoop();
  for (const table of tables.slice(1)) {
    await table.snapshot(0);
    await table.ports(0);
  }
  return {
    name: 'sockets and owners, event loop blocked at most',
    value: watch.stop(),
    unit: 'ms',
    target: MAX_BLOCKED_MS,
    better: 'lower',
    note: `${SOCKETS} sockets and their owners, by netlink`,
  };
}
