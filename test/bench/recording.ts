/**
 * Prometheus records node_exporter and Fathom side by side for ten minutes while the machine works: the rates of CPU,
 * disk and network that dashboards show have to be the same. RECORDING_SECONDS shortens it for a first look.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startFathom } from '../support/fathom.ts';
import { type Peer, startPeer } from '../support/peer.ts';
import type { BenchResult } from './result.ts';

const SECONDS = Number(process.env['RECORDING_SECONDS'] ?? 600);
/** Before the first sample that counts: load and servers have settled. */
const SETTLE_SECONDS = 15;
const TARGET_DIFFERENCE = 0.01;

/** Family → the least rate that is compared: below it a single event is more than one per cent. */
const RATES: Readonly<Record<string, number>> = {
  node_cpu_seconds_total: 0.01,
  node_disk_read_bytes_total: 10_000,
  node_disk_written_bytes_total: 10_000,
  node_disk_writes_completed_total: 1,
  node_disk_io_time_seconds_total: 0.01,
  node_network_receive_bytes_total: 1000,
  node_network_transmit_bytes_total: 1000,
  node_network_receive_packets_total: 5,
  node_network_transmit_packets_total: 5,
};

/**
 * CPU, a disk and the loopback device, each at a steady pace. What is read goes past the page cache (O_DIRECT), into
 * memory that begins at a multiple of 4 KiB; where in a buffer that is, the first read that is not refused tells.
 */
const LOAD = `
const { closeSync, constants, fsyncSync, openSync, readSync, writeFileSync, writeSync, ftruncateSync } = require('node:fs');
const { createServer, connect } = require('node:net');
const file = openSync(process.argv[2], 'w');
const block = Buffer.alloc(256 * 1024, 7);
const MIB = 1024 * 1024;
writeFileSync(process.argv[3], Buffer.alloc(64 * MIB, 7), { flush: true });
const direct = openSync(process.argv[3], constants.O_RDONLY | constants.O_DIRECT);
const target = Buffer.alloc(MIB + 4096);
const aligned = Array.from({ length: 256 }, (_, i) => i * 16).find((offset) => {
  try { return readSync(direct, target, offset, MIB, 0) === MIB; } catch (error) { if (error.code === 'EINVAL') return false; throw error; }
});
if (aligned === undefined) throw new Error('this file system does not read past the page cache');
let turn = 0;
setInterval(() => readSync(direct, target, aligned, MIB, (turn++ % 64) * MIB), 100);
setInterval(() => { ftruncateSync(file, 0); for (let i = 0; i < 4; i += 1) writeSync(file, block, 0, block.length, i * block.length); fsyncSync(file); }, 100);
setInterval(() => { const until = performance.now() + 20; while (performance.now() < until); }, 50);
const server = createServer((socket) => socket.resume());
server.listen(0, '127.0.0.1', () => {
  const socket = connect(server.address().port, '127.0.0.1');
  setInterval(() => socket.write(block), 50);
});
process.on('SIGTERM', () => { closeSync(file); process.exit(0); });
`;

interface Series {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [number, string];
}

export async function run(): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'fathom-recording-'));
  const load = startLoad(folder);
  const peer = await startPeer('prometheus-node-exporter', [
    '--web.listen-address={address}',
    '--collector.netdev.device-exclude=',
  ]);
  const fathom = await startFathom({ args: ['--roles=exporter'] });
  const prometheus = await startPrometheus(folder, { peer: peer.url, fathom: fathom.url });
  try {
    await pause((SECONDS + SETTLE_SECONDS) * 1000);
    const at = Date.now() / 1000;
    const results: BenchResult[] = [];
    for (const [family, least] of Object.entries(RATES)) {
      const result = await compare(prometheus.url, family, least, at);
      if (result) results.push(result);
    }
    if (results.length === 0) throw new Error('nothing had a rate that could be compared');
    return results;
  } finally {
    await prometheus.stop();
    await fathom.stop();
    await peer.stop();
    load.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

function startLoad(folder: string): ChildProcess {
  writeFileSync(join(folder, 'load.cjs'), LOAD);
  return spawn(process.execPath, [join(folder, 'load.cjs'), join(folder, 'written'), join(folder, 'read')], {
    stdio: 'inherit',
  });
}

function startPrometheus(folder: string, urls: Readonly<Record<string, string>>): Promise<Peer> {
  const jobs = Object.entries(urls).map(
    ([job, url]) => `- job_name: ${job}\n  static_configs: [{targets: ['${new URL(url).host}']}]`,
  );
  const config = `global: {scrape_interval: 1s, scrape_timeout: 1s}\nscrape_configs:\n${jobs.join('\n')}\n`;
  writeFileSync(join(folder, 'prometheus.yml'), config);
  return startPeer(
    'prometheus',
    [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(folder, 'tsdb')}`,
      '--web.listen-address={address}',
    ],
    '/-/ready',
  );
}

/** The largest relative difference of a family's series; null when none is busy enough. */
async function compare(
  prometheus: string,
  family: string,
  least: number,
  at: number,
): Promise<BenchResult | null> {
  const rates = async (job: string) => {
    const series = await query(prometheus, `rate(${family}{job="${job}"}[${SECONDS}s])`, at);
    return new Map(series.map(({ metric, value }) => [keyOf(metric), Number(value[1])]));
  };
  const [theirs, ours] = [await rates('peer'), await rates('fathom')];
  let worst: { readonly key: string; readonly difference: number } | null = null;
  let busy = 0;
  for (const [key, rate] of theirs) {
    if (!(rate >= least)) continue;
    busy += 1;
    const difference = Math.abs((ours.get(key) ?? 0) / rate - 1);
    if (worst === null || difference > worst.difference) worst = { key, difference };
  }
  if (worst === null) return null;
  return {
    name: `${family}, rate over ${SECONDS} s`,
    value: worst.difference,
    unit: 'apart at most',
    target: TARGET_DIFFERENCE,
    better: 'lower',
    note: `${busy} series, most apart ${worst.key}`,
  };
}

function keyOf(metric: Readonly<Record<string, string>>): string {
  const labels = Object.entries(metric).filter(([name]) => !['__name__', 'job', 'instance'].includes(name));
  return labels
    .sort()
    .map((pair) => pair.join('='))
    .join(',');
}

async function query(prometheus: string, expression: string, at: number): Promise<readonly Series[]> {
  const parameters = new URLSearchParams({ query: expression, time: String(at) }).toString();
  const answer = await fetch(`${prometheus}/api/v1/query?${parameters}`);
  if (!answer.ok) throw new Error(`Prometheus: HTTP ${answer.status}: ${await answer.text()}`);
  return ((await answer.json()) as { data: { result: readonly Series[] } }).data.result;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
