import type { ServerResponse } from 'node:http';
import { timeSlice } from '../platform/time-slice.ts';

/** Nothing may be loaded, framed or sniffed; a page that needs more says so itself. */
const STRICT_HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
};

/** What the web configuration or the page itself has set stays. */
export function setSecurityHeaders(response: ServerResponse): void {
  for (const [name, value] of Object.entries(STRICT_HEADERS))
    if (!response.hasHeader(name)) response.setHeader(name, value);
}

/** Others get their turn in between. */
export async function sendPieces(response: ServerResponse, pieces: Iterable<string>): Promise<void> {
  setSecurityHeaders(response);
  response.statusCode = 200;
  response.setHeader('Content-Type', 'text/plain; charset=utf-8');
  const slice = timeSlice();
  for (const piece of pieces) {
    response.write(piece);
    if (slice.over()) await slice.next();
    if (response.destroyed) return;
    // Not what `write` said: it may have been drained in the meantime.
    if (response.writableNeedDrain) await drained(response);
  }
  response.end();
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.off('drain', done).off('close', done);
      resolve();
    };
    response.on('drain', done).on('close', done);
  });
}

export function send(
  response: ServerResponse,
  status: number,
  contentType: string,
  body: string | Buffer,
): void {
  setSecurityHeaders(response);
  response.statusCode = status;
  response.setHeader('Content-Type', contentType);
  response.setHeader('Content-Length', Buffer.byteLength(body));
  response.end(body);
}

export function sendText(response: ServerResponse, status: number, text: string): void {
  send(response, status, 'text/plain; charset=utf-8', text);
}

export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  send(response, status, 'application/json; charset=utf-8', JSON.stringify(value));
}
