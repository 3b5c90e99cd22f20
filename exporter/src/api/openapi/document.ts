/**
 * The OpenAPI 3.1 document, made from the routes and their schemas. Used when building only: the generator is a
 * development dependency, and the server reads what it made.
 */
import {
  extendZodWithOpenApi,
  OpenAPIRegistry,
  OpenApiGeneratorV31,
  zodToOpenAPIRegistry,
} from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import manifest from '../../../package.json' with { type: 'json' };
import { Asset, AssetChange, Relation } from '../../model/asset.ts';
import { AssetFacets, FacetValue, InventoryChange, LabelFacet } from '../../model/inventory-view.ts';
import { EventView } from '../../model/event.ts';
import { Chart } from '../../model/chart.ts';
import { Activity, Cause, ChainLink, Incident, IncidentAlert } from '../../model/incident.ts';
import { Fact, Feedback, Recommendation } from '../../model/recommendation.ts';
import { Evidence, ThreatScore } from '../../model/score.ts';
import { TimelineItem } from '../../model/timeline.ts';
import { ProblemDetails } from '../problem.ts';
import { AlertmanagerAlert, AlertmanagerPayload } from '../v1/alertmanager-payload.ts';
import { AssetInput } from '../v1/assets.ts';
import { EventInput, IdempotencyKey } from '../v1/event-input.ts';
import { HealthView, ModuleHealth } from '../v1/health-view.ts';
import { OverviewView } from '../v1/overview-view.ts';
import { MetricSeries } from '../v1/asset-metrics.ts';
import { AssetRelation } from '../v1/relations.ts';
import type { AnyRoute } from '../v1/route.ts';
import { NamedScore } from '../v1/scores.ts';
import { routes } from '../v1/routes.ts';
import { TopologyEdge, TopologyNode } from '../v1/topology.ts';

const COMPONENTS = {
  Asset,
  AssetChange,
  AssetFacets,
  AssetInput,
  FacetValue,
  InventoryChange,
  LabelFacet,
  Relation,
  AssetRelation,
  MetricSeries,
  TopologyNode,
  TopologyEdge,
  Event: EventView,
  EventInput,
  ThreatScore,
  NamedScore,
  Evidence,
  Incident,
  IncidentAlert,
  Cause,
  ChainLink,
  Activity,
  Chart,
  Fact,
  Feedback,
  TimelineItem,
  Recommendation,
  AlertmanagerPayload,
  AlertmanagerAlert,
  Overview: OverviewView,
  Health: HealthView,
  ModuleHealth,
  Problem: ProblemDetails,
};

/** As a value for JSON.stringify; the same for the same routes. */
export function openApiDocument(): object {
  extendZodWithOpenApi(z);
  for (const [id, schema] of Object.entries(COMPONENTS)) name(schema, id);
  for (const anything of [AssetChange.shape.before, AssetChange.shape.after]) {
    // A recursive schema, which the generator cannot follow.
    z.globalRegistry.add(anything, { type: ['object', 'array', 'string', 'number', 'boolean', 'null'] });
  }
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', 'bearer', { type: 'http', scheme: 'bearer' });
  for (const route of routes) registry.registerPath(pathOf(route));
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Fathom',
      version: manifest.version,
      description:
        'Inventory, events, threat scores, incidents and recommendations. Unknown query parameters and fields are errors. ' +
        'The bearer token is needed only where `api.token` is set; where basic authentication needs the Authorization ' +
        'header, send the token as X-Fathom-Token.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{}, { bearer: [] }],
  });
}

function name(schema: z.ZodType, id: string): void {
  // The library's public way makes a copy of the schema, which those that refer to it would not know.
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- it says itself that it is not
  zodToOpenAPIRegistry.add(schema, { _internal: { refId: id } });
}

/** Whom the action is put down to. */
const Actors = z.object({
  'X-Grafana-Context': z
    .string()
    .optional()
    .describe('JSON with the `login` of the user, from the plugin proxy.'),
  'X-Grafana-User': z
    .string()
    .optional()
    .describe('The login, where the other is missing; without both: `api`.'),
});

function pathOf(route: AnyRoute): Parameters<OpenAPIRegistry['registerPath']>[0] {
  const { method, path, operationId, tag, summary, description, params, query, body, openItems } = route;
  const { idempotent, acts } = route;
  return {
    method,
    path: `/api/v1${path}`,
    operationId,
    tags: [tag],
    summary,
    ...(description !== undefined && { description }),
    request: {
      params,
      query,
      ...(idempotent && { headers: z.object({ 'Idempotency-Key': IdempotencyKey.optional() }) }),
      ...(acts && { headers: Actors }),
      ...(body && {
        body: { required: true, content: { 'application/json': { schema: withOpenItems(body, openItems) } } },
      }),
    },
    responses: responsesOf(route),
  };
}

/** The body as the document tells of it: of lists that are checked item by item, the schema itself says nothing. */
function withOpenItems(body: z.ZodType, items: Readonly<Record<string, z.ZodType>> = {}): z.ZodType {
  if (!(body instanceof z.ZodObject)) return body;
  const lists = Object.entries(items).map(([name, item]) => [name, z.array(item).max(maxItems(body, name))]);
  return body.extend(Object.fromEntries(lists) as z.ZodRawShape);
}

function maxItems(body: z.ZodObject, name: string): number {
  const { maxItems = 0 } = z.toJSONSchema(body.shape[name] as z.ZodType);
  return maxItems;
}

function responsesOf({
  acts,
  success,
  response,
  media = { 'application/json': response },
  path,
  method,
}: AnyRoute): Parameters<OpenAPIRegistry['registerPath']>[0]['responses'] {
  const problem = (description: string) => ({
    description,
    content: { 'application/problem+json': { schema: ProblemDetails } },
  });
  const content = Object.fromEntries(Object.entries(media).map(([type, schema]) => [type, { schema }]));
  const successes = Object.entries(success).map(([status, description]) => [
    status,
    { description, content },
  ]);
  return {
    ...(Object.fromEntries(successes) as object),
    400: problem('The request is not valid; `errors` says where.'),
    401: problem('The bearer token is missing or wrong.'),
    ...(path.includes('{') && { 404: problem('There is no such thing.') }),
    ...(acts && { 409: problem('It is not in a state in which this makes sense.') }),
    ...(method === 'post' && {
      413: problem('The body is too large.'),
      415: problem('The body is not JSON.'),
      503: {
        ...problem('The queue is full: nothing was stored, try again.'),
        headers: z.object({ 'Retry-After': z.string() }),
      },
    }),
  };
}
