import type { Group } from './groups.ts';

/** How to log in at a service, and where it listens. */
export interface RedfishLogin {
  readonly username: string;
  readonly password: string;
  /** Path of a file that holds the password; null when `password` is it. */
  readonly passwordFile: string | null;
  readonly scheme: 'http' | 'https';
  /** Null: that of the target, or of the scheme. */
  readonly port: number | null;
  readonly basicAuth: boolean;
}

export interface RedfishEventSettings {
  /** 0 for all, 1 from warning, 2 for critical ones. */
  readonly minSeverity: number;
  readonly maxAgeMs: number;
}

/** What the configuration files of idrac_exporter say, together. */
export interface RedfishFileSettings {
  /** By target, and `default`. */
  readonly hosts: ReadonlyMap<string, RedfishLogin>;
  /** Of those among `hosts` that have some. */
  readonly hostLabels: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** By the name that a request gives in `auth`. */
  readonly auths: ReadonlyMap<string, RedfishLogin>;
  readonly groups: ReadonlySet<Group>;
  readonly events: RedfishEventSettings;
  /** Of one request to a service. */
  readonly timeoutMs: number;
  /** Requests to one service at the same time. */
  readonly concurrency: number;
  readonly metricsPrefix: string;
  readonly defaultTarget: string | null;
}

export interface RedfishTlsSettings {
  readonly verify: boolean;
  readonly caFile: string | null;
  /** By host: 64 hexadecimal digits in upper case. */
  readonly fingerprints: Readonly<Record<string, string>>;
}

/** A service that the configuration names to be looked at. */
export interface RedfishTargetSettings {
  readonly name: string;
  /** `host`, `host:port`. */
  readonly address: string;
  /** A name among the auths; without one, the login of the host, or the default one. */
  readonly auth?: string | undefined;
  /** Milliseconds. */
  readonly interval: number;
  readonly labels: Readonly<Record<string, string>>;
  /** Id of the asset that the machine is, where neither its UUID nor its serial say so. */
  readonly asset?: string | undefined;
  /** Where the machine stands, if it does not say so itself. */
  readonly rack?: string | undefined;
}

/** All that modules which speak Redfish share. */
export interface RedfishSettings extends RedfishFileSettings {
  readonly allow: readonly string[];
  readonly tls: RedfishTlsSettings;
  /** Whether what idrac_exporter does not show is asked for, too. */
  readonly additional: boolean;
  readonly targets: readonly RedfishTargetSettings[];
}
