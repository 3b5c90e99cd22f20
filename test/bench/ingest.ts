/** Durable ingest: batches of 1,000 distinct events, a few in flight as from several agents, until all are indexed. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { EventDraft } from '../../exporter/src/model/event.ts';
import { openStore } from '../../exporter/src/store/open-store.ts';
import type { Store } from '../../exporter/src/store/store.ts';
import type { BenchResult } from './result.ts';

const BATCH = 1000;
const BATCHES = 200;
const IN_FLIGHT = 4;
const WARM_UP_BATCHES = 10;

export async function run(): Promise<BenchResult[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'fathom-ingest-'));
  const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const store = await openStore({ dataDir, log: silent });
  try {
    await ingest(store, WARM_UP_BATCHES, 'warm-up');
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const cpu = process.cpuUsage();
    const start = performance.now();
    await ingest(store, BATCHES, 'measured');
    const seconds = (performance.now() - start) / 1000;
    const used = process.cpuUsage(cpu);
    delay.disable();
    const note = `${BATCH * BATCHES} events of about 300 bytes, fsynced and indexed; CPU ${((used.user + used.system) / 1e6).toFixed(1)} s`;
    return [
      {
        name: 'ingest.rate',
        value: (BATCH * BATCHES) / seconds,
        unit: 'events/s',
        target: 20_000,
        better: 'higher',
        note,
      },
      {
        name: 'ingest.loop_delay_p99',
        value: delay.percentile(99) / 1e6,
        unit: 'ms',
        target: 20,
        better: 'lower',
        note: `max ${(delay.max / 1e6).toFixed(1)} ms`,
      },
    ];
  } finally {
    await store.close();
    await rm(dataDir, { recursive: true });
  }
}

/** Every batch acknowledged, and the last event found in the index. */
async function ingest(store: Store, batches: number, label: string): Promise<void> {
  let next = 0;
  const feed = async () => {
    while (next < batches) {
      const batch = next;
      next += 1;
      await store.events.append(draftsOf(batch, label));
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, feed));
  await store.events.list({ sort: 'time', order: 'desc', limit: 1 });
}

function draftsOf(batch: number, label: string): EventDraft[] {
  return Array.from({ length: BATCH }, (_, index) => {
    const serial = batch * BATCH + index;
    return {
      asset: `host-${serial % 500}`,
      kind: 'process.started',
      source: 'bench',
      severity: 'info',
      message: `${label}: process ${serial} was started by root and listens on port ${1024 + (serial % 60_000)}`,
      attributes: {
        pid: serial,
        parentPid: 1,
        cmdline: '/usr/bin/worker --queue=default',
        user: 'root',
        cpuPercent: 12.5,
      },
      timeNs: BigInt(Date.now()) * 1_000_000n + BigInt(serial),
      idempotencyKey: randomUUID(),
    };
  });
}
