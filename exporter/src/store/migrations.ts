import type { CreateTableBuilder, Kysely, Migration, MigrationProvider } from 'kysely';
import { createInventorySearch } from './inventory-search.ts';
import { findingsMigration } from './findings-migration.ts';
import { findingsIndexes } from './findings-indexes.ts';
import { relationsMigration } from './relations-migration.ts';

const TEXT = 'text';
const INTEGER = 'bigint';

/** Migrations by name, applied in the order of their names; a name once released never changes its content. */
const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '001-initial': {
    async up(db: Kysely<unknown>) {
      await createInventory(db);
      await createEvents(db);
      await createFindings(db);
    },
  },
  '002-relations': relationsMigration,
  '003-findings': findingsMigration,
  '004-inventory-search': { up: createInventorySearch },
  '005-findings-indexes': findingsIndexes,
};

export const migrations: MigrationProvider = { getMigrations: () => Promise.resolve(MIGRATIONS) };

function texts<T extends string, C extends string>(table: CreateTableBuilder<T, C>, ...names: string[]) {
  return names.reduce<CreateTableBuilder<T, string>>(
    (builder, name) => builder.addColumn(name, TEXT, (column) => column.notNull()),
    table as unknown as CreateTableBuilder<T, string>,
  );
}

function integers<T extends string, C extends string>(table: CreateTableBuilder<T, C>, ...names: string[]) {
  return names.reduce<CreateTableBuilder<T, string>>(
    (builder, name) => builder.addColumn(name, INTEGER, (column) => column.notNull()),
    table as unknown as CreateTableBuilder<T, string>,
  );
}

async function index(db: Kysely<unknown>, table: string, name: string, columns: string[]): Promise<void> {
  await db.schema.createIndex(`${table}_${name}`).on(table).columns(columns).execute();
}

async function createInventory(db: Kysely<unknown>): Promise<void> {
  const assets = db.schema
    .createTable('assets')
    .addColumn('id', TEXT, (column) => column.primaryKey().notNull());
  const withTexts = texts(assets, 'kind', 'name', 'tenant', 'source', 'status');
  await texts(integers(withTexts, 'first_seen', 'last_seen'), 'labels', 'attributes', 'relations').execute();
  for (const column of ['kind', 'name', 'status', 'first_seen', 'last_seen']) {
    await index(db, 'assets', column, [column, 'id']);
  }
  await index(db, 'assets', 'source', ['source', 'status', 'id']);
  await index(db, 'assets', 'count', ['kind', 'status']);
  await texts(db.schema.createTable('asset_labels'), 'asset', 'name', 'value')
    .addPrimaryKeyConstraint('asset_labels_key', ['asset', 'name'])
    .execute();
  await index(db, 'asset_labels', 'value', ['name', 'value', 'asset']);
  const changes = db.schema
    .createTable('asset_changes')
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('time', INTEGER, (column) => column.notNull());
  await texts(changes, 'asset', 'field', 'before', 'after', 'source').execute();
  await index(db, 'asset_changes', 'asset', ['asset', 'id']);
  await index(db, 'asset_changes', 'time', ['asset', 'time']);
}

async function createEvents(db: Kysely<unknown>): Promise<void> {
  // SQLite stores a table in the order of a key that is declared as exactly "integer".
  const events = db.schema.createTable('events').addColumn('id', 'integer', (column) => column.primaryKey());
  const described = texts(
    integers(events, 'last_record', 'time', 'last_time', 'collapse_hash', 'count'),
    ...['tenant', 'asset', 'source', 'kind', 'severity', 'message', 'fingerprint', 'attributes'],
  );
  await described.execute();
  await index(db, 'events', 'asset', ['asset', 'time']);
  await index(db, 'events', 'time', ['time']);
  await index(db, 'events', 'collapse', ['collapse_hash']);
  const keys = db.schema
    .createTable('event_keys')
    .addColumn('record', 'integer', (column) => column.primaryKey());
  await texts(integers(keys, 'key_hash', 'event'), 'key').execute();
  await index(db, 'event_keys', 'hash', ['key_hash']);
  await integers(
    db.schema.createTable('store_state').addColumn('name', TEXT, (column) => column.primaryKey().notNull()),
    'value',
  ).execute();
}

async function createFindings(db: Kysely<unknown>): Promise<void> {
  const incidents = db.schema
    .createTable('incidents')
    .addColumn('id', TEXT, (column) => column.primaryKey().notNull())
    .addColumn('resolved_ms', INTEGER);
  await texts(incidents, 'asset', 'status', 'severity', 'started_at', 'updated_at', 'document').execute();
  await index(db, 'incidents', 'started_at', ['started_at', 'id']);
  await index(db, 'incidents', 'updated_at', ['updated_at', 'id']);
  await index(db, 'incidents', 'asset', ['asset', 'updated_at']);
  await texts(db.schema.createTable('incident_alerts'), 'incident', 'fingerprint', 'starts_at')
    .addPrimaryKeyConstraint('incident_alerts_key', ['fingerprint', 'starts_at', 'incident'])
    .execute();
  await index(db, 'incident_alerts', 'incident', ['incident']);
  const recommendations = db.schema
    .createTable('recommendations')
    .addColumn('id', TEXT, (column) => column.primaryKey().notNull());
  await texts(
    integers(recommendations, 'severity_rank'),
    ...['asset', 'advisor', 'state', 'severity', 'first_seen', 'last_seen', 'document'],
  ).execute();
  for (const column of ['severity_rank', 'first_seen', 'last_seen']) {
    await index(db, 'recommendations', column, [column, 'id']);
  }
  await index(db, 'recommendations', 'asset', ['asset', 'state']);
}
