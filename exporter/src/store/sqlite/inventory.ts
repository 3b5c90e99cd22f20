import { sql, type Selectable } from 'kysely';
import type { Asset, AssetChange, AssetDraft, AssetKind, AssetStatus, Relation } from '../../model/asset.ts';
import type { JsonObject } from '../../model/json.ts';
import { differences, type Difference } from '../asset-diff.ts';
import { clampLimit, decodeCursor, fingerprintOf, toPage } from '../paging.ts';
import type { AssetsTable } from '../schema.ts';
import { createQueue, slicesOf, yieldToLoop } from '../slices.ts';
import type { Aged, AssetQuery, Inventory, Page, Report } from '../store.ts';
import type { SqliteDatabase } from './database.ts';
import { dropRelations, writeRelations } from './relations.ts';

/** Assets handled in one transaction: a few milliseconds. */
const SLICE = 50;
/** Changes kept of one asset: one that flaps every minute still has its last half day. */
const MAX_CHANGES = 1000;
/** The source in the history when Fathom itself changes the status of an asset that is no longer reported. */
const AGING = 'aging';

type AssetRow = Selectable<AssetsTable>;

const SORT_COLUMNS = {
  id: 'id',
  name: 'name',
  kind: 'kind',
  status: 'status',
  firstSeen: 'first_seen',
  lastSeen: 'last_seen',
} as const;

const UPSERT = `INSERT INTO assets
    (id, kind, name, tenant, source, status, first_seen, last_seen, labels, attributes, relations)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, name = excluded.name, tenant = excluded.tenant,
    source = excluded.source, status = excluded.status, last_seen = excluded.last_seen,
    labels = excluded.labels, attributes = excluded.attributes, relations = excluded.relations`;
const ADD_CHANGE =
  'INSERT INTO asset_changes (asset, time, field, before, after, source) VALUES (?, ?, ?, ?, ?, ?)';
const ADD_LABEL = 'INSERT INTO asset_labels (asset, name, value) VALUES (?, ?, ?)';
const DROP_LABELS = 'DELETE FROM asset_labels WHERE asset = ?';
const SEEN = `UPDATE assets SET last_seen = max(last_seen, ?), source = ?
  WHERE id IN (SELECT value FROM json_each(?))`;
const SET_STATUS = 'UPDATE assets SET status = ? WHERE id IN (SELECT value FROM json_each(?))';
const DROP_OLD_CHANGES = `DELETE FROM asset_changes WHERE asset = ? AND id <=
  (SELECT id FROM asset_changes WHERE asset = ? ORDER BY id DESC LIMIT 1 OFFSET ${MAX_CHANGES})`;

export function createInventory(database: SqliteDatabase): Inventory {
  // Reports are taken one after the other: each compares with what the one before has written.
  const exclusive = createQueue();
  return {
    report: (report) => exclusive(() => takeReport(database, report)),
    get: (id) => Promise.resolve(readAssets(database, [id]).get(id) ?? null),
    list: (query) => Promise.resolve().then(() => listAssets(database, query)),
    history: (asset, request) => Promise.resolve().then(() => listChanges(database, asset, request)),
    changesBetween: (asset, fromMs, toMs, limit) =>
      Promise.resolve().then(() => changesBetween(database, asset, fromMs, toMs, limit)),
    counts: () => Promise.resolve().then(() => countAssets(database)),
    age: (staleMs, forgetMs) => exclusive(() => ageAssets(database, staleMs, forgetMs)),
    restore: (assets) => exclusive(() => restoreAssets(database, assets)),
  };
}

async function takeReport(database: SqliteDatabase, report: Report): Promise<Asset[]> {
  const changed: Asset[] = [];
  for await (const drafts of slicesOf(report.assets, SLICE)) {
    changed.push(...(await database.write(() => takeSlice(database, report, drafts))));
  }
  if (report.completeWithin !== undefined) {
    for await (const ids of slicesOf(missingIds(database, report), SLICE)) {
      changed.push(...(await setStatus(database, ids, 'gone', report.timeMs, report.source)));
    }
  }
  return changed;
}

function takeSlice(database: SqliteDatabase, report: Report, drafts: readonly AssetDraft[]): Asset[] {
  const known = readAssets(
    database,
    drafts.map((draft) => draft.id),
  );
  const changed = new Map<string, Asset>();
  const seen: string[] = [];
  for (const draft of drafts) {
    const before = known.get(draft.id);
    const after = mergeDraft(before, draft, report);
    const found = before === undefined ? [creationOf(after)] : differences(before, draft);
    if (found.length > 0) changed.set(after.id, after);
    if (found.length === 0 && before !== undefined && sameText(before, after)) {
      seen.push(after.id);
      continue;
    }
    writeAsset(database, after, {
      labels: before === undefined || found.some((each) => each.field.startsWith('labels.')),
      relations: before === undefined || found.some((each) => each.field === 'relations'),
    });
    writeChanges(database, after.id, found, report.timeMs, report.source);
    known.set(after.id, after);
  }
  if (seen.length > 0) database.runText(SEEN, [report.timeMs, report.source, JSON.stringify(seen)]);
  return [...changed.values()];
}

function mergeDraft(before: Asset | undefined, draft: AssetDraft, report: Report): Asset {
  const time = new Date(report.timeMs).toISOString();
  return {
    ...draft,
    tenant: report.tenant,
    source: report.source,
    status: 'active',
    firstSeen: before?.firstSeen ?? time,
    lastSeen: before !== undefined && before.lastSeen > time ? before.lastSeen : time,
  };
}

function creationOf({ kind, name }: Asset): Difference {
  return { field: 'created', before: null, after: { kind, name } };
}

/** Volatile attributes included. */
function sameText(before: Asset, after: Asset): boolean {
  return (
    before.tenant === after.tenant && JSON.stringify(before.attributes) === JSON.stringify(after.attributes)
  );
}

interface Parts {
  readonly labels: boolean;
  readonly relations: boolean;
}

/** Also to the tables by which its labels and relations are found, where those are new. */
function writeAsset(database: SqliteDatabase, asset: Asset, isNew: Parts): void {
  const { id, kind, name, tenant, source, status, labels, attributes, relations } = asset;
  const times = [Date.parse(asset.firstSeen), Date.parse(asset.lastSeen)];
  const documents = [labels, attributes, relations].map((each) => JSON.stringify(each));
  database.runText(UPSERT, [id, kind, name, tenant, source, status, ...times, ...documents]);
  if (isNew.relations) writeRelations(database, id, relations);
  if (!isNew.labels) return;
  database.runText(DROP_LABELS, [id]);
  for (const [label, value] of Object.entries(labels)) database.runText(ADD_LABEL, [id, label, value]);
}

function writeChanges(
  database: SqliteDatabase,
  asset: string,
  found: readonly Difference[],
  timeMs: number,
  source: string,
): void {
  for (const { field, before, after } of found) {
    database.runText(ADD_CHANGE, [
      asset,
      timeMs,
      field,
      JSON.stringify(before),
      JSON.stringify(after),
      source,
    ]);
  }
}

/** Ids of what this source reported before within the scope, and now did not. */
function missingIds(database: SqliteDatabase, report: Report): string[] {
  const reported = new Set(report.assets.map((draft) => draft.id));
  const prefix = report.completeWithin?.idPrefix ?? '';
  const rows = database.all(
    database.build
      .selectFrom('assets')
      .select(['id'])
      .where('source', '=', report.source)
      .where('status', 'in', ['active', 'stale'])
      .where('tenant', '=', report.tenant),
  );
  return rows.map((row) => row.id).filter((id) => id.startsWith(prefix) && !reported.has(id));
}

function setStatus(
  database: SqliteDatabase,
  ids: readonly string[],
  status: AssetStatus,
  timeMs: number,
  source: string,
): Promise<Asset[]> {
  return database.write(() => {
    const assets = [...readAssets(database, ids).values()];
    database.runText(SET_STATUS, [status, JSON.stringify(ids)]);
    for (const { id, status: before } of assets) {
      writeChanges(database, id, [{ field: 'status', before, after: status }], timeMs, source);
    }
    return assets.map((asset) => ({ ...asset, status }));
  });
}

async function ageAssets(database: SqliteDatabase, staleMs: number, forgetMs: number): Promise<Aged> {
  const stale: Asset[] = [];
  for await (const ids of slicesOf(idsNotSeen(database, ['active'], staleMs), SLICE)) {
    stale.push(...(await setStatus(database, ids, 'stale', staleMs, AGING)));
  }
  const forgotten = idsNotSeen(database, ['gone', 'stale'], forgetMs);
  for await (const ids of slicesOf(forgotten, SLICE)) await database.write(() => forget(database, ids));
  await boundHistory(database);
  return { stale, forgotten };
}

function idsNotSeen(database: SqliteDatabase, statuses: AssetStatus[], sinceMs: number): string[] {
  const query = database.build
    .selectFrom('assets')
    .select('id')
    .where('last_seen', '<', BigInt(Math.trunc(sinceMs)));
  return database.all(query.where('status', 'in', statuses)).map((row) => row.id);
}

function forget(database: SqliteDatabase, ids: readonly string[]): void {
  const among = sql<string>`(SELECT value FROM json_each(${JSON.stringify(ids)}))`;
  database.run(database.build.deleteFrom('asset_changes').where('asset', 'in', among));
  database.run(database.build.deleteFrom('asset_labels').where('asset', 'in', among));
  dropRelations(database, ids);
  database.run(database.build.deleteFrom('assets').where('id', 'in', among));
}

async function boundHistory(database: SqliteDatabase): Promise<void> {
  const { build } = database;
  const long = database.all(
    build
      .selectFrom('asset_changes')
      .select('asset')
      .groupBy('asset')
      .having(({ fn }) => fn.countAll(), '>', MAX_CHANGES),
  );
  for (const { asset } of long) {
    await yieldToLoop();
    await database.write(() => database.runText(DROP_OLD_CHANGES, [asset, asset]));
  }
}

async function restoreAssets(database: SqliteDatabase, assets: readonly Asset[]): Promise<number> {
  let count = 0;
  for await (const slice of slicesOf(assets, SLICE)) {
    await database.write(() => {
      const known = readAssets(
        database,
        slice.map((asset) => asset.id),
      );
      for (const asset of slice) {
        if (known.has(asset.id)) continue;
        known.set(asset.id, asset);
        writeAsset(database, asset, { labels: true, relations: true });
        count += 1;
      }
    });
  }
  return count;
}

function readAssets(database: SqliteDatabase, ids: readonly string[]): Map<string, Asset> {
  const query = database.build
    .selectFrom('assets')
    .selectAll()
    .where('id', 'in', sql<string>`(SELECT value FROM json_each(${JSON.stringify(ids)}))`);
  return new Map(database.all(query).map((row) => [row.id, toAsset(row)]));
}

function listAssets(database: SqliteDatabase, query: AssetQuery): Page<Asset> {
  const { order, kind, status, tenant, source, search, labels = {} } = query;
  const fingerprint = fingerprintOf('assets', query);
  const after = decodeCursor(query.cursor, fingerprint);
  const limit = clampLimit(query.limit);
  const column = SORT_COLUMNS[query.sort];
  let rows = database.build.selectFrom('assets').selectAll().orderBy(column, order);
  if (column !== 'id') rows = rows.orderBy('id', order);
  if (kind !== undefined) rows = rows.where('kind', '=', kind);
  if (status !== undefined) rows = rows.where('status', '=', status);
  if (tenant !== undefined) rows = rows.where('tenant', '=', tenant);
  if (source !== undefined) rows = rows.where('source', '=', source);
  if (search !== undefined) rows = rows.where('id', 'in', matching(search));
  for (const [name, value] of Object.entries(labels)) {
    const labelled = database.build.selectFrom('asset_labels').select('asset');
    rows = rows.where('id', 'in', labelled.where('name', '=', name).where('value', '=', value));
  }
  if (after !== null) {
    const than = sql.raw(order === 'asc' ? '>' : '<');
    rows = rows.where(sql<boolean>`(${sql.ref(column)}, id) ${than} (${after.value}, ${after.id})`);
  }
  const position = (row: AssetRow) => ({ value: row[column], id: row.id });
  return toPage(database.all(rows.limit(limit + 1)), limit, fingerprint, position, toAsset);
}

/** Answered from the index on name and id alone. */
function matching(search: string) {
  return sql<string>`(SELECT id FROM assets INDEXED BY assets_name
    WHERE instr(lower(name), lower(${search})) > 0 OR instr(lower(id), lower(${search})) > 0)`;
}

function listChanges(
  database: SqliteDatabase,
  asset: string,
  request: { readonly limit: number; readonly cursor?: string },
): Page<AssetChange> {
  const fingerprint = fingerprintOf('changes', { asset });
  const after = decodeCursor(request.cursor, fingerprint);
  const limit = clampLimit(request.limit);
  let rows = database.build
    .selectFrom('asset_changes')
    .selectAll()
    .where('asset', '=', asset)
    .orderBy('id', 'desc');
  if (after !== null) rows = rows.where('id', '<', BigInt(after.id));
  const found = database.all(rows.limit(limit + 1));
  return toPage(found, limit, fingerprint, (row) => ({ value: '', id: row.id }), toChange);
}

function changesBetween(
  database: SqliteDatabase,
  asset: string,
  fromMs: number,
  toMs: number,
  limit: number,
): AssetChange[] {
  const rows = database.build
    .selectFrom('asset_changes')
    .selectAll()
    .where('asset', '=', asset)
    .where('time', '>=', BigInt(Math.trunc(fromMs)))
    .where('time', '<=', BigInt(Math.trunc(toMs)))
    .orderBy('time')
    .orderBy('id')
    .limit(clampLimit(limit));
  return database.all(rows).map(toChange);
}

function countAssets(database: SqliteDatabase) {
  const rows = database.build
    .selectFrom('assets')
    .select(({ fn }) => ['kind', 'status', fn.countAll().as('count')])
    .groupBy(['kind', 'status']);
  return database.all(rows).map((row) => ({
    kind: row.kind as AssetKind,
    status: row.status as AssetStatus,
    count: Number(row.count),
  }));
}

function toAsset(row: AssetRow): Asset {
  return {
    id: row.id,
    kind: row.kind as AssetKind,
    name: row.name,
    tenant: row.tenant,
    labels: JSON.parse(row.labels) as Record<string, string>,
    attributes: JSON.parse(row.attributes) as JsonObject,
    relations: JSON.parse(row.relations) as Relation[],
    source: row.source,
    status: row.status as AssetStatus,
    firstSeen: new Date(Number(row.first_seen)).toISOString(),
    lastSeen: new Date(Number(row.last_seen)).toISOString(),
  };
}

function toChange(row: {
  asset: string;
  time: bigint;
  field: string;
  before: string;
  after: string;
  source: string;
}): AssetChange {
  return {
    asset: row.asset,
    time: new Date(Number(row.time)).toISOString(),
    field: row.field,
    before: JSON.parse(row.before) as AssetChange['before'],
    after: JSON.parse(row.after) as AssetChange['after'],
    source: row.source,
  };
}
