/** A Redfish service made for tests: resources over HTTPS, with sessions, expanding, ETags and whatever goes wrong. */
import { createHash, randomBytes } from 'node:crypto';
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo, Server, Socket } from 'node:net';
import { type SecureVersion, Server as TlsServer, type TLSSocket } from 'node:tls';
import { expanded, resourceAt } from './answer.ts';
import { Sessions } from './sessions.ts';
import type { ResourceTree } from './tree.ts';

export const USER = 'monitor';
export const PASSWORD = 'hunter2';

/** What becomes of requests for one path instead of an answer. */
export type Fault =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  | { readonly body: string }
  | 'silence'
  | 'reset'
  | 'half'
  | 'endless';

export interface MockOptions {
  readonly tree: ResourceTree;
  /** Null for plain HTTP. */
  readonly tls?: { readonly key: string; readonly cert: string; readonly maxVersion?: SecureVersion } | null;
  /** 0 for a service without sessions. */
  readonly slots?: number;
  /** Where sessions are made. */
  readonly sessionPath?: string;
  readonly basic?: boolean;
  /** `fails`: the root says that it can, and it cannot. */
  readonly expand?: boolean | 'fails';
  readonly etags?: boolean;
  /** Before each answer. */
  readonly delayMs?: number;
  readonly faults?: Readonly<Record<string, Fault>>;
}

export interface MockService {
  /** host:port. */
  readonly target: string;
  readonly port: number;
  /** `GET /redfish/v1`, in the order in which they came. */
  readonly requests: string[];
  readonly sessions: Sessions;
  readonly faults: Record<string, Fault>;
  tree: ResourceTree;
  /** Most requests that were being answered at one time. */
  readonly most: { inFlight: number };
  /** Answers with 304. */
  readonly unchanged: { count: number };
  readonly connections: { count: number };
  /** Handshakes of TLS, and how many of them took up a session of before. */
  readonly handshakes: { count: number; resumed: number };
  dropConnections(): void;
  /** As after a start: what it gave out to take up sessions of TLS with is good no longer. */
  forgetTls(): void;
  stop(): Promise<void>;
}

export async function startMockService(options: MockOptions): Promise<MockService> {
  const { tls = null, slots = 8, delayMs = 0, basic = true } = options;
  const sessionPath = options.sessionPath ?? '/redfish/v1/SessionService/Sessions';
  const sessions = new Sessions(slots);
  const requests: string[] = [];
  const most = { inFlight: 0 };
  const unchanged = { count: 0 };
  const connections = { count: 0 };
  const handshakes = { count: 0, resumed: 0 };
  const sockets = new Set<Socket>();
  let inFlight = 0;

  const service: MockService = {
    target: '',
    port: 0,
    requests,
    sessions,
    faults: { ...options.faults },
    tree: options.tree,
    most,
    unchanged,
    connections,
    handshakes,
    dropConnections() {
      for (const socket of sockets) socket.destroy();
    },
    forgetTls() {
      if (server instanceof TlsServer) server.setTicketKeys(randomBytes(48));
    },
    async stop() {
      service.dropConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = request.url ?? '';
    requests.push(`${request.method ?? ''} ${url}`);
    const body = await textOf(request);
    if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
    const [path = '', query = ''] = url.split('?');
    const fault = service.faults[path];
    if (fault !== undefined) return spoil(fault, request, response);
    if (request.method === 'POST') return logIn(path, body, response);
    if (!mayRead(request, path)) return send(response, 401, { error: {} });
    if (request.method === 'DELETE') return logOut(path, response);
    read(path, query, request, response);
  };

  function logIn(path: string, body: string, response: ServerResponse): void {
    if (slots === 0 || path !== sessionPath) return send(response, 405, {});
    const given = JSON.parse(body) as Record<string, unknown>;
    if (given['UserName'] !== USER || given['Password'] !== PASSWORD) return send(response, 401, {});
    const session = sessions.make();
    if (!session) return send(response, 503, { error: { code: 'Base.1.0.CreateLimitReachedForResource' } });
    const location = `${path}/${session.id}`;
    send(response, 201, { '@odata.id': location }, { 'X-Auth-Token': session.token, Location: location });
  }

  function logOut(path: string, response: ServerResponse): void {
    send(response, sessions.end(path.split('/').at(-1) ?? '') ? 204 : 404, {});
  }

  function mayRead(request: IncomingMessage, path: string): boolean {
    if (/^\/redfish\/v1\/?$/.test(path)) return true;
    const pair = `Basic ${Buffer.from(`${USER}:${PASSWORD}`).toString('base64')}`;
    if (basic && request.headers.authorization === pair) return true;
    return sessions.has(request.headers['x-auth-token']?.toString());
  }

  function read(path: string, query: string, request: IncomingMessage, response: ServerResponse): void {
    // Further pages of a collection are resources under their whole address.
    const resource = service.tree[`${path}?${query}`] ?? resourceAt(service.tree, path);
    if (!resource) return send(response, 404, { error: {} });
    const wantsAll = decodeURIComponent(query).startsWith('$expand=');
    if (wantsAll && options.expand !== true) return send(response, 400, { error: {} });
    const shown = wantsAll ? expanded(service.tree, resource) : resource;
    const etag = `"${createHash('md5').update(JSON.stringify(shown)).digest('hex')}"`;
    if (options.etags && request.headers['if-none-match'] === etag) {
      unchanged.count += 1;
      return send(response, 304, null);
    }
    send(response, 200, shown, options.etags ? { ETag: etag } : {});
  }

  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    inFlight += 1;
    most.inFlight = Math.max(most.inFlight, inFlight);
    response.once('close', () => (inFlight -= 1));
    answer(request, response).catch((error: unknown) => send(response, 500, { error: String(error) }));
  };
  const server: Server = tls === null ? createHttpServer(listener) : createHttpsServer(tls, listener);
  server.on('connection', (socket: Socket) => {
    connections.count += 1;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('secureConnection', (socket: TLSSocket) => {
    handshakes.count += 1;
    if (socket.isSessionReused()) handshakes.resumed += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(service, { port, target: `127.0.0.1:${port}` });
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

function send(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
  response.end(body === null || status === 204 ? undefined : JSON.stringify(body));
}

function spoil(fault: Fault, request: IncomingMessage, response: ServerResponse): void {
  if (fault === 'silence') return;
  if (fault === 'reset') return void request.socket.destroy();
  if (fault === 'half') {
    response.writeHead(200, { 'Content-Length': '1000' });
    response.write('{"Id":');
    return void setImmediate(() => request.socket.destroy());
  }
  if (fault === 'endless') return pour(response);
  if ('body' in fault) {
    response.writeHead(200, { 'Content-Type': 'application/json' });
    return void response.end(fault.body);
  }
  send(response, fault.status, {}, fault.headers);
}

/** More than anybody should take. */
function pour(response: ServerResponse): void {
  const chunk = Buffer.alloc(1 << 20, ' ');
  const more = () => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', more);
  more();
}
