/**
 * What a scrape of a BMC costs beside ipmi_exporter, whose FreeIPMI processes are counted with it; what two hundred
 * BMCs cost that are asked every 30 s; and what a hundred dead ones do to others. The BMCs are processes of their own.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Sides, startSides } from '../parity/ipmi/sides.ts';
import { ADMIN, startIpmiSim } from '../support/ipmi-sim/ipmi-sim.ts';
import { PASSWORD, USER } from '../support/ipmi/made-up-bmc.ts';
import { type Cost, cpuMsOf, measureInTurn, median, type Plan } from './interleaved.ts';
import type { BenchResult } from './result.ts';

const PLAN: Plan = { warmUp: 20, rounds: 20, perRound: 5 };
const MAX_WALL = 0.2;
const MAX_CPU = 0.1;
const LIVING = 200;
const SILENT = 100;
/** Of each kind, for a BMC. */
const SENSORS = 24;
const PERIOD_MS = 30_000;
const MAX_SHARE = 0.15;
const SCRAPE_TIMEOUT_SECONDS = 5;
const ASKED_MEANWHILE = 20;
const MAX_MEANWHILE_MS = 100;
const MAX_LAG_MS = 30;

const MODULES = {
  default: {
    user: ADMIN.user,
    pass: ADMIN.password,
    driver: 'LAN_2_0',
    privilege: 'admin',
    workaround_flags: ['opensesspriv'],
    collectors: ['bmc', 'ipmi', 'chassis', 'dcmi', 'sel'],
  },
  fleet: { user: USER, pass: PASSWORD, collectors: ['bmc', 'ipmi', 'chassis', 'dcmi', 'sel'] },
};

export async function run(): Promise<BenchResult[]> {
  const sides = await startSides(MODULES);
  try {
    return [...(await besideThePeer(sides)), ...(await fleet(sides))];
  } finally {
    await sides.stop();
  }
}

async function besideThePeer({ peer, fathom }: Sides): Promise<BenchResult[]> {
  const sim = await startIpmiSim();
  try {
    const path = `/ipmi?target=127.0.0.1:${sim.port}`;
    await sameSensors([peer.url + path, fathom.url + path]);
    const [theirs, ours] = await measureInTurn(
      [
        { url: peer.url + path, pid: peer.pid, withChildren: true },
        { url: fathom.url + path, pid: fathom.pid },
      ],
      PLAN,
    );
    return [
      ratio('five collectors: wall time, median', 'wallMs', theirs, ours, MAX_WALL),
      ratio('five collectors: CPU time, median', 'cpuMs', theirs, ours, MAX_CPU),
    ];
  } finally {
    await sim.stop();
  }
}

/** A bench of what is not done is worth nothing. */
async function sameSensors(urls: readonly string[]): Promise<void> {
  const [theirs, ours] = await Promise.all(urls.map(countSensors));
  if (ours !== theirs || ours === 0) throw new Error(`ipmi_exporter shows ${theirs} sensors, Fathom ${ours}`);
}

async function countSensors(url: string): Promise<number> {
  const page = await (await fetch(url)).text();
  return page.split('\n').filter((line) => /^ipmi_\w+_state\{/.test(line)).length;
}

function ratio(name: string, key: keyof Cost, theirs: Cost, ours: Cost, target: number): BenchResult {
  const note = `ipmi_exporter ${theirs[key].toFixed(1)} ms, Fathom ${ours[key].toFixed(1)} ms`;
  return { name, value: ours[key] / theirs[key], unit: 'of ipmi_exporter', target, better: 'lower', note };
}

async function fleet({ fathom }: Sides): Promise<BenchResult[]> {
  const bmcs = await startBmcs();
  try {
    const urlOf = (target: string) => `${fathom.url}/ipmi?module=fleet&target=${target}`;
    // Once for logins and records.
    await askThrough(bmcs.living.map(urlOf));
    const before = cpuMsOf(fathom.pid);
    const startedAt = performance.now();
    const sensors = await askThrough(bmcs.living.map(urlOf));
    const share = (cpuMsOf(fathom.pid) - before) / (performance.now() - startedAt);
    if (sensors !== LIVING * SENSORS * 2) throw new Error(`${sensors} sensors are shown`);
    const what = `${LIVING} BMCs with ${SENSORS * 2} sensors every ${PERIOD_MS / 1000} s`;
    return [
      { name: what, value: share, unit: 'of one core', target: MAX_SHARE, better: 'lower' },
      ...(await beside(fathom.url, bmcs.silent.map(urlOf), bmcs.living.map(urlOf))),
    ];
  } finally {
    bmcs.stop();
  }
}

/** One after the other, so that it takes the period. @returns how many sensors were shown */
async function askThrough(urls: readonly string[]): Promise<number> {
  const startedAt = performance.now();
  const asked: Promise<number>[] = [];
  for (const [at, url] of urls.entries()) {
    await sleep(Math.max(0, startedAt + (at * PERIOD_MS) / urls.length - performance.now()));
    asked.push(countSensors(url));
  }
  await sleep(Math.max(0, startedAt + PERIOD_MS - performance.now()));
  return (await Promise.all(asked)).reduce((sum, each) => sum + each, 0);
}

/** How others fare while all dead ones are asked. */
async function beside(
  server: string,
  silent: readonly string[],
  living: readonly string[],
): Promise<BenchResult[]> {
  // Reading the lag begins its measurement anew.
  await readLagMs(server);
  const headers = { 'X-Prometheus-Scrape-Timeout-Seconds': String(SCRAPE_TIMEOUT_SECONDS) };
  const dead = Promise.all(silent.map(async (url) => (await fetch(url, { headers })).text()));
  const meanwhile: number[] = [];
  for (const url of living.slice(0, ASKED_MEANWHILE)) {
    const startedAt = performance.now();
    await countSensors(url);
    meanwhile.push(performance.now() - startedAt);
    await sleep(SCRAPE_TIMEOUT_SECONDS * (1000 / 2 / ASKED_MEANWHILE));
  }
  const told = (await dead).filter((page) => page.includes('ipmi_up{collector="ipmi"} 0\n')).length;
  const lagMs = await readLagMs(server);
  const what = `${SILENT} dead BMCs at once`;
  return [
    { name: `${what}: told to be down in time`, value: told, unit: 'BMCs', target: SILENT, better: 'higher' },
    {
      name: `${what}: a living one meanwhile, median`,
      value: median(meanwhile),
      unit: 'ms',
      target: MAX_MEANWHILE_MS,
      better: 'lower',
    },
    { name: `${what}: event loop, p99`, value: lagMs, unit: 'ms', target: MAX_LAG_MS, better: 'lower' },
  ];
}

/** The 99th percentile since it was read last. */
async function readLagMs(server: string): Promise<number> {
  const page = await (await fetch(`${server}/metrics`)).text();
  const seconds = /^nodejs_eventloop_lag_p99_seconds (\S+)$/m.exec(page)?.[1];
  if (seconds === undefined) throw new Error('no lag of the event loop in /metrics');
  return Number(seconds) * 1000;
}

async function startBmcs() {
  const script = join(import.meta.dirname, 'ipmi-bmcs.ts');
  const counts = [LIVING, SILENT, SENSORS].map(String);
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...counts], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const line = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).once('line', resolve);
    child.once('exit', () => reject(new Error('the BMCs have ended')));
  });
  const { living, silent } = JSON.parse(line) as Record<'living' | 'silent', string[]>;
  return { living, silent, stop: () => void child.kill() };
}
