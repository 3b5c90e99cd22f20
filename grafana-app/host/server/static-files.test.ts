import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { RequestError } from './reply.ts';
import { sendFile } from './static-files.ts';

const top = mkdtempSync(join(tmpdir(), 'preview-files-'));
const folder = join(top, 'public');
mkdirSync(folder);
writeFileSync(join(top, 'secret.js'), 'outside');
writeFileSync(join(folder, 'module.js'), 'first');

const server = createServer((request, response) => {
  sendFile(request, response, folder, decodeURIComponent((request.url ?? '').slice(1))).catch((error: unknown) => {
    response.writeHead(error instanceof RequestError ? error.status : 500);
    response.end();
  });
});
beforeAll(() => new Promise<void>((done) => server.listen(0, '127.0.0.1', done)));
afterAll(() => {
  server.close();
  rmSync(top, { recursive: true });
});

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/${path}`, { headers });

it('sends a file again only when it has changed', async () => {
  const first = await get('module.js');
  expect([first.status, first.headers.get('content-type'), await first.text()]).toEqual([
    200,
    'text/javascript; charset=utf-8',
    'first',
  ]);
  const known = { 'if-none-match': first.headers.get('etag') ?? '' };
  expect((await get('module.js', known)).status).toBe(304);
  writeFileSync(join(folder, 'module.js'), 'rebuilt');
  const changed = await get('module.js', known);
  expect([changed.status, await changed.text()]).toEqual([200, 'rebuilt']);
});

it.each(['missing.js', '..%2Fsecret.js', ''])('answers 404 to %j', async (path) => {
  expect((await get(path)).status).toBe(404);
});
