/**
 * What a scrape of if_mib costs beside snmp_exporter, of a switch with 1,000 interfaces that answers at once, of one that
 * takes 2 ms for each reply, and of 48 interfaces at 10 ms; then of 200 switches with 48 interfaces at the same time.
 * The agents are a process of their own: only what the two servers spend is counted.
 */
import { readFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { IF_MIB } from '../parity/snmp/if-mib.ts';
import { type Sides, startSides } from '../parity/snmp/sides.ts';
import type { AgentOptions } from '../support/snmp-agent/options.ts';
import { startSnmpAgent } from '../support/snmp-agent/start.ts';
import { type Cost, measureInTurn, median, type Plan } from './interleaved.ts';
import type { BenchResult } from './result.ts';

const PLAN: Plan = { warmUp: 3, rounds: 10, perRound: 1 };
const TARGETS = 200;
const STORM_ROUNDS = 10;
const STORM_INTERFACES = 48;
const MIN_TIMES_FASTER = 4;
const MAX_LAG_MS = 30;
const MAX_MEMORY_MB = 150;

interface Case {
  readonly name: string;
  readonly agent: AgentOptions;
  readonly wall: number;
  readonly cpu?: number;
}

const CASES: readonly Case[] = [
  { name: '1,000 interfaces', agent: { interfaces: 1000 }, wall: 0.3, cpu: 0.3 },
  { name: '1,000 interfaces, 2 ms a reply', agent: { interfaces: 1000, delayMs: 2 }, wall: 0.12 },
  { name: '48 interfaces, 10 ms a reply', agent: { interfaces: 48, delayMs: 10 }, wall: 0.2 },
];

export async function run(): Promise<BenchResult[]> {
  const results: BenchResult[] = [];
  for (const each of CASES) results.push(...(await one(each)));
  return [...results, ...(await manyAtOnce())];
}

async function one({ name, agent: options, wall, cpu }: Case): Promise<BenchResult[]> {
  const agent = await startSnmpAgent(options);
  const sides = await startSides({ if_mib: IF_MIB });
  try {
    const path = `/snmp?target=${agent.target}`;
    await sameSeries(sides, path, options.interfaces ?? 0);
    const [theirs, ours] = await measureInTurn(
      [sides.peer, sides.fathom].map(({ url, pid }) => ({ url: url + path, pid })) as [Server, Server],
      PLAN,
    );
    return [
      ratio(`${name}: wall time, median`, 'wallMs', theirs, ours, wall),
      ...(cpu === undefined ? [] : [ratio(`${name}: CPU time, median`, 'cpuMs', theirs, ours, cpu)]),
    ];
  } finally {
    await sides.stop();
    await agent.stop();
  }
}

interface Server {
  readonly url: string;
  readonly pid: number;
}

/** A bench of what is not done is worth nothing. */
async function sameSeries({ peer, fathom }: Sides, path: string, interfaces: number): Promise<void> {
  const [theirs, ours] = await Promise.all([peer, fathom].map(({ url }) => countSeries(url + path)));
  if (ours !== theirs || ours === undefined || ours < interfaces)
    throw new Error(`snmp_exporter shows ${theirs} series of interfaces, Fathom ${ours}`);
}

async function countSeries(url: string): Promise<number> {
  const reply = await fetch(url);
  const page = await reply.text();
  if (!reply.ok) throw new Error(`${url}: HTTP ${reply.status} ${page}`);
  return page.split('\n').filter((line) => line.startsWith('if')).length;
}

async function manyAtOnce(): Promise<BenchResult[]> {
  const addresses = Array.from({ length: TARGETS }, (_, i) => `127.78.0.${i + 1}`);
  const agent = await startSnmpAgent({ interfaces: STORM_INTERFACES, addresses });
  const sides = await startSides({ if_mib: IF_MIB });
  try {
    await sameSeries(sides, `/snmp?target=${agent.target}`, STORM_INTERFACES);
    const theirs = storm(sides.peer, agent.targets);
    const ours = storm(sides.fathom, agent.targets);
    await theirs.once();
    await ours.once();
    for (const side of [theirs, ours]) Object.assign(side, { wallMs: [], answered: 0 });
    const lagMs: number[] = [];
    for (let round = 0; round < STORM_ROUNDS; round += 1) {
      if (round % 2 === 0) await theirs.once();
      // Reading the lag begins its measurement anew.
      await readLagMs(sides.fathom);
      await ours.once();
      lagMs.push(await readLagMs(sides.fathom));
      if (round % 2 !== 0) await theirs.once();
    }
    return stormResults(theirs, ours, median(lagMs), peakMb(sides.fathom.pid));
  } finally {
    await sides.stop();
    await agent.stop();
  }
}

interface Storm {
  readonly once: () => Promise<void>;
  /** Until the last one is answered. */
  wallMs: number[];
  /** With 200. */
  answered: number;
}

function storm({ url }: Server, targets: readonly string[]): Storm {
  const agent = new Agent({ keepAlive: true, maxSockets: targets.length });
  const side: Storm = {
    wallMs: [],
    answered: 0,
    async once() {
      const startedAt = performance.now();
      const statuses = await Promise.all(
        targets.map((each) => statusOf(`${url}/snmp?target=${each}`, agent)),
      );
      side.wallMs.push(performance.now() - startedAt);
      side.answered += statuses.filter((status) => status === 200).length;
    },
  };
  return side;
}

function statusOf(url: string, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent }, (reply) => {
      reply
        .resume()
        .once('end', () => resolve(reply.statusCode ?? 0))
        .once('error', reject);
    });
    request.once('error', reject);
  });
}

/** The 99th percentile since it was read last. */
async function readLagMs({ url }: Server): Promise<number> {
  const page = await (await fetch(`${url}/metrics`)).text();
  const seconds = /^nodejs_eventloop_lag_p99_seconds (\S+)$/m.exec(page)?.[1];
  if (seconds === undefined) throw new Error('no lag of the event loop in /metrics');
  return Number(seconds) * 1000;
}

/** Resident memory at its highest, in 10^6 bytes. */
function peakMb(pid: number): number {
  const kib = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return (Number(kib) * 1024) / 1e6;
}

function stormResults(theirs: Storm, ours: Storm, lagMs: number, memoryMb: number): BenchResult[] {
  const what = `${TARGETS} targets of ${STORM_INTERFACES} interfaces at once`;
  const perSecond = ({ wallMs }: Storm) => (TARGETS * 1000) / median(wallMs);
  const shown = (side: Storm) => `${perSecond(side).toFixed(1)} scrapes/s`;
  const lower = { better: 'lower' } as const;
  return [
    {
      name: `${what}: scrapes per second, median`,
      value: perSecond(ours) / perSecond(theirs),
      unit: 'times snmp_exporter',
      target: MIN_TIMES_FASTER,
      better: 'higher',
      note: `snmp_exporter ${shown(theirs)}, Fathom ${shown(ours)}`,
    },
    {
      name: `${what}: answered`,
      value: ours.answered,
      unit: 'scrapes',
      target: STORM_ROUNDS * TARGETS,
      better: 'higher',
      note: `snmp_exporter ${theirs.answered}`,
    },
    { ...lower, name: `${what}: event loop, p99`, value: lagMs, unit: 'ms', target: MAX_LAG_MS },
    { ...lower, name: `${what}: memory, highest`, value: memoryMb, unit: 'MB', target: MAX_MEMORY_MB },
  ];
}

function ratio(name: string, key: keyof Cost, theirs: Cost, ours: Cost, target: number): BenchResult {
  const note = `snmp_exporter ${theirs[key].toFixed(1)} ms, Fathom ${ours[key].toFixed(1)} ms`;
  return { name, value: ours[key] / theirs[key], unit: 'of snmp_exporter', target, better: 'lower', note };
}
