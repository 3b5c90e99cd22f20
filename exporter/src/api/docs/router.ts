/** Swagger UI at /api/docs from the files of swagger-ui-dist; nothing comes from another site. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { Router, type Request, type Response } from 'express';
import { type CachedFile, cachedFile } from '../../platform/cached-file.ts';
import { acceptsGzip } from '../metrics/negotiation.ts';
import { methodNotAllowed } from '../problem.ts';
import { send } from '../reply.ts';

const compress = promisify(gzip);
const MAX_FILE_BYTES = 8 * 1024 * 1024;

/** Swagger UI sets styles on elements and has icons as data. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const TYPES: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
};

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Fathom API</title>
<link rel="icon" type="image/png" href="favicon-32x32.png">
<link rel="stylesheet" href="swagger-ui.css">
</head>
<body>
<div id="swagger-ui"></div>
<script src="swagger-ui-bundle.js"></script>
<script src="start.js"></script>
</body>
</html>
`;

/** Without a validator URL it would send the document to swagger.io. */
const START = `SwaggerUIBundle({
  url: '../openapi.json',
  dom_id: '#swagger-ui',
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  validatorUrl: null,
});
`;

export function docsRouter(): Router {
  const router = Router({ strict: true });
  router.get('/', (request, response) => {
    if (!request.originalUrl.split('?', 1)[0]?.endsWith('/')) response.redirect(308, '/api/docs/');
    else sendFixed(response, 'text/html; charset=utf-8', PAGE);
  });
  router.get('/start.js', (_request, response) =>
    sendFixed(response, 'text/javascript; charset=utf-8', START),
  );
  for (const [name, type] of Object.entries(TYPES)) {
    // Read for each visit and not kept: a megabyte and a half that is seldom asked for.
    router.get(`/${name}`, (request, response) => sendFile(request, response, distFile(name), type));
  }
  for (const name of ['/', '/start.js', ...Object.keys(TYPES).map((each) => `/${each}`)]) {
    router.all(name, () => {
      throw methodNotAllowed(['GET', 'HEAD']);
    });
  }
  return router;
}

function distFile(name: string): CachedFile {
  const manifest = createRequire(import.meta.url).resolve('swagger-ui-dist/package.json');
  return cachedFile(join(dirname(manifest), name), MAX_FILE_BYTES);
}

function sendFixed(response: Response, type: string, body: string): void {
  response.setHeader('Content-Security-Policy', response.getHeader('Content-Security-Policy') ?? POLICY);
  send(response, 200, type, body);
}

async function sendFile(request: Request, response: Response, file: CachedFile, type: string): Promise<void> {
  const { content } = file.read();
  const zipped = type.startsWith('text/') && acceptsGzip(request.get('Accept-Encoding'));
  response.setHeader('Cache-Control', 'max-age=86400');
  response.setHeader('Vary', 'Accept-Encoding');
  if (zipped) response.setHeader('Content-Encoding', 'gzip');
  send(response, 200, type, zipped ? await compress(content) : content);
}
