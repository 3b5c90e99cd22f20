/** Every path of the server. What Prometheus asks often is answered here; express is loaded when /api is first used. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { bearerCheck } from './bearer.ts';
import { landingHandler } from './landing/handler.ts';
import { isLoopback } from './listen-address.ts';
import { metricsHandler } from './metrics/handler.ts';
import { probeHandler } from './probes/handler.ts';
import { methodNotAllowed, notFound, Problem, sendProblem, toProblem } from './problem.ts';
import { sendJson, sendPieces, sendText } from './reply.ts';
import type { Log, Services } from './services.ts';

export interface RouterOptions {
  readonly services: Services;
  readonly log: Log;
  readonly telemetryPath: string;
  readonly apiToken: () => string | undefined;
  readonly maxRequests: number;
}

type Handler = (
  request: IncomingMessage,
  response: ServerResponse,
  query: URLSearchParams,
) => void | Promise<void>;

interface Endpoint {
  readonly methods: readonly string[];
  readonly handle: Handler;
}

const READ = ['GET', 'HEAD'];
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

export function createRouter(
  options: RouterOptions,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const { services, log, telemetryPath, apiToken, maxRequests } = options;
  const isAuthorized = bearerCheck(apiToken);
  const requireToken = (request: IncomingMessage) => {
    if (isAuthorized(request)) return;
    throw new Problem(401, 'a valid bearer token is required', {
      headers: { 'WWW-Authenticate': 'Bearer realm="fathom"' },
    });
  };

  const alive: Endpoint = {
    methods: READ,
    handle: (_request, response) => sendJson(response, 200, { status: services.health().status }),
  };
  const ready: Endpoint = {
    methods: READ,
    handle(_request, response) {
      const { status } = services.health();
      sendJson(response, status === 'starting' ? 503 : 200, { status });
    },
  };
  const reload: Endpoint = {
    methods: ['POST', 'PUT'],
    async handle(request, response) {
      requireToken(request);
      await services.reload();
      sendText(response, 200, 'reloaded\n');
    },
  };
  const discovery: Endpoint = {
    methods: READ,
    async handle(request, response) {
      sendJson(response, 200, await services.targets({ loopback: isLoopback(request.socket.remoteAddress) }));
    },
  };

  const endpoints = new Map<string, Endpoint>([
    ['/', { methods: READ, handle: landingHandler({ services, telemetryPath, isAuthorized }) }],
    ['/healthz', alive],
    ['/-/healthy', alive],
    ['/readyz', ready],
    ['/-/ready', ready],
    ['/-/reload', reload],
    ['/sd', discovery],
    [telemetryPath, { methods: READ, handle: metricsHandler(services, log, maxRequests) }],
  ]);

  const probe = probeHandler(log);
  /** What the modules add; a reload may change which of them are there. */
  function endpointOfModules(path: string): Endpoint | null {
    const service = services.probeAt(path);
    if (service) return { methods: READ, handle: probe(service) };
    const page = services.pageAt(path);
    if (page === null) return null;
    return {
      methods: READ,
      handle(request, response) {
        requireToken(request);
        return sendPieces(response, page());
      },
    };
  }

  let api: Promise<Handler> | null = null;
  const loadApi = async (): Promise<Handler> =>
    (await import('./v1/app.ts')).createApiApp({ services, log, requireToken });

  async function route(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    query: URLSearchParams,
  ): Promise<void> {
    refuseOtherSites(request);
    if (path === '/api' || path.startsWith('/api/'))
      return (await (api ??= loadApi()))(request, response, query);
    const endpoint = endpoints.get(path) ?? endpointOfModules(path);
    if (!endpoint) throw notFound();
    if (!endpoint.methods.includes(request.method ?? '')) throw methodNotAllowed(endpoint.methods);
    return endpoint.handle(request, response, query);
  }

  return async (request, response) => {
    const [path, search] = splitTarget(request.url ?? '/');
    try {
      await route(request, response, path, new URLSearchParams(search));
    } catch (error) {
      sendProblem(response, path, toProblem(error, log));
    }
  };
}

function splitTarget(target: string): [path: string, search: string] {
  const at = target.indexOf('?');
  return at < 0 ? [target, ''] : [target.slice(0, at), target.slice(at + 1)];
}

/** A page on another site must not make a browser change anything here; other clients do not send the header. */
function refuseOtherSites({ method = '', headers }: IncomingMessage): void {
  if (headers['sec-fetch-site'] === 'cross-site' && !SAFE.has(method))
    throw new Problem(403, 'not from another site');
}
