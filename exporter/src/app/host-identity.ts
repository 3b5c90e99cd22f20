import { createHash } from 'node:crypto';
import type { HostIdentity } from '../contract/module.ts';
import type { OperatingSystem } from '../contract/ports.ts';
import { AssetId } from '../model/asset.ts';
import type { FathomConfig } from './config/schema.ts';

/** This machine's asset: as configured, else `host-<hostname>`. */
export function hostIdentity({ host }: FathomConfig, os: OperatingSystem): HostIdentity {
  const name = host.name ?? os.uname().nodename;
  return { name, asset: host.id ?? hostAssetId(name) };
}

export function hostAssetId(name: string): string {
  const id = AssetId.safeParse(`host-${name.toLowerCase()}`);
  if (id.success) return id.data;
  return `host-${createHash('sha256').update(name).digest('hex').slice(0, 16)}`;
}
