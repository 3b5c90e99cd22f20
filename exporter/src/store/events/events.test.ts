import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventDraft, openTestStore, recordingLog, temporaryFolder } from '../../../../test/support/store.ts';
import type { Event, EventDraft } from '../../model/event.ts';
import { ModuleError } from '../../model/errors.ts';
import { openAppendFile } from '../../platform/append-file.ts';
import type { EventQuery, Store } from '../store.ts';
import { decodeRecord, encodePayload, formatEventId, parseEventId, toDelivery } from './record.ts';

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

describe('append', () => {
  it('stores an event whole, to the nanosecond', async () => {
    const store = await openTestStore(await temporaryFolder());
    const draft = eventDraft({
      attributes: { pid: 7, deep: { list: [1, 'a', null] } },
      timeNs: T + 123_456_789n,
    });
    const [receipt] = await store.events.append([draft]);
    const { asset, kind, source, severity, message, attributes, timeNs } = draft;
    expect(await store.events.get(receipt?.id ?? '')).toEqual({
      ...{ asset, kind, source, severity, message, attributes, timeNs },
      id: receipt?.id,
      tenant: 'default',
      lastTimeNs: timeNs,
      count: 1,
      fingerprint: expect.stringMatching(/^[\w-]{22}$/) as string,
    });
  });

  it.each(['not an id', '', '00000000000', 'zzzzzzzzzzz'])('knows no event %j', async (id) => {
    const store = await openTestStore(await temporaryFolder());
    expect(await store.events.get(id)).toBeNull();
  });

  it.each([
    ['a time before the epoch', { timeNs: -1n }, 'malformed_reply'],
    ['a time beyond 63 bits', { timeNs: 2n ** 63n }, 'malformed_reply'],
    ['a key that is a novel', { idempotencyKey: 'k'.repeat(513) }, 'limit_exceeded'],
    ['a message of two megabytes', { message: 'm'.repeat(2 ** 21) }, 'limit_exceeded'],
  ])('rejects %s and nothing but its call', async (_, fields, code) => {
    const store = await openTestStore(await temporaryFolder());
    const bad = store.events.append([eventDraft({ message: 'with it' }), eventDraft(fields)]);
    const good = store.events.append([eventDraft({ message: 'good' })]);
    await expect(bad).rejects.toMatchObject({ name: 'ModuleError', code });
    await good;
    expect(await messages(store)).toEqual(['good']);
    expect(store.events.stats()).toMatchObject({ stored: 1, rejected: 2, queued: 0 });
  });

  it('refuses what the queue has no room for', async () => {
    const store = await openTestStore(await temporaryFolder(), { maxQueued: 100 });
    const first = store.events.append(distinct(80));
    await expect(store.events.append(distinct(21))).rejects.toMatchObject({ code: 'limit_exceeded' });
    await first;
    expect(await store.events.append(distinct(21, (i) => ({ asset: `host-${i}` })))).toHaveLength(21);
    expect(store.events.stats()).toMatchObject({ stored: 101, rejected: 21 });
  });

  it('rejects on a full disk, keeps nothing of it, and goes on when there is room', async () => {
    let full = false;
    const folder = await temporaryFolder();
    const store = await openTestStore(folder, {
      openFile: async (path) => {
        const file = await openAppendFile(path);
        const append = async (bytes: Buffer) => {
          if (full) throw new ModuleError('unreachable', `${path}: ENOSPC`);
          await file.append(bytes);
        };
        return {
          ...file,
          append,
          get size() {
            return file.size;
          },
        };
      },
    });
    const draft = eventDraft({ idempotencyKey: 'once' });
    full = true;
    const failures = await Promise.allSettled([store.events.append([draft]), store.events.append([draft])]);
    expect(failures.map((each) => each.status)).toEqual(['rejected', 'rejected']);
    full = false;
    expect((await store.events.append([draft]))[0]?.status).toBe('stored');
    expect((await store.events.list(ALL)).items).toMatchObject([{ count: 1 }]);
    await store.close();
    expect(await messages(await openTestStore(folder))).toHaveLength(1);
  });

  it('finishes what was accepted before the store is closed, and takes no more', async () => {
    const folder = await temporaryFolder();
    const store = await openTestStore(folder);
    const pending = [
      store.events.append(distinct(500)),
      store.events.append(distinct(1, () => ({ asset: 'last' }))),
    ];
    await store.close();
    await Promise.all(pending);
    await expect(store.events.append(distinct(1))).rejects.toMatchObject({ code: 'cancelled' });
    expect(await messages(await openTestStore(folder), { asset: 'last' })).toHaveLength(1);
  });
});

describe('idempotency', () => {
  const keyed = (key: string, fields: Partial<EventDraft> = {}) =>
    eventDraft({ idempotencyKey: key, message: `delivered as ${key}`, ...fields });

  it('holds within a batch, between batches, and across a restart', async () => {
    const folder = await temporaryFolder();
    const store = await openTestStore(folder);
    const [first, again] = await store.events.append([keyed('a'), keyed('a')]);
    expect([first?.status, again?.status]).toEqual(['stored', 'duplicate']);
    expect(again?.id).toBe(first?.id);
    const both = await Promise.all([store.events.append([keyed('b')]), store.events.append([keyed('b')])]);
    expect(both.flat().map((receipt) => receipt.status)).toEqual(['stored', 'duplicate']);
    await store.close();
    const reopened = await openTestStore(folder);
    expect(await reopened.events.append([keyed('a'), keyed('b')])).toEqual([
      { id: first?.id, status: 'duplicate' },
      { id: both[0][0]?.id, status: 'duplicate' },
    ]);
    expect(await messages(reopened)).toHaveLength(2);
    expect(reopened.events.stats()).toMatchObject({ stored: 0, duplicates: 2 });
  });

  it('holds for a repeat that was collapsed, and after the index was lost', async () => {
    const folder = await temporaryFolder();
    const store = await openTestStore(folder);
    const alike = (key: string) => eventDraft({ idempotencyKey: key });
    const receipts = await store.events.append([alike('a'), alike('b')]);
    await store.close();
    for (const suffix of ['', '-wal', '-shm']) await rm(join(folder, `fathom.db${suffix}`), { force: true });
    const rebuilt = await openTestStore(folder);
    expect((await rebuilt.events.append([alike('b'), alike('a')])).map((receipt) => receipt.status)).toEqual([
      'duplicate',
      'duplicate',
    ]);
    expect((await rebuilt.events.list(ALL)).items).toMatchObject([{ id: receipts[0]?.id, count: 2 }]);
  });

  it('is a matter of one tenant', async () => {
    const store = await openTestStore(await temporaryFolder());
    const receipts = await store.events.append([
      keyed('a', { tenant: 'one' }),
      keyed('a', { tenant: 'two' }),
    ]);
    expect(receipts.map((receipt) => receipt.status)).toEqual(['stored', 'stored']);
  });
});

describe('repeats', () => {
  const at = (seconds: number, fields: Partial<EventDraft> = {}) =>
    eventDraft({ timeNs: T + BigInt(seconds) * SECOND, ...fields });

  it.each([
    ['within the window', [0, 150, 300], [[3, 300]]],
    [
      'that go on, each window in a row of its own',
      [0, 299, 598, 897],
      [
        [2, 299],
        [2, 897],
      ],
    ],
    [
      'beyond it',
      [0, 301],
      [
        [1, 0],
        [1, 301],
      ],
    ],
    ['late but within it', [100, 0], [[2, 100]]],
    [
      'late and beyond it',
      [400, 0],
      [
        [1, 0],
        [1, 400],
      ],
    ],
  ])('%s', async (_, seconds, expected) => {
    const store = await openTestStore(await temporaryFolder());
    for (const second of seconds) await store.events.append([at(second)]);
    const rows = (await store.events.list(ALL)).items.map(({ count, lastTimeNs }) => [
      count,
      Number((lastTimeNs - T) / SECOND),
    ]);
    expect(rows).toEqual(expected);
    expect(store.events.stats()).toMatchObject({
      stored: expected.length,
      collapsed: seconds.length - expected.length,
    });
  });

  it.each([
    ['message', { message: 'another' }],
    ['asset', { asset: 'host-b', fingerprint: 'same' }],
    ['tenant', { tenant: 'other', fingerprint: 'same' }],
    ['fingerprint', { fingerprint: 'other' }],
  ])('of another %s are other events', async (_, fields) => {
    const store = await openTestStore(await temporaryFolder());
    const first = 'fingerprint' in fields ? { fingerprint: 'same' } : {};
    await store.events.append([at(0, first), at(1, fields)]);
    expect(await messages(store)).toHaveLength(2);
  });

  it('collapse after a restart', async () => {
    const folder = await temporaryFolder();
    const store = await openTestStore(folder);
    const [first] = await store.events.append([at(0), at(1)]);
    await store.close();
    const reopened = await openTestStore(folder);
    expect((await reopened.events.append([at(2)]))[0]?.id).toBe(first?.id);
    expect((await reopened.events.list(ALL)).items).toMatchObject([{ count: 3 }]);
  });

  it('reach listeners with their own time, the id of their row and the new count; duplicates do not', async () => {
    const store = await openTestStore(await temporaryFolder());
    const heard: Event[] = [];
    const stop = store.events.onStored((events) => heard.push(...events));
    const [first] = await store.events.append([
      at(0, { idempotencyKey: 'a' }),
      at(5),
      at(0, { idempotencyKey: 'a' }),
    ]);
    await store.events.append([at(3)]);
    stop();
    await store.events.append([at(6)]);
    expect(heard.map(({ id, timeNs, lastTimeNs, count }) => [id, timeNs, lastTimeNs, count])).toEqual([
      [first?.id, T, T, 1],
      [first?.id, T + 5n * SECOND, T + 5n * SECOND, 2],
      [first?.id, T + 3n * SECOND, T + 5n * SECOND, 3],
    ]);
  });

  it('survive a listener that fails', async () => {
    const log = recordingLog();
    const store = await openTestStore(await temporaryFolder(), { log });
    const heard: string[] = [];
    store.events.onStored(() => {
      throw new Error('broken');
    });
    store.events.onStored((events) => heard.push(...events.map((event) => event.message)));
    await store.events.append([at(0)]);
    await store.close();
    expect(heard).toHaveLength(1);
    expect(log.lines.filter((line) => line.level === 'error')).toHaveLength(1);
  });
});

describe('list', () => {
  const severities = ['info', 'warning', 'error'] as const;
  const sample = distinct(60, (i) => ({
    asset: `host-${i % 4}`,
    kind: `kind.${i % 3}`,
    source: i % 2 === 0 ? 'a' : 'b',
    tenant: i < 50 ? 'default' : 'other',
    severity: severities[i % 3] ?? 'info',
    message: `event ${i} ${i % 10 === 0 ? '100%_Sure' : ''}`,
  }));

  it.each<[string, Partial<EventQuery>, (draft: EventDraft, index: number) => boolean]>([
    ['nothing', {}, () => true],
    ['asset', { asset: 'host-1' }, (draft) => draft.asset === 'host-1'],
    ['tenant', { tenant: 'other' }, (draft) => draft.tenant === 'other'],
    [
      'kind and source',
      { kind: 'kind.1', source: 'b' },
      (draft) => draft.kind === 'kind.1' && draft.source === 'b',
    ],
    ['severity', { severity: 'error' }, (draft) => draft.severity === 'error'],
    ['text, with characters that are special in LIKE', { search: '0%_sure' }, (_, index) => index % 10 === 0],
    [
      'time, from inclusive, to exclusive',
      { fromNs: T + 10n, toNs: T + 20n },
      (_, index) => index >= 10 && index < 20,
    ],
    ['what is not there', { kind: 'none' }, () => false],
  ])('filters by %s, page by page, in both orders', async (_, query, keep) => {
    const store = await openTestStore(await temporaryFolder());
    await store.events.append(sample);
    const expected = sample.filter(keep).map((draft) => draft.message);
    expect(await messages(store, query)).toEqual(expected);
    const paged: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await store.events.list({
        ...ALL,
        ...query,
        order: 'desc',
        limit: 7,
        ...(cursor === undefined ? {} : { cursor }),
      });
      paged.push(...page.items.map((event) => event.message));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(paged).toEqual(expected.reverse());
  });

  it('says exactly when there is no further page', async () => {
    const store = await openTestStore(await temporaryFolder());
    await store.events.append(distinct(10));
    expect((await store.events.list({ ...ALL, limit: 10 })).nextCursor).toBeNull();
    expect((await store.events.list({ ...ALL, limit: 9 })).nextCursor).not.toBeNull();
  });

  it('finds what is rare behind thousands that are not', async () => {
    const store = await openTestStore(await temporaryFolder());
    await store.events.append(distinct(5000, (i) => ({ kind: i === 17 || i === 4980 ? 'rare' : 'common' })));
    expect(await messages(store, { kind: 'rare', order: 'desc' })).toEqual(['event 4980', 'event 17']);
    const first = await store.events.list({ ...ALL, kind: 'rare', limit: 1 });
    const second = await store.events.list({
      ...ALL,
      kind: 'rare',
      limit: 1,
      cursor: first.nextCursor ?? '',
    });
    expect([first, second].flatMap((page) => page.items.map((event) => event.message))).toEqual([
      'event 17',
      'event 4980',
    ]);
    expect(second.nextCursor).toBeNull();
  });

  it('refuses cursors that are not its own, and survives any text', async () => {
    const store = await openTestStore(await temporaryFolder());
    await store.events.append(distinct(3));
    const { nextCursor } = await store.events.list({ ...ALL, limit: 1 });
    const foreign = store.events.list({ ...ALL, kind: 'other', limit: 1, cursor: nextCursor ?? '' });
    await expect(foreign).rejects.toMatchObject({ code: 'malformed_reply' });
    const text = fc.oneof(
      fc.string(),
      fc.string().map((each) => Buffer.from(each).toString('base64url')),
      fc.json(),
    );
    await fc.assert(
      fc.asyncProperty(text, async (cursor) => {
        await expect(store.events.list({ ...ALL, cursor })).rejects.toMatchObject({
          code: 'malformed_reply',
        });
      }),
      { numRuns: 50 },
    );
  });
});

describe('records', () => {
  it('have ids that sort as their numbers', () => {
    const numbers = [1, 35, 36, 1_790_000_000_000_000, 1_790_000_000_000_001, Number.MAX_SAFE_INTEGER];
    const ids = numbers.map(formatEventId);
    expect([...ids].sort()).toEqual(ids);
    expect(ids.map(parseEventId)).toEqual(numbers);
  });

  it('come back from their payload; anything else is refused', () => {
    const delivery = toDelivery(eventDraft({ idempotencyKey: 'k', message: 'quote " and \ud800' }));
    const payload = encodePayload(delivery, 7);
    expect(decodeRecord(9, Buffer.from(payload))).toMatchObject({
      number: 9,
      event: 7,
      key: 'default\nk',
      keyHash: delivery.keyHash,
      collapseHash: delivery.collapseHash,
      timeNs: delivery.draft.timeNs,
      attributesText: delivery.attributesText,
    });
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        expect(decodeRecord(1, Buffer.from(text))).toBeNull();
      }),
    );
  });
});
