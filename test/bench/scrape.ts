/**
 * What a scrape costs beside node_exporter: the same collectors, asked for with `collect[]`, by the same client,
 * in turn. Fathom has the role of an exporter, as its peer has. Wall time as the client sees it; CPU time of the whole process, from the scheduler's own account.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { type FathomProcess, startFathom } from '../support/fathom.ts';
import { startPeer } from '../support/peer.ts';
import type { BenchResult } from './result.ts';

const COLLECTORS = [
  'cpu',
  'loadavg',
  'meminfo',
  'diskstats',
  'filesystem',
  'netdev',
  'stat',
  'uname',
  'time',
];
const ROUNDS = 30;
const SCRAPES_PER_ROUND = 40;
/** Both are long-running servers: what counts is the steady state. */
const WARM_UP_SCRAPES = 3000;
const TARGET_RATIO = 0.35;

interface Side {
  readonly url: string;
  readonly pid: number;
  readonly agent: Agent;
  readonly wallMs: number[];
  cpuMs: number;
}

export async function run(): Promise<BenchResult[]> {
  const flags = ['--collector.disable-defaults', ...COLLECTORS.map((id) => `--collector.${id}`)];
  const peer = await startPeer('prometheus-node-exporter', [...flags, '--web.listen-address={address}']);
  const fathom: FathomProcess = await startFathom({ args: ['--roles=exporter'] });
  try {
    return [
      ...(await compare('text', peer.url, peer.pid, fathom, {})),
      ...(await compare('gzip', peer.url, peer.pid, fathom, { 'accept-encoding': 'gzip' })),
    ];
  } finally {
    await peer.stop();
    await fathom.stop();
  }
}

async function compare(
  name: string,
  peerUrl: string,
  peerPid: number,
  fathom: FathomProcess,
  headers: Record<string, string>,
): Promise<BenchResult[]> {
  const query = `/metrics?${COLLECTORS.map((id) => `collect[]=${id}`).join('&')}`;
  const side = (url: string, pid: number): Side => ({
    url: url + query,
    pid,
    agent: new Agent({ keepAlive: true, maxSockets: 1 }),
    wallMs: [],
    cpuMs: 0,
  });
  const sides = [side(peerUrl, peerPid), side(fathom.url, fathom.pid)] as const;
  for (const each of sides) await scrapes(each, headers, WARM_UP_SCRAPES);
  for (const each of sides) {
    each.wallMs.length = 0;
    each.cpuMs = 0;
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const each of round % 2 === 0 ? sides : [sides[1], sides[0]])
      await scrapes(each, headers, SCRAPES_PER_ROUND);
  }
  for (const { agent } of sides) agent.destroy();
  const [theirs, ours] = sides;
  const count = ROUNDS * SCRAPES_PER_ROUND;
  const note = (a: number, b: number) => `node_exporter ${a.toFixed(3)} ms, Fathom ${b.toFixed(3)} ms`;
  const wall = [median(theirs.wallMs), median(ours.wallMs)] as const;
  const cpu = [theirs.cpuMs / count, ours.cpuMs / count] as const;
  return [
    ratio(`scrape wall time, ${name}, median`, wall[1] / wall[0], note(...wall)),
    ratio(`scrape CPU time, ${name}, mean`, cpu[1] / cpu[0], note(...cpu)),
  ];
}

function ratio(name: string, value: number, note: string): BenchResult {
  return { name, value, unit: 'of node_exporter', target: TARGET_RATIO, better: 'lower', note };
}

async function scrapes(side: Side, headers: Record<string, string>, count: number): Promise<void> {
  const before = cpuMsOf(side.pid);
  for (let i = 0; i < count; i += 1) {
    const startedAt = performance.now();
    await fetchAll(side, headers);
    side.wallMs.push(performance.now() - startedAt);
  }
  side.cpuMs += cpuMsOf(side.pid) - before;
}

function fetchAll({ url, agent }: Side, headers: Record<string, string>): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent, headers }, (reply) => {
      if (reply.statusCode !== 200) reject(new Error(`${url}: HTTP ${reply.statusCode}`));
      reply.resume().once('end', resolve).once('error', reject);
    });
    request.once('error', reject);
  });
}

/** Nanoseconds on a processor of all threads, sched-stats.rst; threads that have ended are not counted. */
function cpuMsOf(pid: number): number {
  const tasks = readdirSync(`/proc/${pid}/task`);
  const ns = tasks.map((task) =>
    Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0]),
  );
  return ns.reduce((sum, each) => sum + each, 0) / 1e6;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
