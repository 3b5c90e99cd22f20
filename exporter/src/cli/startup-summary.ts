import { resolve } from 'node:path';
import type { RunningServer } from '../app/server.ts';
import { VERSION } from '../app/version.ts';
import type { AssetKind } from '../model/asset.ts';

const PLURALS: Readonly<Partial<Record<AssetKind, string>>> = { process: 'processes', storage: 'storage' };

/** What a newcomer wants to know once it runs. */
export async function startupSummary({ url, config, host, store }: RunningServer): Promise<string> {
  const rows: readonly (readonly [string, string])[] = [
    ['discovered', discovered(await store.inventory.counts())],
    ['this host', host.asset],
    ['look at', `${url}/`],
    ['metrics', url + config.web.telemetryPath],
    ['API', `${url}/api/docs`],
    ['discovery', `${url}/sd`],
    ['data', resolve(config.data.dir)],
    ...(config.api.token === undefined
      ? [['access', 'the API is open; api.token protects it'] as const]
      : []),
  ];
  const lines = rows.map(([name, value]) => `  ${name.padEnd(11)} ${value}`);
  return [`${VERSION} is ready`, ...lines, '  Ctrl-C stops it.'].join('\n');
}

function discovered(counts: Awaited<ReturnType<RunningServer['store']['inventory']['counts']>>): string {
  const active = counts.filter(({ status }) => status === 'active');
  if (active.length === 0) return 'nothing yet';
  return active
    .map(({ kind, count }) => `${count} ${count === 1 ? kind : (PLURALS[kind] ?? `${kind}s`)}`)
    .join(', ');
}
