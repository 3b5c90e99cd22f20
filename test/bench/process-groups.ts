/**
 * What a scrape of process groups costs beside process-exporter, with 1,100 processes of which some have threads, all of
 * them in a group: with threads and smaps off on both sides, and with both on. Connections, which the peer does not
 * have, are off. Beside it, how long a pass keeps the event loop from others. Needs python3, for threads.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import processGroups from '../../exporter/src/modules/collectors/process-groups/module.ts';
import { KernelFileTree } from '../../exporter/src/platform/file-tree.ts';
import { processFolders } from '../../exporter/src/platform/process-folders.ts';
import { collectorOf } from '../support/collect.ts';
import { startFathom } from '../support/fathom.ts';
import { startPeer } from '../support/peer.ts';
import { watchEventLoop } from './event-loop.ts';
import { type Cost, measureInTurn, type Plan } from './interleaved.ts';
import type { BenchResult } from './result.ts';

const COMMAND = 'prometheus-process-exporter';
const PROCESSES = 1100;
const WITH_THREADS = 56;
/** Each thread wakes up every second: half a thousand that a scrape has to read, beside those that sleep on. */
const THREADED = `
import threading
wait = threading.Event().wait
def work():
  while not wait(1): pass
for _ in range(10): threading.Thread(target=work, daemon=True).start()
print('ready', flush=True)
work()
`;
const SELECTION = `process_names: [{ name: '{{.Comm}}', cmdline: ['.+'] }]\n`;
const PLAN: Plan = { warmUp: 10, rounds: 30, perRound: 1 };
const LOOKS = 30;
const MAX_BLOCKED_MS = 20;

interface Case {
  readonly name: string;
  /** Threads and smaps. */
  readonly full: boolean;
  readonly target: number;
}

const CASES: readonly Case[] = [
  { name: 'threads and smaps off', full: false, target: 0.1 },
  { name: 'threads and smaps on', full: true, target: 0.3 },
];

export async function run(): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'fathom-bench-'));
  writeFileSync(join(folder, 'groups.yml'), SELECTION);
  const children = await startProcesses();
  try {
    const results: BenchResult[] = [];
    for (const each of CASES) results.push(...(await compare(each, join(folder, 'groups.yml'))));
    return [...results, await blocked()];
  } finally {
    for (const child of children) child.kill('SIGKILL');
    rmSync(folder, { recursive: true });
  }
}

async function startProcesses(): Promise<ChildProcess[]> {
  const threaded = Array.from({ length: WITH_THREADS }, () =>
    spawn('python3', ['-S', '-c', THREADED], { stdio: ['ignore', 'pipe', 'ignore'] }),
  );
  await Promise.all(threaded.map(({ stdout }) => once(stdout, 'data')));
  const running = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).length;
  const plain = Array.from({ length: Math.max(0, PROCESSES - running) }, () =>
    spawn('sleep', ['3600'], { stdio: 'ignore' }),
  );
  await Promise.all(plain.map((child) => once(child, 'spawn')));
  return [...threaded, ...plain];
}

async function compare({ name, full, target }: Case, configFile: string): Promise<BenchResult[]> {
  const switches = [`-threads=${full}`, `-gather-smaps=${full}`];
  const peer = await startPeer(COMMAND, [
    `-config.path=${configFile}`,
    '-web.listen-address={address}',
    ...switches,
  ]);
  const fathom = await startFathom({
    args: [
      '--roles=exporter',
      '--collector.disable-defaults',
      '--collector.process-groups',
      '--no-collector.process-groups.connections',
      '--web.disable-exporter-metrics',
      `-config.path=${configFile}`,
      ...switches,
    ],
  });
  try {
    const servers = [
      { url: `${peer.url}/metrics`, pid: peer.pid },
      { url: `${fathom.url}/metrics`, pid: fathom.pid },
    ] as const;
    const [theirs, ours] = await measureInTurn(servers, PLAN);
    return [ratio(`${PROCESSES} processes, ${name}: CPU time`, theirs, ours, target)];
  } finally {
    await peer.stop();
    await fathom.stop();
  }
}

/** With everything on; each pass begins in a turn of its own, as with a server. */
async function blocked(): Promise<BenchResult> {
  const ports = {
    procfs: new KernelFileTree('/proc'),
    rootfs: new KernelFileTree('/'),
    processFolders: processFolders('/proc'),
  };
  const look = collectorOf(processGroups, ports, { threads: true, gatherSmaps: true, connections: false });
  const watch = watchEventLoop();
  for (let i = 0; i < LOOKS; i += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    await look();
  }
  const note = `${LOOKS} passes over ${PROCESSES} processes with threads and smaps, the first one among them`;
  return {
    name: 'process groups, event loop blocked at most',
    value: watch.stop(),
    unit: 'ms',
    target: MAX_BLOCKED_MS,
    better: 'lower',
    note,
  };
}

function ratio(name: string, theirs: Cost, ours: Cost, target: number): BenchResult {
  const shown = ({ cpuMs, wallMs }: Cost) => `${cpuMs.toFixed(1)} ms CPU, ${wallMs.toFixed(1)} ms wall`;
  const note = `mean of ${PLAN.rounds}: process-exporter ${shown(theirs)}; Fathom ${shown(ours)}`;
  return {
    name,
    value: ours.cpuMs / theirs.cpuMs,
    unit: 'of process-exporter',
    target,
    better: 'lower',
    note,
  };
}
