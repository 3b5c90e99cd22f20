import { z } from 'zod';
import { CauseTitle, IncidentAction, Note } from '../../model/action.ts';
import { AssetId } from '../../model/asset.ts';
import { Incident } from '../../model/incident.ts';
import { Priority } from '../../model/recommendation.ts';
import { nsToMs } from '../../model/time.ts';
import { INCIDENT_SORTS, type RecommendationStore } from '../../store/store.ts';
import { notFound } from '../problem.ts';
import { FindingParams, replyTo } from './action-reply.ts';
import { AlertmanagerPayload, RejectedAlert } from './alertmanager-payload.ts';
import { MAX_INGEST_BYTES } from './events.ts';
import { multi } from './multi.ts';
import { defined, pageOf, pageQuery } from './paging.ts';
import { defineRoute, ok } from './route.ts';
import { Time } from './time.ts';

const tag = 'Incidents';

const IncidentFilter = pageQuery(INCIDENT_SORTS, 'startedAt', 'desc').extend({
  status: multi(Incident.shape.status).optional(),
  asset: AssetId.optional(),
  severity: multi(Priority).optional(),
  search: z.string().min(1).max(256).optional().describe('Part of the title or asset, in any case.'),
  from: Time.optional().describe('RFC 3339: those that were not resolved before.'),
  to: Time.optional().describe('RFC 3339: those that began before.'),
});

const Action = z
  .strictObject({
    action: IncidentAction,
    note: Note.optional().describe('Required to comment.'),
    cause: CauseTitle.optional().describe('Title of the cause to confirm or reject.'),
  })
  .superRefine(({ action, note = '', cause }, context) => {
    const fault = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    const judges = action === 'confirm-cause' || action === 'reject-cause';
    if (action === 'comment' && note === '') fault('note', 'is required to comment');
    if (judges && cause === undefined) fault('cause', 'is required: the title of a cause of this incident');
    if (!judges && cause !== undefined) fault('cause', 'belongs to confirm-cause and reject-cause only');
  })
  .meta({ example: { action: 'comment', note: 'The backup runs twice.' } });

const Touched = z.object({
  incidents: z
    .array(Incident.pick({ id: true, title: true, asset: true, status: true }))
    .describe('Opened or updated.'),
  rejected: z.array(RejectedAlert).describe('Alerts that could not be understood.'),
});

export const incidentRoutes = [
  defineRoute({
    method: 'get',
    path: '/incidents',
    operationId: 'listIncidents',
    tag,
    summary: 'Incidents with their causes',
    query: IncidentFilter,
    success: { 200: 'A page of incidents.' },
    response: pageOf(Incident),
    async handle({ services, query }) {
      const { from, to, ...rest } = query;
      const { items, nextCursor } = await services.store.incidents.list(
        defined({
          ...rest,
          fromMs: from === undefined ? undefined : nsToMs(from),
          toMs: to === undefined ? undefined : nsToMs(to),
        }),
      );
      return ok({ items: [...items], nextCursor });
    },
  }),
  defineRoute({
    method: 'get',
    path: '/incidents/{id}',
    operationId: 'getIncident',
    tag,
    summary: 'One incident: alerts, ranked causes with evidence, what to do',
    params: FindingParams,
    success: { 200: 'The incident.' },
    response: Incident,
    async handle({ services, params }) {
      const incident = await services.store.incidents.get(params.id);
      if (!incident) throw notFound(`no incident ${params.id}`);
      return ok(await withCurrentAdvice(incident, services.store.recommendations));
    },
  }),
  defineRoute({
    method: 'post',
    path: '/incidents/{id}/actions',
    operationId: 'actOnIncident',
    tag,
    summary: 'Acknowledge, resolve, reopen or comment on an incident; confirm or reject a cause',
    description:
      'Answered once the action is on disk. What is resolved this way stays so until another alert begins. ' +
      'A confirmed cause is ranked first and a rejected one last, also after further analysis.',
    params: FindingParams,
    body: Action,
    acts: true,
    success: { 200: 'The incident as it is then.' },
    response: Incident,
    async handle({ services, params, body: { action, note = '', cause = null }, actor }) {
      const request = { action, note: note === '' ? null : note, cause };
      const reply = replyTo(await services.actOnIncident(params.id, request, actor));
      return { ...reply, body: await withCurrentAdvice(reply.body, services.store.recommendations) };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/alertmanager',
    operationId: 'receiveAlerts',
    tag,
    summary: "Alertmanager's webhook",
    description: 'Opens, updates or resolves incidents. Set it as `webhook_configs.url`.',
    body: AlertmanagerPayload,
    maxBodyBytes: MAX_INGEST_BYTES,
    success: { 200: 'The incidents concerned.' },
    response: Touched,
    async handle({ services, body }) {
      const { incidents, rejected } = await services.handleAlertmanager(body);
      return ok({
        incidents: incidents.map(({ id, title, asset, status }) => ({ id, title, asset, status })),
        rejected: [...rejected],
      });
    },
  }),
];

/** What is recommended as it is now: people act on recommendations after the incident has been analysed. */
async function withCurrentAdvice(incident: Incident, store: RecommendationStore): Promise<Incident> {
  const recommendations = await Promise.all(
    incident.recommendations.map(async (known) => (await store.get(known.id)) ?? known),
  );
  return { ...incident, recommendations };
}
