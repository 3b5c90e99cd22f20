/** Which asset is an alert about? */
import { createHash } from 'node:crypto';
import type { HostIdentity } from '../../contract/module.ts';
import { AssetId, type Asset } from '../../model/asset.ts';
import type { Json } from '../../model/json.ts';
import { MAX_PAGE, type Inventory } from '../../store/store.ts';

type Labels = Readonly<Record<string, string>>;

/** Name of the job under which Prometheus scrapes Fathom, and others like `fathom-sd`. */
const OWN_JOB = /^fathom\b/;
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1|0\.0\.0\.0|::)$/i;

/**
 * In this order:
 * 1. labels `entity` and `asset`, when they are ids of known assets;
 * 2. labels `instance` (without port), `host`, `hostname`, `nodename`: a known host with this id, name or address, or
 *    this host when it is its own name or, from Fathom's own job, a loopback address;
 * 3. labels `entity` and `asset` as they are, when they could be ids;
 * 4. this host, for alerts of Fathom's own job or without any of these labels;
 * 5. `host-<name>` for the first of the names of 2.
 */
export async function assetOfAlert(
  labels: Labels,
  inventory: Pick<Inventory, 'get' | 'list'>,
  self: HostIdentity,
): Promise<string> {
  const ids = ['entity', 'asset'].flatMap((label) => AssetId.safeParse(labels[label]).data ?? []);
  for (const id of ids) if (id === self.asset || (await inventory.get(id)) !== null) return id;
  const own = OWN_JOB.test(labels['job'] ?? '');
  const names = namesIn(labels);
  for (const name of names) {
    if (name === self.name.toLowerCase() || (own && LOOPBACK.test(name))) return self.asset;
    const host = await hostCalled(name, inventory);
    if (host !== null) return host.id;
  }
  const [id] = ids;
  if (id !== undefined) return id;
  const [name] = names;
  return own || name === undefined ? self.asset : hostId(name);
}

/** Host names in lower case, without ports. */
function namesIn(labels: Labels): string[] {
  return ['instance', 'host', 'hostname', 'nodename']
    .map((label) => hostOf(labels[label] ?? '').toLowerCase())
    .filter((name) => name !== '');
}

/** `host:port`, `[v6]:port`, a bare host or a URL → the host. */
export function hostOf(instance: string): string {
  const authority = instance.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '').replace(/[/?#].*$/, '');
  const bracketed = /^\[([^\]]*)\]/.exec(authority);
  if (bracketed) return bracketed[1] ?? '';
  return authority.split(':').length === 2 ? (authority.split(':')[0] ?? '') : authority;
}

async function hostCalled(name: string, inventory: Pick<Inventory, 'list' | 'get'>): Promise<Asset | null> {
  const byId = AssetId.safeParse(`host-${name}`).data;
  const known = byId === undefined ? null : await inventory.get(byId);
  if (known !== null) return known;
  const request = { kind: ['host'], sort: 'id', order: 'asc', limit: MAX_PAGE } as const;
  const { items } = await inventory.list(request);
  const short = name.split('.')[0];
  return (
    items.find((host) => host.id.toLowerCase() === name || host.name.toLowerCase() === name) ??
    items.find((host) => mentions(host.attributes, name, 4)) ??
    (isAddress(name) ? undefined : items.find((host) => host.name.toLowerCase() === short)) ??
    null
  );
}

function isAddress(name: string): boolean {
  return name.includes(':') || /^\d+(\.\d+){3}$/.test(name);
}

/** Is it the value of an attribute: a full name, or an address with or without its prefix length? */
function mentions(value: Json, name: string, depth: number): boolean {
  if (typeof value === 'string')
    return value.toLowerCase() === name || value.toLowerCase().startsWith(`${name}/`);
  if (typeof value !== 'object' || value === null || depth === 0) return false;
  return Object.values(value).some((each: Json) => mentions(each, name, depth - 1));
}

function hostId(name: string): string {
  const id = AssetId.safeParse(`host-${name.replace(/[^a-z0-9._:@-]/g, '-')}`);
  return id.data ?? `host-${createHash('sha256').update(name).digest('hex').slice(0, 16)}`;
}
