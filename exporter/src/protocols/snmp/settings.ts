/** What all that speaks SNMP shares: the section `snmp` of the configuration with the files that it names, read. */
import type { SnmpDefinitions } from './definition.ts';
import type { ProfileSettings } from './profile/settings.ts';

/** A device that the configuration names. */
export interface SnmpTargetSettings {
  readonly name: string;
  /** `[udp://|tcp://]host[:port]`. */
  readonly address: string;
  /** A name among the auths. */
  readonly auth: string;
  /** Names of modules. */
  readonly modules: readonly string[];
  /** Milliseconds. */
  readonly interval: number;
  readonly labels: Readonly<Record<string, string>>;
  /** Id of the asset that it is, where its address does not say so. */
  readonly asset?: string | undefined;
}

export interface SnmpSettings {
  readonly definitions: SnmpDefinitions;
  /** Counter64 modulo 2^53, so that no increase is lost in a double. */
  readonly wrapLargeCounters: boolean;
  /** Modules of one request that are walked at the same time. */
  readonly moduleConcurrency: number;
  /** Requests to one device at the same time. */
  readonly requestsInFlight: number;
  /** As `Access.allow` of the contract. */
  readonly allow: readonly string[];
  readonly targets: readonly SnmpTargetSettings[];
  /** What is of interest in a device, and from when on it is worth an event. */
  readonly profile: ProfileSettings;
}
