import { setImmediate as nextTurn } from 'node:timers/promises';
import { z } from 'zod';
import type { EventDraft } from '../../model/event.ts';
import type { EventStore } from '../../store/store.ts';
import type { Fault } from '../problem.ts';
import { EventInput, toEventDraft } from './event-input.ts';
import { listEvents } from './event-list.ts';
import { EventFilter, EventPage } from './event-views.ts';
import { defineRoute, ok } from './route.ts';
import { check } from './validate.ts';

const tag = 'Events';
const MAX_BATCH = 10_000;
/** JSON is parsed in one go, at some 4 ms for each MiB: the event loop must not wait for more than 20 ms. */
export const MAX_INGEST_BYTES = 4 * 1024 * 1024;
/** Events checked before others get their turn: some 5 ms. */
const SLICE = 250;

const Receipt = z.object({ id: z.string(), status: z.enum(['stored', 'duplicate']) });

const IngestResult = z.object({
  index: z.number().int().describe('Place in the batch, from 0.'),
  status: z.enum(['stored', 'duplicate', 'rejected']),
  id: z.string().optional(),
  error: z.string().optional().describe('Why it was rejected.'),
});
type IngestResult = z.infer<typeof IngestResult>;

const IngestReport = z.object({
  stored: z.number().int(),
  duplicates: z.number().int(),
  rejected: z.number().int(),
  results: z.array(IngestResult).describe('One for each event, in the order of the batch.'),
});

const Batch = z.strictObject({ events: z.array(z.unknown()).max(MAX_BATCH) });

export const eventRoutes = [
  defineRoute({
    method: 'get',
    path: '/events',
    operationId: 'listEvents',
    tag,
    summary: 'What happened',
    query: EventFilter,
    success: { 200: 'A page of events.' },
    response: EventPage,
    handle: async ({ services, query }) => ok(await listEvents(services.store, query)),
  }),
  defineRoute({
    method: 'post',
    path: '/events',
    operationId: 'addEvent',
    tag,
    summary: 'Tell of one event',
    description: 'Answered once the event is on disk.',
    body: EventInput,
    idempotent: true,
    success: { 200: 'The idempotency key was known: acknowledged, and not stored again.', 201: 'Stored.' },
    response: Receipt,
    async handle({ services, body, idempotencyKey }) {
      const [receipt] = await services.store.events.append([toEventDraft(body, idempotencyKey)]);
      if (!receipt) throw new Error('the event store gave no receipt');
      return {
        status: receipt.status === 'stored' ? 201 : 200,
        body: { id: receipt.id, status: receipt.status },
      };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/ingest/events',
    operationId: 'ingestEvents',
    tag,
    summary: 'Tell of many events',
    description:
      'Answered once all valid events are on disk; the others are rejected one by one. ' +
      'With an Idempotency-Key, each event without a key of its own gets that key and its index.',
    body: Batch,
    openItems: { events: EventInput },
    maxBodyBytes: MAX_INGEST_BYTES,
    idempotent: true,
    success: { 200: 'What became of each event.' },
    response: IngestReport,
    handle: async ({ services, body, idempotencyKey }) =>
      ok(await ingest(services.store.events, body.events, idempotencyKey)),
  }),
];

async function ingest(
  store: EventStore,
  inputs: readonly unknown[],
  batchKey: string | undefined,
): Promise<z.input<typeof IngestReport>> {
  const results: IngestResult[] = [];
  const drafts: EventDraft[] = [];
  const indexes: number[] = [];
  for (const [index, input] of inputs.entries()) {
    if (index % SLICE === SLICE - 1) await nextTurn();
    const faults: Fault[] = [];
    const checked = check(EventInput, input, `events.${index}`, faults);
    if (checked) {
      drafts.push(toEventDraft(checked.value, batchKey === undefined ? undefined : `${batchKey}:${index}`));
      indexes.push(index);
    } else {
      results[index] = {
        index,
        status: 'rejected',
        error: faults
          .slice(0, 5)
          .map(({ path, message }) => `${path}: ${message}`)
          .join('; '),
      };
    }
  }
  const receipts = drafts.length > 0 ? await store.append(drafts) : [];
  for (const [i, { id, status }] of receipts.entries()) {
    const index = indexes[i] ?? 0;
    results[index] = { index, status, id };
  }
  const count = (status: IngestResult['status']) =>
    results.reduce((sum, result) => sum + Number(result.status === status), 0);
  return { stored: count('stored'), duplicates: count('duplicate'), rejected: count('rejected'), results };
}
