import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { makeFolder } from '../platform/folder.ts';
import { takeLock } from '../platform/lock-file.ts';
import { storeHealth } from './store-health.ts';
import { LoggedEvents } from './events/logged-events.ts';
import { decodeRecord, type EventRecord } from './events/record.ts';
import { EventLog, type EventLogOptions } from './log/event-log.ts';
import { createAssetGraph } from './sqlite/asset-graph.ts';
import { createAttention } from './sqlite/attention.ts';
import { SqliteDatabase } from './sqlite/database.ts';
import { EventIndex } from './sqlite/event-index.ts';
import { createIncidentStore } from './sqlite/incidents.ts';
import { createInventory } from './sqlite/inventory.ts';
import { createRecommendationStore } from './sqlite/recommendations.ts';
import { createScoreHistory } from './sqlite/score-history.ts';
import type { Store, StoreLog } from './store.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Old segments are verified before the store opens if that takes no longer; else meanwhile. */
const VERIFY_MS = 300;

export interface StoreOptions {
  /** Holds `events/`, `fathom.db` and `lock`; made if it is not there. */
  readonly dataDir: string;
  readonly log: StoreLog;
  /** Milliseconds that events are kept. Default: 7 days. */
  readonly retention?: number;
  /** Bytes of the event log beyond which the oldest events go. Default: 1 GiB. */
  readonly maxSize?: number;
  /** Milliseconds from an event within which others with its fingerprint collapse into it. Default: 5 minutes. */
  readonly dedupWindow?: number;
  /** Events that may wait to be written. Default: 10,000. */
  readonly maxQueued?: number;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  /** Bytes of one segment of the log, and how its files are opened; for tests. */
  readonly segmentBytes?: number;
  readonly openFile?: EventLogOptions['openFile'];
}

/**
 * Opens the embedded store and replays what the index has not seen.
 * @throws UserError when another process uses the folder.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { dataDir, log, now = Date.now, retention = 7 * DAY_MS, maxSize = 2 ** 30 } = options;
  await makeFolder(dataDir);
  const release = takeLock(join(dataDir, 'lock'));
  const stopped = new AbortController();
  const opened: (() => Promise<void>)[] = [];
  const close = async () => {
    stopped.abort();
    for (const each of opened.splice(0).reverse()) await each();
    release();
  };
  try {
    const database = await SqliteDatabase.open(join(dataDir, 'fathom.db'), log, now());
    opened.push(() => database.close());
    const index = new EventIndex(database, log);
    const segmentMs = Math.max(HOUR_MS, Math.min(DAY_MS, retention / 8));
    const { segmentBytes, openFile } = options;
    const eventLog = await EventLog.open({
      folder: join(dataDir, 'events'),
      log,
      now,
      segmentMs,
      ...(segmentBytes === undefined ? {} : { segmentBytes }),
      ...(openFile === undefined ? {} : { openFile }),
    });
    opened.push(() => eventLog.close());
    const applied = index.applied;
    await replay(eventLog, index, log);
    const verified = eventLog.verify(applied, stopped.signal);
    opened.push(() => verified);
    await Promise.race([verified, setTimeout(VERIFY_MS, undefined, { ref: false })]);
    const events = new LoggedEvents(eventLog, index, {
      log,
      now,
      retention,
      maxSize,
      dedupWindow: options.dedupWindow ?? 5 * 60_000,
      maxQueued: options.maxQueued ?? 10_000,
    });
    opened.push(() => events.close());
    return {
      inventory: createInventory(database),
      graph: createAssetGraph(database),
      attention: createAttention(database),
      events,
      incidents: createIncidentStore(database),
      recommendations: createRecommendationStore(database),
      scoreHistory: createScoreHistory(database),
      health: () => storeHealth(database, events),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function replay(eventLog: EventLog, index: EventIndex, log: StoreLog): Promise<void> {
  let replayed = 0;
  let unreadable = 0;
  await eventLog.recover(index.applied, async (frames) => {
    const records: EventRecord[] = [];
    for (const { number, payload } of frames) {
      const record = decodeRecord(number, payload);
      if (record === null) unreadable += 1;
      else records.push(record);
    }
    replayed += records.length;
    index.add(records);
    await index.room();
  });
  await index.caughtUp();
  if (replayed > 0) log.info({ events: replayed }, 'events of the log put into the index');
  if (unreadable > 0) log.warn({ records: unreadable }, 'records of the log are of an unknown form');
}
