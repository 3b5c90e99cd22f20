import { sql } from 'kysely';
import type { Asset, AssetDraft, AssetKind, AssetStatus } from '../../model/asset.ts';
import { differences, type Difference } from '../asset-diff.ts';
import { searchTextOf } from '../inventory-search.ts';
import { isFromOutside, withBmc, withKeptBmc } from '../bmc-attribute.ts';
import { reportSlices } from '../report-slices.ts';
import { createQueue, slicesOf, yieldToLoop } from '../slices.ts';
import type { Aged, Inventory, Report } from '../store.ts';
import { assetHistory, changesBetween, listChanges } from './asset-changes.ts';
import { assetFacets } from './asset-facets.ts';
import { listAssets } from './asset-list.ts';
import { readAssets } from './asset-rows.ts';
import { countChanges } from './change-counts.ts';
import type { SqliteDatabase } from './database.ts';
import { dropRelations, writeRelations } from './relations.ts';

/** Assets handled in one transaction: some 5 ms where 10,000 are known. */
const SLICE = 25;
/** Changes kept of one asset: one that flaps every minute still has its last half day. */
const MAX_CHANGES = 1000;
/** Assets whose histories are counted before others get their turn: some 5 ms where all are long. */
const HISTORIES = 100;
/** The source in the history when Fathom itself changes the status of an asset that is no longer reported. */
const AGING = 'aging';

const UPSERT = `INSERT INTO assets
    (id, kind, name, tenant, source, status, first_seen, last_seen, labels, attributes, relations, search)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, name = excluded.name, tenant = excluded.tenant,
    source = excluded.source, status = excluded.status, last_seen = excluded.last_seen,
    labels = excluded.labels, attributes = excluded.attributes, relations = excluded.relations,
    search = excluded.search`;
const ADD_CHANGE =
  'INSERT INTO asset_changes (asset, time, field, before, after, source) VALUES (?, ?, ?, ?, ?, ?)';
const ADD_LABEL = 'INSERT INTO asset_labels (asset, name, value) VALUES (?, ?, ?)';
const DROP_LABELS = 'DELETE FROM asset_labels WHERE asset = ?';
const SEEN = `UPDATE assets SET last_seen = max(last_seen, ?) WHERE id IN (SELECT value FROM json_each(?))`;
/** Apart from the time, because a column that is set is written to each of its indexes even when it stays the same. */
const SEEN_BY = 'UPDATE assets SET source = ? WHERE source <> ? AND id IN (SELECT value FROM json_each(?))';
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
    facets: (filter) => assetFacets(database, filter),
    changes: (query) => listChanges(database, query),
    changeCounts: (fromMs, toMs) => countChanges(database, fromMs, toMs),
    history: (asset, request) => Promise.resolve().then(() => assetHistory(database, asset, request)),
    changesBetween: (asset, fromMs, toMs, limit) =>
      Promise.resolve().then(() => changesBetween(database, asset, fromMs, toMs, limit)),
    counts: () => Promise.resolve().then(() => countAssets(database)),
    age: (staleMs, forgetMs) => exclusive(() => ageAssets(database, staleMs, forgetMs)),
    restore: (assets) => exclusive(() => restoreAssets(database, assets)),
  };
}

async function takeReport(database: SqliteDatabase, report: Report): Promise<Asset[]> {
  const changed: Asset[] = [];
  for await (const drafts of reportSlices(report.assets)) {
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
    const after = takeIn(before, draft, report);
    const found = before === undefined ? [creationOf(after)] : differences(before, after);
    if (found.length > 0) changed.set(after.id, after);
    if (found.length === 0 && before !== undefined && sameText(before, after)) {
      // Whoever adds to what another source tells does not vouch for the rest.
      if (after.source === report.source) seen.push(after.id);
      continue;
    }
    writeAsset(database, after, {
      labels: before === undefined || found.some((each) => each.field.startsWith('labels.')),
      relations: before === undefined || found.some((each) => each.field === 'relations'),
    });
    writeChanges(database, after.id, found, report.timeMs, report.source);
    known.set(after.id, after);
  }
  if (seen.length > 0) {
    const { timeMs, source } = report;
    database.runText(SEEN, [timeMs, JSON.stringify(seen)]);
    database.runText(SEEN_BY, [source, source, JSON.stringify(seen)]);
  }
  return [...changed.values()];
}

function takeIn(before: Asset | undefined, draft: AssetDraft, report: Report): Asset {
  if (before !== undefined && isFromOutside(before, draft, report)) return withBmc(before, draft);
  const time = new Date(report.timeMs).toISOString();
  return {
    ...draft,
    ...(before && withKeptBmc(before, draft)),
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
  database.runText(UPSERT, [
    id,
    kind,
    name,
    tenant,
    source,
    status,
    ...times,
    ...documents,
    searchTextOf(name, id),
  ]);
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
  // The plus keeps SQLite to the index on time: of one on status it would read nearly all.
  return database.all(query.where(sql<string>`+status`, 'in', statuses)).map((row) => row.id);
}

function forget(database: SqliteDatabase, ids: readonly string[]): void {
  const among = sql<string>`(SELECT value FROM json_each(${JSON.stringify(ids)}))`;
  database.run(database.build.deleteFrom('asset_changes').where('asset', 'in', among));
  database.run(database.build.deleteFrom('asset_labels').where('asset', 'in', among));
  dropRelations(database, ids);
  database.run(database.build.deleteFrom('assets').where('id', 'in', among));
}

async function boundHistory(database: SqliteDatabase): Promise<void> {
  for (let after: string | undefined = ''; after !== undefined;) {
    const assets: string[] = idsAfter(database, after);
    const long = sql<{ asset: string }>`SELECT value AS asset FROM json_each(${JSON.stringify(assets)})
      WHERE EXISTS (SELECT 1 FROM asset_changes WHERE asset = value ORDER BY id LIMIT 1 OFFSET ${MAX_CHANGES})`;
    for (const { asset } of database.allOf(long.compile(database.build)))
      await database.write(() => database.runText(DROP_OLD_CHANGES, [asset, asset]));
    await yieldToLoop();
    after = assets.at(-1);
  }
}

function idsAfter(database: SqliteDatabase, after: string): string[] {
  const query = database.build.selectFrom('assets').select('id').where('id', '>', after).orderBy('id');
  return database.all(query.limit(HISTORIES)).map(({ id }) => id);
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
