import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { eventDraft, openTestStore, recordingLog, temporaryFolder } from '../../../../test/support/store.ts';
import type { EventDraft } from '../../model/event.ts';
import { openStore } from '../open-store.ts';
import type { EventQuery, Store } from '../store.ts';

const T = 1_790_000_000_000_000_000n;
const SECOND = 1_000_000_000n;
const ALL: EventQuery = { sort: 'time', order: 'asc', limit: 1000 };

/** As many events as asked for, no two alike. */
function distinct(count: number, fields: (index: number) => Partial<EventDraft> = () => ({})): EventDraft[] {
  return Array.from({ length: count }, (_, index) =>
    eventDraft({ message: `event ${index}`, timeNs: T + BigInt(index), ...fields(index) }),
  );
}

async function messages(store: Store, query: Partial<EventQuery> = {}): Promise<string[]> {
  return (await store.events.list({ ...ALL, ...query })).items.map((event) => event.message);
}

describe('recovery', () => {
  it('rebuilds the index from the log, counts and all, when the database is damaged', async () => {
    const folder = await temporaryFolder();
    const store = await openTestStore(folder, { segmentBytes: 20_000 });
    await store.events.append([...distinct(300), ...distinct(300)]);
    const before = (await store.events.list(ALL)).items;
    await store.close();
    await writeFile(join(folder, 'fathom.db'), Buffer.alloc(5000, 'garbage'));
    const log = recordingLog();
    const rebuilt = await openTestStore(folder, { log });
    expect((await rebuilt.events.list(ALL)).items).toEqual(before);
    expect(before).toHaveLength(300);
    expect(before.every((event) => event.count === 2)).toBe(true);
    expect(log.lines.some((line) => line.level === 'warn' && line.message.includes('damaged'))).toBe(true);
    expect((await readdir(folder)).some((name) => name.startsWith('fathom.db.corrupt-'))).toBe(true);
  });

  it('notices damage in the middle of a small database', async () => {
    const folder = await temporaryFolder();
    const store = await openTestStore(folder);
    await store.events.append(distinct(1000));
    await store.close();
    const path = join(folder, 'fathom.db');
    const bytes = await readFile(path);
    await writeFile(
      path,
      Buffer.concat([bytes.subarray(0, 8192), Buffer.alloc(40_000, 0xaa), bytes.subarray(48_192)]),
    );
    expect(await messages(await openTestStore(folder))).toHaveLength(1000);
  });

  it('marks a database that turns out to be damaged in use, and makes it anew at the next start', async () => {
    const folder = await temporaryFolder();
    const path = join(folder, 'fathom.db');
    const store = await openTestStore(folder);
    for (let batch = 0; batch < 4; batch += 1) {
      const large = { attributes: { text: 'x'.repeat(2000) }, asset: `host-${batch}` };
      await store.events.append(distinct(2500, () => large));
    }
    await store.close();
    const log = recordingLog();
    const damaged = await openTestStore(folder, { log });
    const bytes = await readFile(path);
    await writeFile(path, bytes.fill(0xaa, 40_960, bytes.length - 40_960));
    await expect(messages(damaged, { asset: 'host-0' })).rejects.toThrow(/malformed/);
    expect(log.lines.filter((line) => line.level === 'error')).toHaveLength(1);
    await damaged.close();
    expect(await readdir(folder)).toContain('fathom.db.damaged');
    expect(
      await messages(await openTestStore(folder), { asset: 'host-0', search: 'event 249' }),
    ).toHaveLength(11);
    expect(await readdir(folder)).not.toContain('fathom.db.damaged');
  });

  it('makes of a repeat whose first record is damaged an event of its own', async () => {
    const folder = await temporaryFolder();
    const store = await openTestStore(folder);
    const [first] = await store.events.append([eventDraft()]);
    await store.events.append([eventDraft({ timeNs: T + 200n * SECOND })]);
    await store.close();
    for (const suffix of ['', '-wal', '-shm']) await rm(join(folder, `fathom.db${suffix}`), { force: true });
    const [segment] = await readdir(join(folder, 'events'));
    const path = join(folder, 'events', segment ?? '');
    const bytes = await readFile(path);
    bytes.writeUInt8(0, 40);
    await writeFile(path, bytes);
    const rebuilt = await openTestStore(folder);
    expect((await rebuilt.events.list(ALL)).items).toMatchObject([
      { id: first?.id, count: 1, timeNs: T + 200n * SECOND },
    ]);
    expect(rebuilt.events.stats().lost).toBe(1);
  });

  it('lets one process in at a time, and says who is there', async () => {
    const folder = await temporaryFolder();
    const store = await openTestStore(folder);
    const second = openStore({ dataDir: folder, log: recordingLog() });
    await expect(second).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringContaining(folder) as string,
    });
    await expect(openStore({ dataDir: folder, log: recordingLog() })).rejects.toThrow(
      `process ${process.pid}`,
    );
    await store.close();
    await openTestStore(folder);
  });

  it.each([
    ['a process that is no more', '999999999 \n'],
    ['a process that had this pid before', `${process.pid} another-boot/1\n`],
    ['nobody', 'garbage'],
  ])('takes over the lock of %s', async (_, content) => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'lock'), content);
    const store = await openTestStore(folder);
    await store.close();
    expect(await readdir(folder)).not.toContain('lock');
  });
});

describe('retention', () => {
  it('drops what is old from the log, the index and the keys', async () => {
    const folder = await temporaryFolder();
    let nowMs = Date.now();
    const store = await openTestStore(folder, { retention: 3_600_000, now: () => nowMs });
    const old = distinct(50, (i) => ({ idempotencyKey: `old-${i}`, asset: 'old' }));
    await store.events.append(old);
    nowMs += 2 * 3_600_000;
    await store.events.append(distinct(50, () => ({ asset: 'new' })));
    await store.events.prune();
    expect(await messages(store, { asset: 'old' })).toEqual([]);
    expect(await messages(store, { asset: 'new' })).toHaveLength(50);
    expect((await store.events.append(old))[0]?.status).toBe('stored');
    await store.close();
    expect(await messages(await openTestStore(folder))).toHaveLength(100);
  });

  it('drops the oldest beyond the size, but not a row that was repeated since', async () => {
    const folder = await temporaryFolder();
    const store = await openTestStore(folder, { segmentBytes: 10_000, maxSize: 30_000 });
    const [storm] = await store.events.append([eventDraft({ message: 'storm' })]);
    for (let batch = 0; batch < 20; batch += 1) {
      await store.events.append(distinct(10, () => ({ asset: `host-${batch}` })));
    }
    await store.events.append([eventDraft({ message: 'storm' })]);
    await store.events.prune();
    expect(store.events.stats().logBytes).toBeLessThanOrEqual(30_000);
    expect(await messages(store, { asset: 'host-0' })).toEqual([]);
    expect(await messages(store, { asset: 'host-19' })).toHaveLength(10);
    expect(await store.events.get(storm?.id ?? '')).toMatchObject({ count: 2 });
  });
});
