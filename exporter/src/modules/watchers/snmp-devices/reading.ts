/** What a device has told at one look. */

export interface Counter {
  readonly value: number;
  readonly bits: 32 | 64;
}

export interface Interface {
  /** The same interface from look to look: its name, for the numbers may be given anew. */
  readonly key: string;
  readonly index: number;
  /** ifName, else ifDescr, else the number. */
  readonly title: string;
  /** What somebody has written about it; empty for nothing. */
  readonly alias: string;
  /** As ifAdminStatus and ifOperStatus number them; NaN where the device does not say. */
  readonly adminStatus: number;
  readonly operStatus: number;
  readonly inOctets: Counter | null;
  readonly outOctets: Counter | null;
  readonly inErrors: Counter | null;
  readonly outErrors: Counter | null;
  /** sysUpTime when its counters began anew, in hundredths of a second; NaN where the device does not say. */
  readonly discontinuity: number;
}

export interface Storage {
  readonly name: string;
  readonly sizeBytes: number;
  readonly usedBytes: number;
}

/** Times in hundredths of a second; null where the device does not say. */
export interface Uptime {
  /** Of the agent: sysUpTime. */
  readonly agent: number | null;
  /** Of the machine: hrSystemUptime. */
  readonly machine: number | null;
}

export interface Reading {
  /** Milliseconds, on a clock that nobody sets. */
  readonly atMs: number;
  readonly uptime: Uptime;
  readonly interfaces: ReadonlyMap<string, Interface>;
  /** Of each processor; none where the device does not say. */
  readonly cpuPercents: readonly number[];
  readonly memory: { readonly totalBytes: number; readonly availableBytes: number } | null;
  readonly storages: readonly Storage[];
  /** Of the last minute. */
  readonly load: number | null;
}
