/**
 * Does anything leak? 200 targets, one in eight of which is no good, scraped every 15 s for an hour, or for as many
 * minutes as SOAK_MINUTES says: `npm run bench -- snmp-soak`. Compares the second quarter of the time with the last.
 */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { stringify } from 'yaml';
import { IF_MIB } from '../parity/snmp/if-mib.ts';
import { ask } from '../support/http.ts';
import { FAULTS } from '../support/snmp-agent/options.ts';
import { startSnmpAgent } from '../support/snmp-agent/start.ts';
import { startSnmpFathom } from '../support/snmp-fathom.ts';
import type { BenchResult } from './result.ts';

/** Only when asked for by name. */
export const LONG = true;

const MINUTES = Number(process.env['SOAK_MINUTES'] ?? 60);
const TARGETS = 200;
const SOUND = 175;
const INTERFACES = 48;
const INTERVAL_MS = 15_000;
const MAX_GROWTH_MB = 5;
const MAX_GROWTH_SOCKETS = 2;

interface Reading {
  readonly residentMb: number;
  readonly sockets: number;
}

export async function run(): Promise<BenchResult[]> {
  const agents = [
    await startSnmpAgent({ interfaces: INTERFACES, addresses: addresses(0, SOUND) }),
    ...(await Promise.all(
      FAULTS.map((fault, i) =>
        startSnmpAgent({ interfaces: INTERFACES, fault, addresses: addresses(i + 1, share(i)) }),
      ),
    )),
  ];
  const targets = agents.flatMap((agent) => agent.targets);
  const [sound = ''] = targets;
  const module = { ...IF_MIB, timeout: '1s', retries: 1 };
  const fathom = await startSnmpFathom(
    stringify({ modules: { if_mib: module } }, { aliasDuplicateObjects: false }),
  );
  try {
    const readings: Reading[] = [];
    const scrape = (target: string) => ask(`${fathom.url}/snmp?target=${target}`);
    const startedAt = Date.now();
    while (Date.now() - startedAt < MINUTES * 60_000) {
      const begunAt = Date.now();
      const statuses = await Promise.all(
        targets.map((each, i) => after((i * INTERVAL_MS) / 2 / TARGETS, () => scrape(each))),
      );
      const answered = statuses.slice(0, SOUND).filter(({ status }) => status === 200).length;
      if (answered < SOUND) throw new Error(`${SOUND - answered} sound targets were not answered`);
      await after(begunAt + INTERVAL_MS - Date.now(), () => scrape(sound));
      readings.push(read(fathom.pid));
    }
    return resultsOf(readings);
  } finally {
    await fathom.stop();
    await Promise.all(agents.map((agent) => agent.stop()));
  }
}

/** Of the targets that are no good, how many have the i-th fault. */
function share(i: number): number {
  const bad = TARGETS - SOUND;
  return Math.floor(bad / FAULTS.length) + (i < bad % FAULTS.length ? 1 : 0);
}

const addresses = (net: number, count: number) =>
  Array.from({ length: count }, (_, i) => `127.79.${net}.${i + 1}`);

async function after<T>(ms: number, what: () => Promise<T>): Promise<T> {
  await new Promise((resolve) => setTimeout(resolve, ms));
  return what();
}

function read(pid: number): Reading {
  const kib = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return { residentMb: (Number(kib) * 1024) / 1e6, sockets: socketsOf(pid) };
}

/** Without files: collectors keep some open of each process on the machine, which come and go. */
function socketsOf(pid: number): number {
  const folder = `/proc/${pid}/fd`;
  return readdirSync(folder).filter((each) => linkOf(`${folder}/${each}`).startsWith('socket:')).length;
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    // Closed meanwhile.
    return '';
  }
}

function resultsOf(readings: readonly Reading[]): BenchResult[] {
  const quarter = Math.floor(readings.length / 4);
  const settled = readings.slice(quarter, 2 * quarter);
  const last = readings.slice(-quarter);
  const growth = (key: keyof Reading, unit: string, target: number): BenchResult => {
    const [from, to] = [settled, last].map((part) => mean(part.map((each) => each[key]))) as [number, number];
    const most = Math.max(...readings.map((each) => each[key]));
    return {
      name: `${TARGETS} targets for ${MINUTES} minutes: growth of ${key}`,
      value: to - from,
      unit,
      target,
      better: 'lower',
      note: `from ${from.toFixed(1)} to ${to.toFixed(1)}, at most ${most.toFixed(1)}, ${readings.length} rounds`,
    };
  };
  return [growth('residentMb', 'MB', MAX_GROWTH_MB), growth('sockets', 'sockets', MAX_GROWTH_SOCKETS)];
}

const mean = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0) / values.length;
