/**
 * A hundred Redfish services over TLS that are all asked at once, for the first time: a handshake each for several
 * connections, a login, all groups of metrics. How long the event loop is held up meanwhile, which is how long others
 * wait. The services are in a process of their own.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { certificateAuthority } from '../support/certificates.ts';
import redfish from '../../exporter/src/modules/probes/redfish/module.ts';
import { plainFiles } from '../../exporter/src/platform/plain-files.ts';
import { redfishClient } from '../../exporter/src/platform/redfish/client.ts';
import type { ProbeRunner } from '../../exporter/src/runtime/probe-runner.ts';
import { probeRunner } from '../support/probe.ts';
import { LOGIN, settings } from '../support/redfish/asking.ts';
import { watchEventLoop } from './event-loop.ts';
import type { BenchResult } from './result.ts';

const SERVICES = 100;
const ROUNDS = 3;
const TARGET_MS = 30;
/** A scrape's time at the most that Prometheus gives by default, several times over. */
const TIMEOUT_MS = 60_000;

export async function run(): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'fathom-redfish-fleet-'));
  certificateAuthority(folder).issue('bmc', 'bmc', 'IP:127.0.0.1');
  const fleet = await startFleet(folder);
  const options = settings({
    hosts: new Map([['default', { ...LOGIN, scheme: 'https' }]]),
    tls: { verify: true, caFile: join(folder, 'ca.crt'), fingerprints: {} },
    timeoutMs: TIMEOUT_MS,
  });
  const first: number[] = [];
  const later: number[] = [];
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      const client = redfishClient({ files: plainFiles });
      const runner = probeRunner(redfish, { ports: { redfish: client }, options, timeout: TIMEOUT_MS });
      first.push(await heldUp(() => askAll(runner, fleet.targets)));
      later.push(await heldUp(() => askAll(runner, fleet.targets)));
      await runner.stop();
      await client.close();
    }
  } finally {
    fleet.stop();
    rmSync(folder, { recursive: true });
  }
  const result = (what: string, values: readonly number[]): BenchResult => ({
    name: `${SERVICES} Redfish services over TLS at once, ${what}: processor time of one turn of the event loop`,
    value: Math.max(...values),
    unit: 'ms at most',
    target: TARGET_MS,
    better: 'lower',
    note: `${ROUNDS} rounds: ${values.map((each) => each.toFixed(0)).join(', ')} ms`,
  });
  return [result('all connect', first), result('connected', later)];
}

async function askAll(runner: ProbeRunner, targets: readonly string[]): Promise<void> {
  const asked: Promise<readonly { readonly name: string }[]>[] = [];
  for (const target of targets) {
    const { signal } = new AbortController();
    asked.push(runner.ask(new URLSearchParams({ target }), { timeoutMs: TIMEOUT_MS, signal }));
    // As requests come: what follows from one at once is done before the next is read.
    await new Promise((resolve) => process.nextTick(resolve));
  }
  const answers = await Promise.all(asked);
  const complete = answers.filter((families) =>
    families.some(({ name }) => name === 'idrac_storage_drive_info'),
  );
  if (complete.length < targets.length) throw new Error(`${complete.length} services were read to their end`);
}

async function heldUp(work: () => Promise<unknown>): Promise<number> {
  const loop = watchEventLoop();
  await work();
  return loop.stop();
}

async function startFleet(folder: string) {
  const script = join(import.meta.dirname, 'redfish-fleet-services.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, String(SERVICES), folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = await new Promise<[string]>((resolve, reject) => {
    createInterface(child.stdout).once('line', (text) => resolve([text]));
    child.once('exit', () => reject(new Error('the services have ended')));
  });
  return { targets: JSON.parse(line) as string[], stop: () => void child.kill() };
}
