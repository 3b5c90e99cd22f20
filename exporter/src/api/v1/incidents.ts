import { z } from 'zod';
import { AssetId } from '../../model/asset.ts';
import { Incident } from '../../model/incident.ts';
import { INCIDENT_SORTS } from '../../store/store.ts';
import { notFound } from '../problem.ts';
import { AlertmanagerPayload, RejectedAlert } from './alertmanager-payload.ts';
import { MAX_INGEST_BYTES } from './events.ts';
import { defined, pageOf, pageQuery } from './paging.ts';
import { defineRoute, ok } from './route.ts';

const tag = 'Incidents';

const IncidentFilter = pageQuery(INCIDENT_SORTS, 'startedAt', 'desc').extend({
  status: Incident.shape.status.optional(),
  asset: AssetId.optional(),
  severity: Incident.shape.severity.optional(),
});

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
      const { items, nextCursor } = await services.store.incidents.list(defined(query));
      return ok({ items: [...items], nextCursor });
    },
  }),
  defineRoute({
    method: 'get',
    path: '/incidents/{id}',
    operationId: 'getIncident',
    tag,
    summary: 'One incident: alerts, ranked causes with evidence, what to do',
    params: z.strictObject({ id: z.string().min(1).max(200) }),
    success: { 200: 'The incident.' },
    response: Incident,
    async handle({ services, params }) {
      const incident = await services.store.incidents.get(params.id);
      if (!incident) throw notFound(`no incident ${params.id}`);
      return ok(incident);
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
