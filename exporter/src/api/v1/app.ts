/** Everything below /api as an express application. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import express, { type NextFunction, type Request, type Response } from 'express';
import { codeOf } from '../../model/errors.ts';
import { docsRouter } from '../docs/router.ts';
import { Download, sendDownload } from '../download.ts';
import { compress } from '../compression.ts';
import { acceptsGzip } from '../metrics/negotiation.ts';
import { openApiReader } from '../openapi/file.ts';
import { methodNotAllowed, notFound, Problem, sendProblem, toProblem } from '../problem.ts';
import { jsonBytes } from '../json-bytes.ts';
import { send } from '../reply.ts';
import type { Log, Services } from '../services.ts';
import { actorOf } from './actor.ts';
import { IdempotencyKey } from './event-input.ts';
import type { AnyRoute } from './route.ts';
import { routes } from './routes.ts';
import { validate } from './validate.ts';

const MAX_BODY_BYTES = 1024 * 1024;
/** Less than this fits into a packet or two in either way. */
const MIN_COMPRESSED_BYTES = 2048;

export interface ApiOptions {
  readonly services: Services;
  readonly log: Log;
  /** @throws Problem 401 */
  readonly requireToken: (request: IncomingMessage) => void;
}

export function createApiApp({
  services,
  log,
  requireToken,
}: ApiOptions): (request: IncomingMessage, response: ServerResponse) => void {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', parseQuery);

  const readOpenApi = openApiReader();
  app.get('/api/openapi.json', (_request, response) =>
    send(response, 200, 'application/json; charset=utf-8', readOpenApi()),
  );
  app.all('/api/openapi.json', refuseMethod(['GET', 'HEAD']));
  app.use('/api/docs', docsRouter());
  app.use('/api/v1', (request, _response, next) => {
    requireToken(request);
    next();
  });
  for (const route of routes) mount(app, route, services);
  for (const [path, methods] of methodsByPath()) app.all(path, refuseMethod(methods));
  app.use(() => {
    throw notFound();
  });
  // Express knows an error handler by its four parameters.
  app.use((error: unknown, request: Request, response: Response, _next: NextFunction) => {
    sendProblem(response, request.originalUrl.split('?', 1)[0] ?? '', toProblem(error, log));
  });
  return app;
}

function mount(app: express.Express, route: AnyRoute, services: Services): void {
  const handler = async (request: Request, response: Response) => {
    const call = {
      services,
      params: validate(route.params, { ...request.params }, 'path'),
      query: validate(route.query, request.query, 'query'),
      body: route.body && validate(route.body, bodyOf(request), 'body'),
      idempotencyKey: route.idempotent ? idempotencyKeyOf(request) : undefined,
      actor: actorOf(request.headers),
    };
    const { status, body } = await route.handle(call).catch((error: unknown) => {
      throw isBadCursor(error, call.query) ? badCursor() : error;
    });
    response.setHeader('Cache-Control', 'no-store');
    if (body instanceof Download) return sendDownload(response, body);
    await sendJson(request, response, status, body);
  };
  const path = expressPath(route.path);
  if (route.method === 'get') app.get(path, handler);
  else app.post(path, express.json({ limit: route.maxBodyBytes ?? MAX_BODY_BYTES, strict: false }), handler);
}

/** Proxies such as Grafana's pass the encoding on, and add none of their own. */
async function sendJson(request: Request, response: Response, status: number, value: unknown): Promise<void> {
  const plain = await jsonBytes(value);
  const zipped =
    plain.length >= MIN_COMPRESSED_BYTES && acceptsGzip(request.get('Accept-Encoding'))
      ? await compress(plain)
      : null;
  response.setHeader('Vary', 'Accept-Encoding');
  if (zipped) response.setHeader('Content-Encoding', 'gzip');
  send(response, status, 'application/json; charset=utf-8', zipped ?? plain);
}

function bodyOf(request: Request): unknown {
  if (request.is('application/json')) return request.body as unknown;
  throw new Problem(415, 'the body must be JSON, with Content-Type: application/json');
}

function idempotencyKeyOf(request: Request): string | undefined {
  const header = request.get('Idempotency-Key');
  if (header === undefined) return undefined;
  const key = IdempotencyKey.safeParse(header);
  if (key.success) return key.data;
  throw new Problem(400, 'the header Idempotency-Key must have 1 to 256 characters');
}

/** A parameter that appears several times is a list, which no schema takes: nothing is silently left out. */
function parseQuery(text: string | null | undefined): Record<string, string | string[]> {
  const parameters = new URLSearchParams(text ?? '');
  const query: Record<string, string | string[]> = Object.create(null) as Record<string, string | string[]>;
  for (const name of new Set(parameters.keys())) {
    const values = parameters.getAll(name);
    query[name] = values.length === 1 ? (values[0] ?? '') : values;
  }
  return { ...query };
}

/** The store says `malformed_reply` of a cursor that it did not hand out for this query. */
function isBadCursor(error: unknown, query: object): boolean {
  return 'cursor' in query && codeOf(error) === 'malformed_reply';
}

function badCursor(): Problem {
  return new Problem(400, 'the cursor is not of this query', {
    errors: [{ path: 'query.cursor', message: 'not of this query' }],
  });
}

function expressPath(path: string): string {
  return `/api/v1${path.replace(/\{(\w+)\}/g, ':$1')}`;
}

function methodsByPath(): Map<string, string[]> {
  const methods = new Map<string, string[]>();
  for (const { path, method } of routes) {
    const known = methods.get(expressPath(path)) ?? [];
    methods.set(expressPath(path), [...known, ...(method === 'get' ? ['GET', 'HEAD'] : ['POST'])]);
  }
  return methods;
}

function refuseMethod(methods: readonly string[]) {
  return () => {
    throw methodNotAllowed(methods);
  };
}
