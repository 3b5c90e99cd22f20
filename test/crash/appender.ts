/** Appends events to the store in argv[2] until it is killed; prints the key of each that was acknowledged. */
import { writeSync } from 'node:fs';
import { openStore } from '../../exporter/src/store/open-store.ts';
import { eventDraft } from '../support/event-draft.ts';

const [dataDir = '', round = '0'] = process.argv.slice(2);
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const store = await openStore({ dataDir, log: silent, segmentBytes: 64 * 1024 });

let next = 0;
async function feed(batch: number): Promise<never> {
  for (;;) {
    const keys = Array.from({ length: batch }, () => `${round}-${next++}`);
    await store.events.append(keys.map((key) => eventDraft({ idempotencyKey: key, message: key })));
    writeSync(1, keys.join('\n') + '\n');
  }
}

await Promise.all([1, 3, 20, 100].map(feed));
