import { HealthView } from '../api/v1/health-view.ts';
import { getJson, serverOf } from './api-client.ts';
import { loadFrom } from './load.ts';
import { formatBytes, formatSeconds, printable } from './printable.ts';
import { table } from './table.ts';

export async function status(
  options: Readonly<Record<string, unknown>>,
  argv: readonly string[],
): Promise<void> {
  const server = serverOf(options, loadFrom(argv));
  const health = await getJson(server, '/api/v1/health', HealthView);
  if (options['json'] === true) {
    process.stdout.write(`${JSON.stringify(health, null, 2)}\n`);
    return;
  }
  const parts = [summary(server.url, health), assetTable(health)];
  if (options['summary'] !== true) parts.push(moduleTable(health));
  process.stdout.write(`${parts.join('\n\n')}\n`);
}

export function summary(
  url: string,
  { status, version, host, uptimeSeconds, dataDir, problems, modules, events }: HealthView,
): string {
  const unsupported = modules.filter((module) => module.status === 'unsupported').length;
  const running = modules.filter((module) => module.status !== 'off' && module.status !== 'unsupported');
  const failing = running.filter((module) => module.status === 'failing').map((module) => module.id);
  const named = failing.length > 0 ? ` (${failing.join(', ')})` : '';
  const nothingHere = unsupported > 0 ? `, ${unsupported} without anything to measure here` : '';
  const lines = [
    `Fathom ${version} on ${host}: ${status} (up ${formatSeconds(uptimeSeconds)}, ${url})`,
    ...problems.map((problem) => `  ! ${problem}`),
    `Modules: ${running.length} running, ${failing.length} failing${named}${nothingHere}`,
    `Events: ${events.stored} stored, ${events.duplicates + events.collapsed} duplicates, ${events.lost} lost; ${formatBytes(events.logBytes)} in ${dataDir}`,
  ];
  return lines.map(printable).join('\n');
}

function assetTable({ assets }: HealthView): string {
  const kinds = [...new Set(assets.map(({ kind }) => kind))].sort();
  const count = (kind: string | null, status: string) =>
    assets
      .filter((each) => (kind === null || each.kind === kind) && each.status === status)
      .reduce((sum, each) => sum + each.count, 0);
  const row = (name: string, kind: string | null) => [
    name,
    ...['active', 'stale', 'gone'].map((status) => String(count(kind, status))),
  ];
  const rows = [...kinds.map((kind) => row(kind, kind)), row('all', null)];
  return table(['ASSETS', 'ACTIVE', 'STALE', 'GONE'], rows, ['ACTIVE', 'STALE', 'GONE']);
}

function moduleTable({ modules }: HealthView): string {
  const rows = modules.map(({ kind, id, status, lastRun, lastError }) => [
    kind,
    id,
    status,
    lastRun ?? 'never',
    lastError ?? '',
  ]);
  return table(['KIND', 'MODULE', 'STATUS', 'LAST RUN', 'LAST ERROR'], rows);
}
