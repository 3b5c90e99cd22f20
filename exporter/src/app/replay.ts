import type { CorrelationEngine } from '../analysis/correlation/engine.ts';
import type { Event } from '../model/event.ts';
import { msToNs } from '../model/time.ts';
import { MAX_PAGE, type EventStore, type Page } from '../store/store.ts';

/** The newest events within the window that are correlated again after a restart; older ones weigh little. */
const MAX_REPLAYED = 20_000;

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
