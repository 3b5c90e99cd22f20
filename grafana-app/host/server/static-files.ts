import type { IncomingMessage, ServerResponse } from 'node:http';
import { readFile, stat } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';
import { RequestError, sendCompressed } from './reply.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.md': 'text/markdown; charset=utf-8',
};

/** Sends a file of the folder, never one outside of it; the browser asks each time whether it has changed. */
export async function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  folder: string,
  path: string
): Promise<void> {
  const root = resolve(folder);
  const file = resolve(root, path);
  if (!file.startsWith(root + sep)) throw new RequestError(404, 'not found');
  const headers = { etag: await versionOf(file, path), 'cache-control': 'no-cache' };
  if (request.headers['if-none-match'] === headers.etag) {
    response.writeHead(304, headers);
    response.end();
    return;
  }
  const body = await readFile(file).catch((error: unknown) => refuse(path, error));
  await sendCompressed(request, response, body, {
    ...headers,
    'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
  });
}

async function versionOf(file: string, path: string): Promise<string> {
  const { mtimeMs, size } = await stat(file).catch((error: unknown) => refuse(path, error));
  return `W/"${size.toString(36)}-${mtimeMs.toString(36)}"`;
}

function refuse(path: string, error: unknown): never {
  throw new RequestError(404, `not found: ${path} (${(error as NodeJS.ErrnoException).code ?? 'unreadable'})`);
}
