/** What was read of one BMC and need not be read again while the BMC says that it has not changed. */
import {
  type CompactSensorRecord,
  decodeSdr,
  type FullSensorRecord,
  IpmiError,
  type SdrRecord,
  type SdrSnapshot,
  type SdrStore,
  SensorIndex,
  type SelSnapshot,
} from 'ipmi-js';
import { OneAtATime } from './one-at-a-time.ts';

export type ReadableSensor = FullSensorRecord | CompactSensorRecord;

/** The records of a repository, decoded. */
export class Repository {
  readonly snapshot: SdrSnapshot;
  readonly records: readonly SdrRecord[];
  /** Of those that have id and name in common, the first. */
  readonly sensors: readonly ReadableSensor[];
  /** Those that do not follow the specification; they are left out. */
  readonly malformed: number;
  #index: SensorIndex | null = null;

  constructor(snapshot: SdrSnapshot) {
    this.snapshot = snapshot;
    this.records = snapshot.records.flatMap(decoded);
    const sensors = this.records.filter((record) => record.kind === 'full' || record.kind === 'compact');
    const named = new Map(sensors.toReversed().map((each) => [`${each.recordId} ${each.name}`, each]));
    this.sensors = sensors.filter((each) => named.get(`${each.recordId} ${each.name}`) === each);
    this.malformed = snapshot.records.length - this.records.length;
  }

  get index(): SensorIndex {
    this.#index ??= new SensorIndex(this.records);
    return this.#index;
  }
}

/** Texts that firmware leaves with the BMC; null for what it does not tell. */
export interface SystemTexts {
  readonly firmware: string | null;
  readonly url: string | null;
  /** When they were read, on the clock of `performance.now()`. */
  readonly atMs: number;
}

export class BmcMemory {
  /** Records and entries are read by one at a time. */
  readonly turns = new OneAtATime();
  texts: SystemTexts | null = null;
  repository: Repository | null = null;
  log: SelSnapshot | null = null;
  /** For the reading of the repository. */
  readonly store: SdrStore = {
    load: () => this.repository?.snapshot ?? null,
    save: (snapshot) => {
      this.repository = new Repository(snapshot);
    },
    part: null,
  };
}

/** For `IpmiSession.kept`: all who ask a BMC have one. */
export const newBmcMemory = () => new BmcMemory();

function decoded(bytes: Uint8Array): SdrRecord[] {
  try {
    return [decodeSdr(bytes)];
  } catch (error) {
    if (error instanceof IpmiError) return [];
    throw error;
  }
}
