import type { IncomingMessage, ServerResponse } from 'node:http';
import { messageOf, UserError } from '../model/errors.ts';
import { type HttpServer, type ListenAddress, openHttpServer } from '../platform/http-server.ts';
import { browserUrl, parseListenAddress } from './listen-address.ts';
import { sendText } from './reply.ts';
import { createRouter } from './router.ts';
import type { Log, Services } from './services.ts';
import { OPEN, webConfigGuard } from './web-config/guard.ts';

/** What is in flight gets this long when the server closes; stopping altogether has 5 s. */
const CLOSE_GRACE_MS = 3000;

export interface HttpOptions {
  /** `:9797`, `127.0.0.1:0`, `[::1]:9797`; one or several. */
  readonly listenAddress: string | readonly string[];
  /** Sockets that listen already, used instead of `listenAddress`. */
  readonly listenDescriptors?: readonly number[] | undefined;
  readonly services: Services;
  readonly log: Log;
  /** Path of exporter-toolkit's web configuration file. */
  readonly webConfigFile?: string | undefined;
  /** Default `/metrics`. */
  readonly telemetryPath?: string | undefined;
  /** Required of /api/v1, of POST /-/reload and for more than the health on `/`. */
  readonly apiToken?: (() => string | undefined) | undefined;
  /** Scrapes at a time; 0 is without limit. Default 40, as node_exporter. */
  readonly maxRequests?: number | undefined;
}

export interface Endpoint {
  /** Undefined for all addresses of this machine. */
  readonly host: string | undefined;
  readonly port: number;
}

export interface HttpHandle {
  /** Where a browser on this machine finds it. */
  readonly url: string;
  readonly port: number;
  /** All that is listened on; the first is that of `url`. */
  readonly endpoints: readonly Endpoint[];
  /** Looks at the web configuration file again. @throws UserError when it is broken. */
  reload(): void;
  /** Finishes what is in flight, for at most `graceMs` (3 s). */
  close(graceMs?: number): Promise<void>;
}

/** @throws UserError when the address cannot be listened on or the web configuration file is broken. */
export async function startHttpServer(options: HttpOptions): Promise<HttpHandle> {
  const { services, log, webConfigFile, telemetryPath = '/metrics', maxRequests = 40 } = options;
  checkTelemetryPath(telemetryPath);
  const addresses = addressesOf(options);
  const guard = webConfigFile ? webConfigGuard(webConfigFile, log) : OPEN;
  const apiToken = options.apiToken ?? (() => undefined);
  const route = createRouter({ services, log, telemetryPath, apiToken, maxRequests });

  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const startedAt = performance.now();
    response.once('close', () => {
      const ms = Math.round(performance.now() - startedAt);
      log.debug(
        { method: request.method, path: pathOf(request), status: response.statusCode, ms },
        'request',
      );
    });
    if (await guard.admit(request, response)) await route(request, response);
  };

  const open = (address: ListenAddress) =>
    openHttpServer({
      address,
      handler(request, response) {
        handle(request, response).catch((error: unknown) => {
          log.error({ error: messageOf(error) }, 'a request failed');
          if (response.headersSent) response.destroy();
          else sendText(response, 500, 'Internal Server Error\n');
        });
      },
      ...(guard.tls && {
        tls: guard.tls,
        onTlsError: (error: string, remote: string) => log.warn({ error, remote }, 'a TLS handshake failed'),
      }),
    });
  const servers = await openAll(addresses, open);
  const endpoints = servers.map(({ address }, i) => ({ ...address, ...hostAsGiven(addresses[i]) }));
  const [first = { host: undefined, port: 0 }] = endpoints;
  return {
    url: browserUrl(guard.tls ? 'https' : 'http', first.host, first.port),
    port: first.port,
    endpoints,
    reload: () => guard.check(),
    async close(graceMs = CLOSE_GRACE_MS) {
      await Promise.all(servers.map((server) => server.close(graceMs)));
    },
  };
}

function addressesOf({ listenAddress, listenDescriptors }: HttpOptions): ListenAddress[] {
  if (listenDescriptors) return listenDescriptors.map((descriptor) => ({ descriptor }));
  return (typeof listenAddress === 'string' ? [listenAddress] : listenAddress).map(parseListenAddress);
}

/** `localhost` stays what it was called. */
function hostAsGiven(address: ListenAddress | undefined): { readonly host?: string | undefined } {
  return address && 'host' in address ? { host: address.host } : {};
}

/** All of them or, when one cannot be listened on, none. */
async function openAll(
  addresses: readonly ListenAddress[],
  open: (address: ListenAddress) => Promise<HttpServer>,
): Promise<HttpServer[]> {
  const servers: HttpServer[] = [];
  try {
    for (const address of addresses) servers.push(await open(address));
    return servers;
  } catch (error) {
    await Promise.all(servers.map((server) => server.close(0)));
    throw error;
  }
}

function checkTelemetryPath(path: string): void {
  if (/^\/[\w./~-]*$/.test(path) && !/^\/api(?:\/|$)/.test(path)) return;
  throw new UserError(
    `not a telemetry path: ${JSON.stringify(path)}; expected a path such as /metrics outside /api`,
  );
}

function pathOf({ url = '' }: IncomingMessage): string {
  return url.split('?', 1)[0] ?? '';
}
