/** Assets as the data source hands them over: one row each, in frames of the query type `assets`. */
import type { Asset } from '../../api/types';
import { ASSET_KINDS, ASSET_STATUSES } from '../../api/values';
import type { AssetSort } from '../../components/AssetTable/AssetTable';

/** What is needed of a data frame. */
export interface Frame {
  readonly fields: ReadonlyArray<{ readonly name: string; readonly values: ArrayLike<unknown> }>;
  readonly length: number;
}

/** The data source brings no more. */
const MAX_ASSETS = 10_000;

/** Null when no frame is one of assets: they have an id and a kind. */
export function assetsIn(frames: readonly Frame[]): readonly Asset[] | null {
  const ofAssets = frames.filter((frame) => ['id', 'kind'].every((name) => frame.fields.some((f) => f.name === name)));
  if (ofAssets.length === 0) {
    return null;
  }
  const byId = new Map(ofAssets.flatMap(rowsOf).map((asset) => [asset.id, asset]));
  return [...byId.values()].slice(0, MAX_ASSETS);
}

function rowsOf({ fields, length }: Frame): readonly Asset[] {
  const byName = new Map(fields.map(({ name, values }) => [name, values]));
  const labels = prefixed(fields, 'labels.');
  const attributes = prefixed(fields, 'attributes.');
  return Array.from({ length }, (_, row) => {
    const text = (name: string) => textOf(byName.get(name)?.[row]);
    const id = text('id');
    return {
      id,
      name: text('name') || id,
      kind: ASSET_KINDS.find((kind) => kind === text('kind')) ?? 'other',
      status: ASSET_STATUSES.find((status) => status === text('status')) ?? 'active',
      tenant: text('tenant'),
      source: text('source'),
      firstSeen: timeOf(byName.get('firstSeen')?.[row]),
      lastSeen: timeOf(byName.get('lastSeen')?.[row]),
      labels: valuesOf(labels, row),
      attributes: valuesOf(attributes, row),
      relations: [],
    };
  }).filter(({ id }) => id !== '');
}

type Named = ReadonlyArray<readonly [name: string, values: ArrayLike<unknown>]>;

const prefixed = (fields: Frame['fields'], prefix: string): Named =>
  fields
    .filter(({ name }) => name.startsWith(prefix))
    .map(({ name, values }) => [name.slice(prefix.length), values] as const);

function valuesOf(named: Named, row: number): Record<string, string> {
  return Object.fromEntries(
    named.map(([name, values]) => [name, textOf(values[row])]).filter(([, text]) => text !== '')
  );
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';

/** RFC 3339; empty where there is no time. */
function timeOf(value: unknown): string {
  const time = typeof value === 'number' || typeof value === 'string' ? new Date(value).getTime() : NaN;
  return Number.isFinite(time) ? new Date(time).toISOString() : '';
}

/** Those whose name, id, label or attribute contains each of the words, in any case. */
export function found(assets: readonly Asset[], search: string): readonly Asset[] {
  const words = search
    .toLocaleLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) {
    return assets;
  }
  return assets.filter(({ id, name, labels, attributes = {} }) => {
    const all = [id, name, ...Object.values(labels), ...Object.values(attributes)].join('\n').toLocaleLowerCase();
    return words.every((word) => all.includes(word));
  });
}

export function sorted(assets: readonly Asset[], { by, order }: AssetSort): readonly Asset[] {
  const sign = order === 'asc' ? 1 : -1;
  return [...assets].sort((a, b) => sign * (compare(a[by], b[by]) || compare(a.id, b.id)));
}

const compare = (a: string, b: string): number => a.localeCompare(b, undefined, { numeric: true });
