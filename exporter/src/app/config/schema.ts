import { z } from 'zod';
import { duration, secret, size } from '../../contract/config.ts';
import { AssetId } from '../../model/asset.ts';
import { IpmiConfig } from './ipmi-section.ts';
import { RedfishConfig } from './redfish-section.ts';
import { SnmpConfig } from './snmp-section.ts';
import type { AnyModule, Kind } from '../../contract/module.ts';

/** A listener costs next to nothing; more than these are a mistake. */
const MAX_LISTEN_ADDRESSES = 32;

const section = <S extends z.ZodRawShape>(shape: S) => z.object(shape).prefault({} as never);

/** `logfmt` is what the Prometheus exporters call the format for people. */
const LogFormat = z
  .enum(['text', 'json', 'logfmt'])
  .transform((format) => (format === 'logfmt' ? 'text' : format))
  .prefault('text')
  .describe('`text` for people, `json` for machines.');

const ListenAddress = z.string().regex(/^(\[[0-9a-fA-F:.]+\]|[^\s:[\]]*):\d{1,5}$/);

/** The server's own part of the configuration; durations become milliseconds, sizes bytes. */
export const ServerConfig = z.object({
  web: section({
    listenAddress: z
      .union([ListenAddress, z.array(ListenAddress).min(1).max(MAX_LISTEN_ADDRESSES)], {
        error: 'expected host:port, [ipv6]:port or :port, or a list of them',
      })
      .transform((given) => (typeof given === 'string' ? [given] : given))
      .prefault(':9797')
      .describe('Where HTTP is served: `host:port`; without a host, on all addresses. May be a list.'),
    systemdSocket: z
      .boolean()
      .default(false)
      .describe(
        'Serves on the sockets that systemd hands over (socket activation) instead of `listenAddress`.',
      ),
    telemetryPath: z
      .string()
      .regex(/^\/[A-Za-z0-9/_.~-]*$/, 'expected a path such as /metrics')
      .default('/metrics')
      .describe('Path of the metrics.'),
    configFile: z
      .string()
      .nullable()
      .default(null)
      .describe('TLS, client certificates, basic auth, headers: a file in the format of exporter-toolkit.'),
    maxRequests: z
      .number()
      .int()
      .min(0)
      .max(10_000)
      .default(40)
      .describe('Scrapes answered at the same time; 0 for no limit.'),
    disableExporterMetrics: z
      .boolean()
      .default(false)
      .describe("Leaves out the metrics about Fathom's own process."),
  }),
  data: section({
    dir: z.string().min(1).default('./data').describe('Folder of the embedded store and the event log.'),
  }),
  assets: section({
    dir: z
      .string()
      .min(1)
      .nullable()
      .default(null)
      .describe('Folder of AAV files, one for each asset; null for none.'),
  }),
  log: section({
    level: z
      .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal'])
      .default('info')
      .describe('Least severe message that is logged.'),
    format: LogFormat,
  }),
  path: section({
    procfs: z.string().min(1).default('/proc').describe('Where procfs is mounted.'),
    sysfs: z.string().min(1).default('/sys').describe('Where sysfs is mounted.'),
    rootfs: z.string().min(1).default('/').describe('Where the root of the host is mounted.'),
    udev: z.string().min(1).default('/run/udev/data').describe("Folder of udev's data."),
  }),
  roles: z
    .array(z.enum(['exporter', 'agent', 'hub']))
    .min(1)
    .default(['exporter', 'agent', 'hub'])
    .describe('What this process does.'),
  tenant: z.string().min(1).max(128).default('default').describe('Owner of what this process finds.'),
  host: section({
    id: AssetId.optional().describe('Asset id of this host. Default: `host-` and the hostname.'),
    name: z.string().min(1).max(256).optional().describe('Name of this host. Default: its hostname.'),
  }),
  api: section({
    token: secret()
      .min(8, 'expected at least 8 characters')
      .max(1024)
      .optional()
      .describe('Bearer token that requests to /api/v1 must carry. Default: none is needed.'),
  }),
  events: section({
    retention: duration('7d', { min: '1m' }).describe('Events older than this are deleted.'),
    maxSize: size('1GiB', { min: '1MiB' }).describe('Beyond this the oldest events are deleted.'),
    dedupWindow: duration('5m').describe(
      'Events alike within this time of the first are collapsed into it with a count.',
    ),
    queue: z
      .number()
      .int()
      .min(1)
      .max(1_000_000)
      .default(10_000)
      .describe('Events that may wait for the disk; beyond it new ones are refused.'),
  }),
  inventory: section({
    staleAfter: duration('1h', { min: '1s' }).describe(
      'An asset that nothing reports for this time becomes stale.',
    ),
    forgetAfter: duration('30d', { min: '1m' }).describe('An asset gone or stale for this time is deleted.'),
  }),
  correlation: section({
    window: duration('5m', { min: '1s', max: '1d' }).describe('Length of the sliding window of each entity.'),
    lateness: duration('30s', { max: '1h' }).describe('How late an event may arrive and still count.'),
    maxEvents: z.number().int().min(1).max(1_000_000).default(10_000).describe('Events kept for one entity.'),
    maxEntities: z
      .number()
      .int()
      .min(1)
      .max(10_000_000)
      .default(100_000)
      .describe('Entities followed; beyond it the one seen longest ago is forgotten.'),
    halfLife: duration('150s', { min: '1s' }).describe('Time in which evidence loses half its weight.'),
    topEntities: z
      .number()
      .int()
      .min(0)
      .max(10_000)
      .default(50)
      .describe('Entities with the highest scores that are exported as metrics.'),
  }),
  processGroups: section({
    configFile: z
      .string()
      .min(1)
      .nullable()
      .default(null)
      .describe('Configuration file of process-exporter, for the collector `process-groups`.'),
  }),
  snmp: SnmpConfig,
  redfish: RedfishConfig,
  ipmi: IpmiConfig,
  incidents: section({
    gap: duration('10m', { min: '1s' }).describe('An alert within this time of an incident joins it.'),
  }),
});

const enabled = (fallback: boolean) => z.boolean().default(fallback).describe('Whether it runs.');
const timeout = (fallback: string) =>
  duration(fallback, { min: '10ms', max: '10m' }).describe('A run that takes longer is given up.');
const interval = (fallback: string) =>
  duration(fallback, { min: '100ms', max: '7d' }).describe('Time from the start of one run to the next.');
/** Prometheus asks side by side; each target that is asked takes some memory. */
const maxConcurrent = () =>
  z
    .number()
    .int()
    .min(1)
    .max(10_000)
    .default(500)
    .describe('Targets asked at the same time; beyond it a request is answered with 503.');

/** The options every module of a kind has beside its own. */
export function headerOf(module: AnyModule) {
  const runs = enabled(module.defaultEnabled ?? true);
  switch (module.kind) {
    case 'collector':
      return z.object({ enabled: runs, timeout: timeout('10s') });
    case 'probe':
      return z.object({ enabled: runs, timeout: timeout('2m'), maxConcurrent: maxConcurrent() });
    case 'scanner':
      return z.object({
        enabled: runs,
        timeout: timeout(module.timeout ?? '30s'),
        interval: interval(module.interval),
      });
    case 'watcher':
      return z.object({ enabled: runs, timeout: timeout('10s'), interval: interval(module.interval) });
    case 'receiver':
    case 'rule':
      return z.object({ enabled: runs });
    case 'advisor':
      return z.object({ enabled: runs, interval: interval('1m') });
  }
}

export interface ModuleSettings {
  readonly enabled: boolean;
  /** Milliseconds; absent for what does not wait for anything, or as long as it runs. */
  readonly timeout?: number;
  /** Milliseconds; absent for what does not run by itself. */
  readonly interval?: number;
  /** Of probes. */
  readonly maxConcurrent?: number;
  /** The module's own options, as its schema puts them out, with what it shares with others. */
  readonly options: unknown;
  /** Instead of the settings when they are compared: of options that come from files. */
  readonly fingerprint?: string;
}

export type KindKey = `${Kind}s`;
export type FathomConfig = z.output<typeof ServerConfig> &
  Readonly<Record<KindKey, Readonly<Record<string, ModuleSettings>>>>;

export const kindKey = (kind: Kind): KindKey => `${kind}s`;

/** @throws Error when no module has this kind and id. */
export function settingsOf(config: FathomConfig, module: AnyModule): ModuleSettings {
  const settings = config[kindKey(module.kind)][module.id];
  if (!settings) throw new Error(`no settings for ${module.kind} ${module.id}`);
  return settings;
}
