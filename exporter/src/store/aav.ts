/**
 * AAV files: the file form of an asset, for people and tools who want files. `<folder>/<asset id>.aav` is
 *
 *     {"id": …, "name": …, "type": <kind>, "metadata": {<attributes>, "tenant": …, "source": …, "status": …,
 *      "firstSeen": …, "lastSeen": …, "labels": {…}, "relations": […]}}
 *
 * An attribute whose name is one of these seven, or `attributes`, stands in `metadata.attributes` instead, so that
 * nothing is lost. A file made by hand needs id, name and type only: a type that is no kind becomes `other` with the
 * attribute `type`, and one of the seven names with a value of another form (`"status": "running"`) is an attribute.
 */
import { join } from 'node:path';
import { z } from 'zod';
import { Asset, AssetId, AssetKind, AssetStatus, Labels, Relation } from '../model/asset.ts';
import { ModuleError, messageOf } from '../model/errors.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { writeAtomically } from '../platform/atomic-file.ts';
import { listFolder, makeFolder, readSmallFile, removeFile, syncFolder } from '../platform/folder.ts';
import { VOLATILE_ATTRIBUTE } from './asset-diff.ts';
import { createQueue } from './slices.ts';
import type { StoreLog } from './store.ts';

const EXTENSION = '.aav';
/** Attributes are bounded to 64 KiB; labels and a thousand relations come on top. */
const MAX_FILE_BYTES = 1024 * 1024;
/** Files written at one time: each waits for the disk. */
const CONCURRENCY = 8;

const Metadata = {
  tenant: z.string().min(1).max(128),
  source: z.string().min(1).max(128),
  status: AssetStatus,
  firstSeen: z.iso.datetime(),
  lastSeen: z.iso.datetime(),
  labels: Labels,
  relations: z.array(Relation).max(1000),
};
const RESERVED: ReadonlySet<string> = new Set([...Object.keys(Metadata), 'attributes']);

const File = z.object({
  id: AssetId,
  name: z.string().min(1).max(256),
  type: z.string().min(1).max(128),
  metadata: z.record(z.string(), z.json()).default({}),
});

export interface AssetFiles {
  /** Every asset in the folder; a file that holds none is logged and left out. */
  read(): Promise<Asset[]>;
  /** Writes the files of these assets, as far as more than `lastSeen` and `stats` differs from what was written. */
  write(assets: readonly Asset[]): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
}

export interface AssetFilesOptions {
  /** Made if it is not there. */
  readonly folder: string;
  readonly log: StoreLog;
  readonly now?: () => number;
}

export async function openAssetFiles({
  folder,
  log,
  now = Date.now,
}: AssetFilesOptions): Promise<AssetFiles> {
  await makeFolder(folder);
  const written = new Map<string, string>();
  const exclusive = createQueue();
  return {
    read: () => exclusive(() => readAll(folder, log, now, written)),
    write: (assets) => exclusive(() => writeAll(folder, log, assets, written)),
    remove: (ids) => exclusive(() => removeAll(folder, log, ids, written)),
  };
}

/** The text of an asset's file. */
export function formatAav(asset: Asset): string {
  const { id, name, kind, attributes, tenant, source, status, firstSeen, lastSeen, labels, relations } =
    asset;
  const own = { tenant, source, status, firstSeen, lastSeen, labels, relations };
  const clashing = Object.entries(attributes).filter(([key]) => RESERVED.has(key));
  const plain = Object.entries(attributes).filter(([key]) => !RESERVED.has(key));
  const rest = clashing.length === 0 ? {} : { attributes: Object.fromEntries(clashing) };
  const metadata = { ...Object.fromEntries(plain), ...own, ...rest };
  return `${JSON.stringify({ id, name, type: kind, metadata }, null, 2)}\n`;
}

/** @throws ModuleError `malformed_reply` for a text that is no AAV file. */
export function parseAav(text: string, nowMs: number): Asset {
  const file = File.safeParse(parseJson(text));
  if (!file.success) throw malformed(z.prettifyError(file.error).replace(/\s+/g, ' '));
  const { id, name, type, metadata } = file.data;
  const attributes: Record<string, Json> = {};
  const own: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(metadata)) {
    if (key === 'attributes' && isObject(value)) Object.assign(attributes, value);
    else if (fits(key, value)) own[key] = value;
    else attributes[key] = value;
  }
  const kind = AssetKind.safeParse(type);
  if (!kind.success) attributes['type'] ??= type;
  const seen = new Date(nowMs).toISOString();
  const defaults = { tenant: 'default', source: 'aav', status: 'active', firstSeen: seen, lastSeen: seen };
  const asset = Asset.safeParse({
    ...defaults,
    ...own,
    id,
    name,
    kind: kind.data ?? 'other',
    attributes,
  });
  if (!asset.success) throw malformed(z.prettifyError(asset.error).replace(/\s+/g, ' '));
  return asset.data;
}

function fits(key: string, value: unknown): boolean {
  return Object.hasOwn(Metadata, key) && Metadata[key as keyof typeof Metadata].safeParse(value).success;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw malformed(messageOf(error));
  }
}

function malformed(reason: string): ModuleError {
  return new ModuleError('malformed_reply', `not an AAV file: ${reason.slice(0, 300)}`);
}

/** What decides whether a file is written again. */
function essenceOf(asset: Asset): string {
  const attributes = Object.fromEntries(
    Object.entries(asset.attributes).filter(([key]) => key !== VOLATILE_ATTRIBUTE),
  );
  return formatAav({ ...asset, lastSeen: '', attributes });
}

async function readAll(
  folder: string,
  log: StoreLog,
  now: () => number,
  written: Map<string, string>,
): Promise<Asset[]> {
  const assets: Asset[] = [];
  for (const name of await listFolder(folder)) {
    if (!name.endsWith(EXTENSION)) continue;
    try {
      const content = await readSmallFile(join(folder, name), MAX_FILE_BYTES);
      if (content === null) continue;
      const asset = parseAav(content.toString('utf8'), now());
      if (`${asset.id}${EXTENSION}` !== name) throw malformed(`it describes ${asset.id}`);
      written.set(asset.id, essenceOf(asset));
      assets.push(asset);
    } catch (error) {
      log.warn({ file: join(folder, name), reason: messageOf(error) }, 'asset file not read');
    }
  }
  return assets;
}

async function writeAll(
  folder: string,
  log: StoreLog,
  assets: readonly Asset[],
  written: Map<string, string>,
): Promise<void> {
  const waiting = assets.filter((asset) => AssetId.safeParse(asset.id).success).values();
  let count = 0;
  const write = async () => {
    for (const asset of waiting) {
      const essence = essenceOf(asset);
      if (written.get(asset.id) === essence) continue;
      try {
        await writeAtomically(join(folder, `${asset.id}${EXTENSION}`), formatAav(asset));
        written.set(asset.id, essence);
        count += 1;
      } catch (error) {
        log.warn({ asset: asset.id, reason: messageOf(error) }, 'asset file not written');
      }
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, write));
  if (count > 0) await syncFolder(folder);
}

async function removeAll(
  folder: string,
  log: StoreLog,
  ids: readonly string[],
  written: Map<string, string>,
): Promise<void> {
  for (const id of ids) {
    written.delete(id);
    if (!AssetId.safeParse(id).success) continue;
    try {
      await removeFile(join(folder, `${id}${EXTENSION}`));
    } catch (error) {
      log.warn({ asset: id, reason: messageOf(error) }, 'asset file not removed');
    }
  }
  if (ids.length > 0) await syncFolder(folder);
}
