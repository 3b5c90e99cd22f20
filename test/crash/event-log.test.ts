import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Store } from '../../exporter/src/store/store.ts';
import { eventDraft, openTestStore, temporaryFolder } from '../support/store.ts';

const ROUNDS = 6;

/** Lets a process append and kills it at some moment; returns the keys it saw acknowledged. */
async function appendUntilKilled(dataDir: string, round: number): Promise<string[]> {
  const appender = join(dirname(fileURLToPath(import.meta.url)), 'appender.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', appender, dataDir, String(round)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const closed = once(child, 'close');
  await Promise.race([once(child.stdout, 'data'), closed]);
  await setTimeout(50 + Math.random() * 250);
  child.kill('SIGKILL');
  const [code, signal] = (await closed) as [number | null, string | null];
  expect([code, signal]).toEqual([null, 'SIGKILL']);
  // The kill may cut the last line; what is whole was acknowledged.
  return output.slice(0, output.lastIndexOf('\n')).split('\n');
}

async function allMessages(store: Store): Promise<string[]> {
  const messages: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page = await store.events.list({
      sort: 'time',
      order: 'asc',
      limit: 1000,
      ...(cursor === '' ? {} : { cursor }),
    });
    messages.push(...page.items.map((event) => event.message));
    cursor = page.nextCursor;
  }
  return messages;
}

it('after kill -9 every acknowledged event is there once, and delivering it again adds nothing', async () => {
  const dataDir = await temporaryFolder();
  const acknowledged: string[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    acknowledged.push(...(await appendUntilKilled(dataDir, round)));
    // Every other time the crash leaves part of a record behind as well.
    if (round % 2 === 0)
      await appendFile(await lastSegment(dataDir), Buffer.from([0xff, 0x46, 0x54, 0xfe, 0x40, 0, 0]));
  }
  const store = await openTestStore(dataDir);
  expect(store.events.stats().lost).toBeLessThanOrEqual(1);
  const messages = await allMessages(store);
  expect(new Set(messages).size).toBe(messages.length);
  const stored = new Set(messages);
  expect(acknowledged.length).toBeGreaterThan(ROUNDS * 10);
  expect(acknowledged.filter((key) => !stored.has(key))).toEqual([]);

  const sample = acknowledged.filter((_, index) => index % Math.ceil(acknowledged.length / 2000) === 0);
  const receipts = await store.events.append(
    sample.map((key) => eventDraft({ idempotencyKey: key, message: key })),
  );
  expect(receipts.filter((receipt) => receipt.status !== 'duplicate')).toEqual([]);
});

async function lastSegment(dataDir: string): Promise<string> {
  const names = (await readdir(join(dataDir, 'events'))).sort();
  return join(dataDir, 'events', names.at(-1) ?? '');
}
