/** Devices that can be scraped through Fathom, for Prometheus' HTTP service discovery. */
import { z } from 'zod';
import type { TargetGroup } from '../api/services.ts';
import type { Asset } from '../model/asset.ts';
import type { Devices } from '../protocols/snmp/devices.ts';
import type { SnmpTargetSettings } from '../protocols/snmp/settings.ts';

/** What snmp_exporter takes where nobody says. */
const DEFAULT_MODULE = 'if_mib';
const DEFAULT_PORT = 161;
const LABEL_NAME = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

/** The attributes of a device that matter here; the scanner `snmp` writes them. */
const Scrapeable = z.object({
  address: z.string().min(1),
  snmp: z.object({ auth: z.string().min(1), port: z.number().int().min(1).max(65_535) }),
});

export interface SnmpScrapes {
  /** Of the probe. */
  readonly path: string;
  readonly targets: readonly SnmpTargetSettings[];
  readonly devices: Pick<Devices, 'ofTarget'>;
}

/** Where Fathom is reached, and the scheme. */
export interface Scraper {
  readonly address: string;
  readonly scheme: string;
}

export function configuredGroups({ path, targets, devices }: SnmpScrapes, scraper: Scraper): TargetGroup[] {
  return targets.map((target) =>
    groupOf(scraper, path, {
      target: target.address,
      auth: target.auth,
      modules: target.modules,
      asset: devices.ofTarget(target).asset,
      name: target.name,
      labels: target.labels,
    }),
  );
}

/** Null for an asset that was not found by SNMP. */
export function discoveredGroup(asset: Asset, { path }: SnmpScrapes, scraper: Scraper): TargetGroup | null {
  const attributes = Scrapeable.safeParse(asset.attributes);
  if (!attributes.success) return null;
  const { address, snmp } = attributes.data;
  return groupOf(scraper, path, {
    target: targetText(address, snmp.port),
    auth: snmp.auth,
    modules: [DEFAULT_MODULE],
    asset: asset.id,
    name: asset.name,
    labels: asset.labels,
  });
}

function targetText(address: string, port: number): string {
  if (port === DEFAULT_PORT) return address;
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

interface Shown {
  readonly target: string;
  readonly auth: string;
  readonly modules: readonly string[];
  readonly asset: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Those that Prometheus takes, and that are not for itself. */
export function ownLabels(labels: Readonly<Record<string, string>>): Record<string, string> {
  const own = Object.entries(labels).filter(([name]) => LABEL_NAME.test(name) && !name.startsWith('__'));
  return Object.fromEntries(own);
}

/** All are asked for at one address: without `instance` Prometheus could not tell them apart. */
function groupOf({ address, scheme }: Scraper, path: string, shown: Shown): TargetGroup {
  const labels: Record<string, string> = {
    ...ownLabels(shown.labels),
    instance: shown.target,
    __metrics_path__: path,
    __param_target: shown.target,
    __param_module: shown.modules.join(','),
    __param_auth: shown.auth,
    __meta_fathom_service: 'snmp',
    __meta_fathom_asset: shown.asset,
    __meta_fathom_name: shown.name,
  };
  if (scheme !== 'http') labels['__scheme__'] = scheme;
  return { targets: [address], labels };
}
