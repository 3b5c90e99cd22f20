import { z } from 'zod';
import { spanOf, timelineOf } from '../../analysis/incidents/timeline.ts';
import { type EventView, toEventView } from '../../model/event.ts';
import type { Incident } from '../../model/incident.ts';
import { formatTime, msToNs } from '../../model/time.ts';
import { TimelineItem } from '../../model/timeline.ts';
import type { Store } from '../../store/store.ts';
import { notFound } from '../problem.ts';
import { FindingParams } from './action-reply.ts';
import { defineRoute, ok } from './route.ts';
import { ScoreLine, scoreLines } from './score-history.ts';

/** Events from the beginning of a long incident, and from its end; what lies between is told by those it keeps. */
const MAX_EVENTS = 300;
const MAX_CHANGES = 300;

const Timeline = z.object({
  from: z.string(),
  to: z.string(),
  items: z.array(TimelineItem).describe('Oldest first.'),
  scores: z.array(ScoreLine).describe('Threat scores of the asset meanwhile.'),
});

export const incidentTimelineRoutes = [
  defineRoute({
    method: 'get',
    path: '/incidents/{id}/timeline',
    operationId: 'getIncidentTimeline',
    tag: 'Incidents',
    summary: 'Alerts, events, changes, actions and scores around an incident',
    params: FindingParams,
    success: { 200: 'From 15 minutes before it began until now, or until 5 minutes after its end.' },
    response: Timeline,
    async handle({ services: { store }, params }) {
      const incident = await store.incidents.get(params.id);
      if (!incident) throw notFound(`no incident ${params.id}`);
      const { fromMs, toMs } = spanOf(incident, Date.now());
      const changes = await store.inventory.changesBetween(incident.asset, fromMs, toMs, MAX_CHANGES);
      return ok({
        from: formatTime(msToNs(fromMs)),
        to: formatTime(msToNs(toMs)),
        items: timelineOf(incident, await eventsOf(store, incident, fromMs, toMs), changes),
        scores: await scoreLines(store.scoreHistory, [incident.asset], fromMs, toMs),
      });
    },
  }),
];

async function eventsOf(
  { events }: Store,
  { asset }: Incident,
  fromMs: number,
  toMs: number,
): Promise<EventView[]> {
  const query = {
    asset,
    fromNs: msToNs(fromMs),
    toNs: msToNs(toMs) + 1n,
    sort: 'time',
    limit: MAX_EVENTS,
  } as const;
  const first = await events.list({ ...query, order: 'asc' });
  const last = first.nextCursor === null ? [] : (await events.list({ ...query, order: 'desc' })).items;
  return [...first.items, ...last].map(toEventView);
}
