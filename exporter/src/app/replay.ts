import type { CorrelationEngine } from '../analysis/correlation/engine.ts';
import type { Event } from '../model/event.ts';
import { msToNs } from '../model/time.ts';
import { MAX_PAGE, type EventStore, type Page, type Store, type StoreLog } from '../store/store.ts';

/** The newest events within the window that are correlated again after a restart; older ones weigh little. */
const MAX_REPLAYED = 20_000;

/** Actions of people that are looked through; those that a crash left undone are among the last. */
const MAX_ACTIONS = 1000;

/** Gives the engine what happened since then, before this process began. */
export async function replayWindow(
  engine: CorrelationEngine,
  events: EventStore,
  fromMs: number,
): Promise<void> {
  const newestFirst: Event[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<Event> = await events.list({
      fromNs: msToNs(fromMs),
      sort: 'time',
      order: 'desc',
      limit: MAX_PAGE,
      ...(cursor === null ? {} : { cursor }),
    });
    newestFirst.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null && newestFirst.length < MAX_REPLAYED);
  for (const event of newestFirst.reverse()) engine.process(event);
}

/** Does again what people did and a crash kept from the database; the log of events has it. */
export async function replayActions(
  { store, log }: { readonly store: Store; readonly log: StoreLog },
  desks: readonly { replay(events: readonly Event[]): Promise<number> }[],
): Promise<void> {
  const events = await store.events.actions(MAX_ACTIONS);
  let applied = 0;
  for (const desk of desks) applied += await desk.replay(events);
  if (applied > 0) log.info({ actions: applied }, 'actions of people applied again after a crash');
}
