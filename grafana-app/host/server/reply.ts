import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzip } from 'node:zlib';
import { promisify } from 'node:util';

const compress = promisify(gzip);
/** Below this a compressed body with its header is hardly smaller. */
const WORTH_COMPRESSING_BYTES = 1024;
/** More than any settings form or data source has. */
const MAX_BODY_BYTES = 1024 * 1024;

export class RequestError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** A JSON answer as Grafana gives it: errors are `{ message }`. */
export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=UTF-8', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}

export async function sendCompressed(
  request: IncomingMessage,
  response: ServerResponse,
  body: Buffer,
  headers: Readonly<Record<string, string | string[]>>
): Promise<void> {
  const encodings = request.headers['accept-encoding'] ?? '';
  const worthwhile = body.length >= WORTH_COMPRESSING_BYTES && /\bgzip\b/.test(encodings);
  const sent = worthwhile ? await compress(body) : body;
  response.writeHead(200, {
    ...headers,
    vary: 'accept-encoding',
    'content-length': sent.length,
    ...(worthwhile && { 'content-encoding': 'gzip' }),
  });
  response.end(request.method === 'HEAD' ? undefined : sent);
}

/** @throws {RequestError} 413 when it is too long, 400 when it is not JSON. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new RequestError(413, `the body is longer than ${MAX_BODY_BYTES} bytes`);
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new RequestError(400, 'bad request data');
  }
}
