/** The event store: every event goes to the log first, and from there to its listeners and into the index. */
import { ModuleError, messageOf } from '../../model/errors.ts';
import type { Event, EventDraft } from '../../model/event.ts';
import type { EventLog } from '../log/event-log.ts';
import { createQueue, yieldToLoop } from '../slices.ts';
import type { EventIndex } from '../sqlite/event-index.ts';
import type { EventQuery, EventStats, EventStore, Page, Receipt, StoreLog } from '../store.ts';
import { RecentEvents, type Recent } from './recent-events.ts';
import {
  checkSize,
  encodePayload,
  formatEventId,
  parseEventId,
  toDelivery,
  toEvent,
  toRecord,
  type Delivery,
  type EventRecord,
} from './record.ts';

/** Calls are written together up to this many events: more would only make the first wait longer. */
const GROUP_EVENTS = 2000;
/** Events that are prepared or delivered in one go. */
const SLICE = 250;
/** More than the backlog of the index and a group, so that what is neither here nor there does not exist. */
const RECENT_EVENTS = 32_768;

export interface LoggedEventsOptions {
  readonly log: StoreLog;
  readonly now: () => number;
  /** Milliseconds. */
  readonly retention: number;
  /** Bytes of the log. */
  readonly maxSize: number;
  /** Milliseconds within which repeats collapse. */
  readonly dedupWindow: number;
  /** Events that may wait to be written. */
  readonly maxQueued: number;
}

interface Call {
  readonly drafts: readonly EventDraft[];
  readonly resolve: (receipts: Receipt[]) => void;
  readonly reject: (error: ModuleError) => void;
}

/** What a group adds, in force only once it is on disk. */
interface Group {
  readonly payloads: string[];
  readonly records: EventRecord[];
  readonly events: Event[];
  readonly keys: Map<string, number>;
  readonly recent: Map<string, Recent>;
  duplicates: number;
  collapsed: number;
}

export class LoggedEvents implements EventStore {
  readonly #options: LoggedEventsOptions;
  readonly #eventLog: EventLog;
  readonly #index: EventIndex;
  readonly #recent: RecentEvents;
  readonly #windowNs: bigint;
  readonly #listeners = new Set<(events: readonly Event[]) => void>();
  readonly #counts = { stored: 0, duplicates: 0, collapsed: 0, rejected: 0 };
  #calls: Call[] = [];
  #queued = 0;
  #closed = false;
  /** The log has one writer at a time. */
  readonly #exclusive = createQueue();

  constructor(eventLog: EventLog, index: EventIndex, options: LoggedEventsOptions) {
    this.#eventLog = eventLog;
    this.#index = index;
    this.#options = options;
    this.#windowNs = BigInt(Math.trunc(options.dedupWindow)) * 1_000_000n;
    this.#recent = new RecentEvents(RECENT_EVENTS, index.isEmpty());
  }

  append(drafts: readonly EventDraft[]): Promise<Receipt[]> {
    if (this.#closed) return Promise.reject(new ModuleError('cancelled', 'the store is closed'));
    if (drafts.length === 0) return Promise.resolve([]);
    if (this.#queued + drafts.length > this.#options.maxQueued) {
      this.#counts.rejected += drafts.length;
      const message = `the queue of ${this.#options.maxQueued} events is full`;
      return Promise.reject(new ModuleError('limit_exceeded', message));
    }
    this.#queued += drafts.length;
    return new Promise((resolve, reject) => {
      this.#calls.push({ drafts, resolve, reject });
      void this.#exclusive(() => this.#write());
    });
  }

  onStored(listener: (events: readonly Event[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async get(id: string): Promise<Event | null> {
    const event = parseEventId(id);
    return event === null ? null : this.#index.get(event);
  }

  list(query: EventQuery): Promise<Page<Event>> {
    return this.#index.list(query);
  }

  actions(limit: number): Promise<Event[]> {
    return this.#index.actions(limit);
  }

  stats(): EventStats {
    return {
      ...this.#counts,
      lost: this.#eventLog.lost,
      logBytes: this.#eventLog.bytes,
      queued: this.#queued,
    };
  }

  problem(): string | null {
    return this.#eventLog.problem;
  }

  async prune(): Promise<void> {
    const { now, retention, maxSize } = this.#options;
    if (this.#closed) return;
    await this.#exclusive(() => this.#eventLog.prune(now() - retention, maxSize));
    await this.#index.caughtUp();
    await this.#index.deleteThrough(this.#eventLog.first - 1);
  }

  /** Writes what is queued, then refuses more. */
  async close(): Promise<void> {
    this.#closed = true;
    while (this.#calls.length > 0) await this.#exclusive(() => Promise.resolve());
    await this.#exclusive(() => Promise.resolve());
    await this.#index.close();
    await this.#eventLog.close();
  }

  async #write(): Promise<void> {
    // Whatever arrives in this turn of the event loop goes to disk together.
    await yieldToLoop();
    await this.#index.room();
    const group = this.#takeGroup();
    if (group.length > 0) await this.#writeGroup(group);
  }

  #takeGroup(): Call[] {
    let events = 0;
    let count = 0;
    for (const call of this.#calls) {
      if (count > 0 && events + call.drafts.length > GROUP_EVENTS) break;
      events += call.drafts.length;
      count += 1;
    }
    const group = this.#calls.slice(0, count);
    this.#calls = this.#calls.slice(count);
    return group;
  }

  async #writeGroup(calls: readonly Call[]): Promise<void> {
    const group: Group = {
      payloads: [],
      records: [],
      events: [],
      keys: new Map(),
      recent: new Map(),
      duplicates: 0,
      collapsed: 0,
    };
    const answers: (() => void)[] = [];
    const failed = (call: Call, error: unknown) => {
      this.#counts.rejected += call.drafts.length;
      call.reject(toModuleError(error));
    };
    const accepted: Call[] = [];
    try {
      for (const call of calls) {
        const deliveries = await prepare(call.drafts).catch((error: unknown) => failed(call, error));
        if (deliveries === undefined) continue;
        accepted.push(call);
        const receipts: Receipt[] = [];
        for (let at = 0; at < deliveries.length; at += SLICE) {
          if (at > 0) await yieldToLoop();
          this.#resolveSlice(deliveries.slice(at, at + SLICE), group, receipts);
        }
        answers.push(() => call.resolve(receipts));
      }
      if (group.payloads.length > 0) await this.#eventLog.append(group.payloads);
    } catch (error) {
      this.#options.log.error(
        { error: messageOf(error), events: group.payloads.length },
        'events cannot be stored',
      );
      for (const call of accepted) failed(call, error);
      return;
    } finally {
      this.#queued -= calls.reduce((sum, call) => sum + call.drafts.length, 0);
    }
    this.#commit(group);
    for (const answer of answers) answer();
    await this.#deliver(group.events);
  }

  /** Decides for each delivery whether it is a duplicate, a repeat or new. Without `await`: the index must not move. */
  #resolveSlice(deliveries: readonly Delivery[], group: Group, receipts: Receipt[]): void {
    const keys = this.#index.findKeys(deliveries);
    const unknown = this.#recent.complete
      ? []
      : deliveries.filter(
          (each) => !group.recent.has(nameOf(each)) && this.#recent.get(nameOf(each)) === undefined,
        );
    const indexed = this.#index.findRecent(unknown, nameOf);
    for (const delivery of deliveries) {
      const known =
        delivery.key === null ? undefined : (group.keys.get(delivery.key) ?? keys.get(delivery.key));
      if (known !== undefined) {
        group.duplicates += 1;
        receipts.push({ id: formatEventId(known), status: 'duplicate' });
        continue;
      }
      const name = nameOf(delivery);
      const recent = group.recent.get(name) ?? this.#recent.get(name) ?? indexed.get(name);
      const event = this.#add(delivery, recent, name, group);
      receipts.push({ id: formatEventId(event), status: 'stored' });
    }
  }

  #add(delivery: Delivery, recent: Recent | undefined, name: string, group: Group): number {
    const { timeNs, attributes } = delivery.draft;
    const number = this.#eventLog.next + group.payloads.length;
    const repeats = recent !== undefined && distance(timeNs, recent.timeNs) <= this.#windowNs;
    const event = repeats ? recent.event : number;
    const count = repeats ? recent.count + 1 : 1;
    const lastTimeNs = repeats && recent.lastTimeNs > timeNs ? recent.lastTimeNs : timeNs;
    const record = toRecord(delivery, number, event);
    group.payloads.push(encodePayload(delivery, event));
    group.records.push(record);
    group.events.push(toEvent(record, attributes, count, lastTimeNs));
    group.recent.set(name, { event, timeNs: repeats ? recent.timeNs : timeNs, lastTimeNs, count });
    if (delivery.key !== null) group.keys.set(delivery.key, event);
    if (repeats) group.collapsed += 1;
    return event;
  }

  #commit(group: Group): void {
    for (const [name, recent] of group.recent) this.#recent.set(name, recent);
    this.#index.add(group.records);
    this.#counts.stored += group.records.length - group.collapsed;
    this.#counts.collapsed += group.collapsed;
    this.#counts.duplicates += group.duplicates;
  }

  async #deliver(events: readonly Event[]): Promise<void> {
    for (let at = 0; at < events.length; at += SLICE) {
      if (at > 0) await yieldToLoop();
      const slice = events.slice(at, at + SLICE);
      for (const listener of this.#listeners) {
        try {
          listener(slice);
        } catch (error) {
          this.#options.log.error({ error: messageOf(error) }, 'a listener to events failed');
        }
      }
    }
  }
}

async function prepare(drafts: readonly EventDraft[]): Promise<Delivery[]> {
  const deliveries: Delivery[] = [];
  for (const draft of drafts) {
    if (deliveries.length > 0 && deliveries.length % SLICE === 0) await yieldToLoop();
    const delivery = toDelivery(draft);
    checkSize(delivery);
    deliveries.push(delivery);
  }
  return deliveries;
}

/** Repeats have tenant, asset and fingerprint in common. */
function nameOf({
  tenant,
  fingerprint,
  ...rest
}: { tenant: string; fingerprint: string } & ({ asset: string } | Delivery)): string {
  const asset = 'draft' in rest ? rest.draft.asset : rest.asset;
  return `${tenant}\n${asset}\n${fingerprint}`;
}

function distance(a: bigint, b: bigint): bigint {
  return a > b ? a - b : b - a;
}

function toModuleError(error: unknown): ModuleError {
  return error instanceof ModuleError
    ? error
    : new ModuleError('unreachable', messageOf(error), { cause: error });
}
