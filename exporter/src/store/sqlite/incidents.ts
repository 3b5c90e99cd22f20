import { sql } from 'kysely';
import type { Incident } from '../../model/incident.ts';
import type { Priority } from '../../model/recommendation.ts';
import { formatTime, msToNs } from '../../model/time.ts';
import { clampLimit, decodeCursor, fingerprintOf, toPage } from '../paging.ts';
import type { IncidentCount, IncidentQuery, IncidentStore, Page } from '../store.ts';
import type { SqliteDatabase } from './database.ts';
import { isFound, withDocuments } from './findings-pages.ts';
import { toRecommendation } from './recommendations.ts';

/** Resolved incidents that are kept; one is some tens of kilobytes with its events. */
const MAX_RESOLVED = 5000;
/** A look for incidents beyond the bound follows each so many writes. */
const PUTS_PER_LOOK = 50;

const SORT_COLUMNS = { startedAt: 'started_at', updatedAt: 'updated_at' } as const;

export function createIncidentStore(database: SqliteDatabase): IncidentStore {
  let puts = 0;
  return {
    async put(incident) {
      puts += 1;
      const look = puts % PUTS_PER_LOOK === 0;
      await database.write(() => {
        write(database, incident);
        if (look) dropOldest(database);
      });
    },
    get: (id) => attempt(() => read(database, id)),
    list: (query) => list(database, query),
    counts: () => attempt(() => counts(database)),
    findRecent: (asset, sinceMs) => attempt(() => findRecent(database, asset, sinceMs)),
    findByAlert: (fingerprint, startsAt) => attempt(() => findByAlert(database, fingerprint, startsAt)),
  };
}

const attempt = <T>(work: () => T): Promise<T> => Promise.resolve().then(work);

/** What earlier versions wrote lacks what people do with incidents. */
type Document = Omit<Incident, 'acknowledged' | 'activity'> & Partial<Incident>;

function toIncident({ document }: { document: string }): Incident {
  const stored = JSON.parse(document) as Document;
  return {
    ...stored,
    acknowledged: stored.acknowledged ?? null,
    activity: stored.activity ?? [],
    alerts: stored.alerts.map((alert) => ({ ...alert, alertmanagerUrl: alert.alertmanagerUrl ?? null })),
    causes: stored.causes.map((cause) => ({ ...cause, verdict: cause.verdict ?? null })),
    recommendations: stored.recommendations.map(toRecommendation),
  };
}

function write(database: SqliteDatabase, incident: Incident): void {
  const { build } = database;
  const fields = {
    asset: incident.asset,
    status: incident.status,
    severity: incident.severity,
    started_at: incident.startedAt,
    updated_at: incident.updatedAt,
    resolved_ms: incident.resolvedAt === null ? null : Date.parse(incident.resolvedAt),
    acknowledged: incident.acknowledged === null ? 0 : 1,
    search: `${incident.title}\n${incident.asset}`.toLowerCase(),
    document: JSON.stringify(incident),
  };
  const row = { id: incident.id, ...fields };
  database.run(
    build
      .insertInto('incidents')
      .values(row)
      .onConflict((on) => on.column('id').doUpdateSet(fields)),
  );
  database.run(build.deleteFrom('incident_alerts').where('incident', '=', incident.id));
  for (const { fingerprint, startsAt } of incident.alerts) {
    const alert = { incident: incident.id, fingerprint, starts_at: startsAt };
    database.run(
      build
        .insertInto('incident_alerts')
        .values(alert)
        .onConflict((on) => on.doNothing()),
    );
  }
}

function dropOldest(database: SqliteDatabase): void {
  const { build } = database;
  const beyond = build
    .selectFrom('incidents')
    .select('id')
    .where('status', '=', 'resolved')
    .orderBy('updated_at', 'desc')
    .limit(PUTS_PER_LOOK)
    .offset(MAX_RESOLVED);
  const ids = database.all(beyond).map((row) => row.id);
  if (ids.length === 0) return;
  database.run(build.deleteFrom('incident_alerts').where('incident', 'in', ids));
  database.run(build.deleteFrom('incidents').where('id', 'in', ids));
}

function read(database: SqliteDatabase, id: string): Incident | null {
  const row = database.first(database.build.selectFrom('incidents').select('document').where('id', '=', id));
  return row === undefined ? null : toIncident(row);
}

function counts(database: SqliteDatabase): IncidentCount[] {
  const rows = database.all(
    database.build
      .selectFrom('incidents')
      .select(({ fn }) => ['status', 'acknowledged', 'severity', fn.countAll<bigint>().as('count')])
      .groupBy(['status', 'acknowledged', 'severity'])
      .orderBy('status')
      .orderBy('acknowledged')
      .orderBy('severity'),
  );
  return rows.map(({ status, acknowledged, severity, count }) => ({
    status: status as Incident['status'],
    acknowledged: acknowledged === 1n,
    severity: severity as Priority,
    count: Number(count),
  }));
}

function findRecent(database: SqliteDatabase, asset: string, sinceMs: number): Incident | null {
  const row = database.first(
    database.build
      .selectFrom('incidents')
      .select('document')
      .where('asset', '=', asset)
      .where((where) =>
        where.or([where('status', '=', 'open'), where('resolved_ms', '>', BigInt(Math.trunc(sinceMs)))]),
      )
      .orderBy('updated_at', 'desc')
      .limit(1),
  );
  return row === undefined ? null : toIncident(row);
}

function findByAlert(database: SqliteDatabase, fingerprint: string, startsAt: string): Incident | null {
  const row = database.first(
    database.build
      .selectFrom('incident_alerts')
      .innerJoin('incidents', 'incidents.id', 'incident_alerts.incident')
      .select('incidents.document')
      .where('incident_alerts.fingerprint', '=', fingerprint)
      .where('incident_alerts.starts_at', '=', startsAt)
      .orderBy('incidents.updated_at', 'desc')
      .limit(1),
  );
  return row === undefined ? null : toIncident(row);
}

async function list(database: SqliteDatabase, query: IncidentQuery): Promise<Page<Incident>> {
  const { order, status, asset, severity, search, fromMs, toMs } = query;
  const fingerprint = fingerprintOf('incidents', query);
  const after = decodeCursor(query.cursor, fingerprint);
  const limit = clampLimit(query.limit);
  const column = SORT_COLUMNS[query.sort];
  let rows = database.build
    .selectFrom('incidents')
    .select(['id', 'started_at', 'updated_at'])
    .orderBy(column, order)
    .orderBy('id', order);
  if (status !== undefined) rows = rows.where('status', 'in', status);
  if (asset !== undefined) rows = rows.where('asset', '=', asset);
  if (severity !== undefined) rows = rows.where('severity', 'in', severity);
  if (search !== undefined) rows = rows.where(isFound('incidents', search));
  if (toMs !== undefined) rows = rows.where('started_at', '<', formatTime(msToNs(toMs)));
  if (fromMs !== undefined) {
    const from = BigInt(Math.trunc(fromMs));
    rows = rows.where((where) =>
      where.or([where('resolved_ms', 'is', null), where('resolved_ms', '>=', from)]),
    );
  }
  if (after !== null) {
    const than = sql.raw(order === 'asc' ? '>' : '<');
    rows = rows.where(sql<boolean>`(${sql.ref(column)}, id) ${than} (${after.value}, ${after.id})`);
  }
  const position = (row: { id: string; started_at: string; updated_at: string }) => ({
    value: row[column],
    id: row.id,
  });
  const page = toPage(database.all(rows.limit(limit + 1)), limit, fingerprint, position, ({ id }) => id);
  return withDocuments(database, 'incidents', page, toIncident);
}
