/** Ingest as a sender sees it: batches of 1,000 events over HTTP to a running server, until all can be read back. */
import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { startFathom } from '../support/fathom.ts';
import type { BenchResult } from './result.ts';

const BATCH = 1000;
const BATCHES = 200;
const WARM_UP_BATCHES = 20;
/** As from a few agents. */
const IN_FLIGHT = 4;

export async function run(): Promise<BenchResult[]> {
  const fathom = await startFathom();
  const agent = new Agent({ keepAlive: true, maxSockets: IN_FLIGHT });
  try {
    await ingest(fathom.url, agent, bodies(WARM_UP_BATCHES));
    const measured = bodies(BATCHES);
    const startedAt = performance.now();
    await ingest(fathom.url, agent, measured);
    // A list waits until everything acknowledged is in the index.
    await (await fetch(`${fathom.url}/api/v1/events?limit=1`)).text();
    const seconds = (performance.now() - startedAt) / 1000;
    const value = (BATCH * BATCHES) / seconds;
    const note = `${BATCH * BATCHES} events of about 300 bytes, ${IN_FLIGHT} requests in flight, fsynced, indexed and correlated`;
    return [{ name: 'ingest over HTTP', value, unit: 'events/s', target: 20_000, better: 'higher', note }];
  } finally {
    agent.destroy();
    await fathom.stop();
  }
}

function bodies(batches: number): Buffer[] {
  const time = new Date().toISOString();
  return Array.from({ length: batches }, (_, batch) => {
    const events = Array.from({ length: BATCH }, (_, i) => ({
      asset: `srv-${(batch * BATCH + i) % 500}`,
      time,
      kind: 'bench.event',
      source: 'bench',
      severity: 'info',
      message: `request ${batch}/${i} ${randomUUID()}`,
      attributes: { path: `/api/${i}`, status: 200, ms: i % 97, agent: 'x'.repeat(40) },
      idempotencyKey: randomUUID(),
    }));
    return Buffer.from(JSON.stringify({ events }));
  });
}

async function ingest(url: string, agent: Agent, batches: Buffer[]): Promise<void> {
  let next = 0;
  const sender = async () => {
    for (let body = batches[next++]; body; body = batches[next++])
      await post(`${url}/api/v1/ingest/events`, agent, body);
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, sender));
}

/** Tries again when the queue is full, as senders do. */
async function post(url: string, agent: Agent, body: Buffer): Promise<void> {
  for (;;) {
    const status = await postOnce(url, agent, body);
    if (status === 200) return;
    if (status !== 503) throw new Error(`${url}: HTTP ${status}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function postOnce(url: string, agent: Agent, body: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': body.length };
    const sent = request(url, { method: 'POST', agent, headers }, (reply) => {
      reply.resume().once('end', () => resolve(reply.statusCode ?? 0));
    });
    sent.once('error', reject);
    sent.end(body);
  });
}
