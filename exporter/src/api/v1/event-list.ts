import { z } from 'zod';
import { EventView, toEventView } from '../../model/event.ts';
import type { Store } from '../../store/store.ts';
import type { EventFilter, EventPage } from './event-views.ts';
import { defined } from './paging.ts';

export async function listEvents(
  store: Store,
  { from, to, ...query }: EventFilter,
): Promise<z.input<typeof EventPage>> {
  const { items, nextCursor } = await store.events.list(defined({ ...query, fromNs: from, toNs: to }));
  return { items: items.map((event): EventView => toEventView(event)), nextCursor };
}
