import { resolve } from 'node:path';
import { buildExporter } from './build-exporter.mjs';
import { buildPlugin } from './build-plugin.mjs';
import { ensureInstalled } from './install.mjs';
import { ensureReact18 } from './install-react18.mjs';

/** Everything that the preview needs and that is built or installed once. */
export async function preparePreview(root, { react18 = false } = {}) {
  await ensureInstalled(root, 'full');
  if (react18) await ensureReact18(root);
  await buildExporter(root);
  await buildPlugin(root);
}

/** The server is TypeScript: tsx lets this process load it. */
export async function servePage(
  root,
  { fathomUrl, token, port = 0, subPath = '', react18 = false, demo = false },
) {
  const { tsImport } = await import('tsx/esm/api');
  const { startPreview } = await tsImport('../../grafana-app/host/server/preview.ts', import.meta.url);
  return startPreview({
    fathomUrl,
    pluginDist: resolve(root, 'grafana-app/dist'),
    shared: react18 ? 'react18' : 'react19',
    subPath,
    port,
    demo,
    ...(token !== undefined && { apiToken: token }),
  });
}
