import { request as httpRequest, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { pipeline } from 'node:stream';

/** Of one connection only (RFC 9110, 7.6.1), and therefore not passed on in either direction. */
const HOP_BY_HOP = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];
/** What Grafana takes away from a request before it goes to the upstream. */
const NEVER_FORWARDED = [
  ...HOP_BY_HOP,
  'host',
  'cookie',
  'set-cookie',
  'authorization',
  'origin',
  'referer',
  'x-forwarded-host',
  'x-forwarded-port',
  'x-forwarded-proto',
  'x-grafana-user',
  'x-grafana-context',
];

export interface Upstream {
  readonly url: string;
  /** Set over what the client sent. */
  readonly headers: Readonly<Record<string, string>>;
  /** Status of the answer, as the client shall see it. */
  readonly statusOf?: (status: number) => { readonly status: number; readonly body?: string };
}

/** Sends the request on and streams the answer back; 502 without a body when nobody answers, as Grafana does. */
export function forward(request: IncomingMessage, response: ServerResponse, upstream: Upstream): void {
  const url = targetOf(upstream.url);
  if (url === null) return refuse(response);
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const outgoing = send(url, {
    method: request.method,
    headers: { ...forwardedHeaders(request), ...upstream.headers },
  });
  outgoing.on('response', (answer) => passOn(answer, response, upstream));
  outgoing.on('error', () => refuse(response));
  response.on('close', () => {
    if (!response.writableFinished) outgoing.destroy();
  });
  request.pipe(outgoing);
}

/** A template whose setting is missing leaves no scheme, and Grafana has nobody to dial. */
function targetOf(url: string): URL | null {
  if (!URL.canParse(url)) return null;
  const parsed = new URL(url);
  return parsed.protocol === 'http:' || parsed.protocol === 'https:' ? parsed : null;
}

function forwardedHeaders(request: IncomingMessage): IncomingHttpHeaders {
  const client = request.socket.remoteAddress ?? '';
  const chain = [request.headers['x-forwarded-for'] ?? [], client].flat().join(', ');
  return { ...without(request.headers, NEVER_FORWARDED), 'x-forwarded-for': chain };
}

function passOn(answer: IncomingMessage, response: ServerResponse, { statusOf }: Upstream): void {
  const { status, body } = statusOf?.(answer.statusCode ?? 502) ?? { status: answer.statusCode ?? 502 };
  if (body !== undefined) {
    answer.resume();
    response.writeHead(status, { 'content-security-policy': 'sandbox' });
    response.end(body);
    return;
  }
  const headers = without(answer.headers, [...HOP_BY_HOP, 'set-cookie']);
  response.writeHead(status, { ...headers, 'content-security-policy': 'sandbox' });
  // The client that goes away and the upstream that breaks off both end the other side.
  pipeline(answer, response, (error) => {
    if (error) response.destroy();
  });
}

export function refuse(response: ServerResponse): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(502);
  response.end();
}

function without(headers: IncomingHttpHeaders, names: readonly string[]): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)));
}
