import type { Workaround } from 'ipmi-js';
import type { CollectorName } from './collectors.ts';

/**
 * How a BMC is reached: over the network by IPMI 1.5, 2.0 or, with `auto`, 2.0 where the BMC has it; with `local`,
 * that of this machine through the driver of its kernel.
 */
export type IpmiDriver = 'auto' | 'lan' | 'lan_2_0' | 'local';

/** Events of the log that are counted under a name. */
export interface NamedEvents {
  readonly name: string;
  readonly regex: RegExp;
}

/** What FreeIPMI calls workarounds and is not a matter of the session. */
export const READING_WORKAROUNDS = [
  'discretereading',
  'ignorescanningdisabled',
  'assumebmcowner',
  'assumesystemevent',
] as const;
export type ReadingWorkaround = (typeof READING_WORKAROUNDS)[number];

/** A module of ipmi_exporter's configuration: how to log in, and what to ask for. */
export interface IpmiModule {
  /** Empty for the null user. */
  readonly user: string;
  readonly password: string;
  /** Path of a file that holds the password; null when `password` is it. */
  readonly passwordFile: string | null;
  readonly privilege: 'user' | 'operator' | 'admin';
  readonly driver: IpmiDriver;
  /** For one command, with the login that it may need. */
  readonly timeoutMs: number;
  readonly collectors: readonly CollectorName[];
  /** Record ids. */
  readonly excludeSensorIds: ReadonlySet<number>;
  readonly workarounds: readonly Workaround[];
  readonly readingWorkarounds: ReadonlySet<ReadingWorkaround>;
  /** Whether sensors of other controllers are asked for through the BMC. */
  readonly bridgeSensors: boolean;
  readonly selEvents: readonly NamedEvents[];
}

/** A BMC that the configuration names. */
export interface IpmiTargetSettings {
  readonly name: string;
  /** `host` or `host:port`. */
  readonly address: string;
  readonly module: string;
  /** Milliseconds from one look to the next. */
  readonly interval: number;
  /** Of the asset. */
  readonly labels: Readonly<Record<string, string>>;
  /** Id of the asset that the machine is. */
  readonly asset?: string | undefined;
  readonly rack?: string | undefined;
}

/** All that modules which speak IPMI share. */
export interface IpmiSettings {
  /** By name. */
  readonly modules: ReadonlyMap<string, IpmiModule>;
  /** As `Access.allow` of the contract. */
  readonly allow: readonly string[];
  readonly targets: readonly IpmiTargetSettings[];
  /** Name of the module by which the BMC of this machine is shown beside what else is known of it; null for none. */
  readonly local: string | null;
}
