/** What is known and can be scraped, for Prometheus' HTTP service discovery. */
import { z } from 'zod';
import type { TargetGroup } from '../api/services.ts';
import type { ProbeTarget } from '../contract/module.ts';
import type { Asset } from '../model/asset.ts';
import {
  configuredGroups,
  discoveredGroup,
  ownLabels,
  type Scraper,
  type SnmpScrapes,
} from './snmp-targets.ts';
import { type AssetQuery, MAX_PAGE, type Inventory } from '../store/store.ts';

/** Targets one Prometheus would be handed; beyond it something discovers too much. */
const MAX_TARGETS = 10_000;
/** Who finds devices that speak SNMP. */
const DEVICE_SCANNER = 'snmp';

/** The attributes of a service asset that matter here; the ports scanner writes them. */
const Scrapeable = z.object({
  port: z.number().int().min(1).max(65_535),
  addresses: z.array(z.string()).min(1),
  loopbackOnly: z.boolean().default(false),
  service: z.string().default(''),
  process: z.string().nullish(),
  metrics: z.object({ scheme: z.enum(['http', 'https']), path: z.string() }),
});

export interface OwnTarget {
  readonly port: number;
  readonly scheme: 'http' | 'https';
  readonly path: string;
  readonly loopbackOnly: boolean;
}

export interface TargetHost {
  readonly asset: string;
  readonly name: string;
  /** Under which others reach this machine. */
  readonly address: () => Promise<string>;
}

/** A target that a probe asks for Prometheus. */
export interface ProbedTarget extends ProbeTarget {
  /** Id of the probe. */
  readonly probe: string;
  readonly path: string;
}

export interface TargetRequest {
  /** Whether the one who asks is on this machine: only he can reach what listens on a loopback address. */
  readonly loopback: boolean;
}

export class Targets {
  readonly #inventory: Inventory;
  readonly #host: TargetHost;
  readonly #own: () => OwnTarget;
  readonly #snmp: () => SnmpScrapes | null;
  readonly #probed: () => readonly ProbedTarget[];

  /** `snmp` is null where devices cannot be scraped through Fathom. */
  constructor(
    inventory: Inventory,
    host: TargetHost,
    own: () => OwnTarget,
    snmp: () => SnmpScrapes | null = () => null,
    probed: () => readonly ProbedTarget[] = () => [],
  ) {
    this.#inventory = inventory;
    this.#host = host;
    this.#own = own;
    this.#snmp = snmp;
    this.#probed = probed;
  }

  /** Fathom itself first, then what is scraped through it, then what listens on this host. */
  async list({ loopback }: TargetRequest): Promise<TargetGroup[]> {
    const address = loopback ? '127.0.0.1' : await this.#host.address();
    const { port, scheme, path, loopbackOnly } = this.#own();
    const own = group(`${address}:${port}`, scheme, path, {
      service: 'fathom',
      asset: this.#host.asset,
      host: this.#host.name,
    });
    const scraper = { address: `${address}:${port}`, scheme };
    const isReachable = loopback || !loopbackOnly;
    const groups = isReachable ? [own] : [];
    if (isReachable) {
      await this.#addDevices(groups, scraper);
      const probed = this.#probed().slice(0, MAX_TARGETS - groups.length);
      groups.push(...probed.map((each) => probedGroup(scraper, each)));
    }
    for await (const service of this.#assets({ kind: ['service'] })) {
      const attributes = Scrapeable.safeParse(service.attributes);
      if (!attributes.success || attributes.data.port === port) continue;
      if (attributes.data.loopbackOnly && !loopback) continue;
      if (groups.length >= MAX_TARGETS) break;
      groups.push(this.#groupOf(service, attributes.data, address));
    }
    return groups;
  }

  #groupOf(
    service: Asset,
    { port, addresses, metrics, ...rest }: z.output<typeof Scrapeable>,
    host: string,
  ): TargetGroup {
    const address = reachable(addresses, host);
    return group(
      `${address.includes(':') ? `[${address}]` : address}:${port}`,
      metrics.scheme,
      metrics.path,
      {
        service: rest.service || (service.labels['service'] ?? ''),
        asset: service.id,
        host: this.#host.name,
        process: rest.process ?? '',
      },
    );
  }

  /** Those of the configuration as it has them, then those that were found. */
  async #addDevices(groups: TargetGroup[], scraper: Scraper): Promise<void> {
    const snmp = this.#snmp();
    if (!snmp) return;
    groups.push(...configuredGroups(snmp, scraper).slice(0, MAX_TARGETS));
    const configured = new Set(snmp.targets.map((target) => snmp.devices.ofTarget(target).asset));
    for await (const asset of this.#assets({ source: [DEVICE_SCANNER] })) {
      if (groups.length >= MAX_TARGETS) break;
      const group = configured.has(asset.id) ? null : discoveredGroup(asset, snmp, scraper);
      if (group) groups.push(group);
    }
  }

  async *#assets(filter: Pick<AssetQuery, 'kind' | 'source'>): AsyncGenerator<Asset> {
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<Inventory['list']>> = await this.#inventory.list({
        ...filter,
        status: ['active'],
        sort: 'id',
        order: 'asc',
        limit: MAX_PAGE,
        ...(cursor === null ? {} : { cursor }),
      });
      yield* page.items;
      cursor = page.nextCursor;
    } while (cursor !== null);
  }
}

/** The host's own address for what listens everywhere, else the address that is listened on. */
function reachable(addresses: readonly string[], host: string): string {
  const wildcard = addresses.some((address) => address === '0.0.0.0' || address === '::' || address === '*');
  return wildcard ? host : (addresses.find((address) => !address.includes(':')) ?? addresses[0] ?? host);
}

/** To be scraped as it is: no relabelling is needed. */
function probedGroup({ address, scheme }: Scraper, probed: ProbedTarget): TargetGroup {
  const { probe, path, name, query, labels: own = {} } = probed;
  const { targets, labels } = group(address, scheme, path, { service: probe, host: name });
  const parameters = Object.entries(query).map(([key, value]) => [`__param_${key}`, value] as const);
  const all = { ...ownLabels(own), ...labels, ...Object.fromEntries(parameters), instance: name };
  return { targets, labels: all };
}

function group(
  target: string,
  scheme: string,
  path: string,
  meta: Readonly<Record<string, string>>,
): TargetGroup {
  const labels: Record<string, string> = {};
  for (const [name, value] of Object.entries(meta)) if (value !== '') labels[`__meta_fathom_${name}`] = value;
  if (scheme !== 'http') labels['__scheme__'] = scheme;
  if (path !== '/metrics') labels['__metrics_path__'] = path;
  return { targets: [target], labels };
}
