/** What the parts of a machine are and how they do, at one look, whoever asked for it. */
import type { JsonObject } from '../../model/json.ts';
import type { HardwareEventKind } from './events.ts';

/** In the words of Redfish: `OK`, `Warning`, `Critical`; empty when nothing is said. */
export type Health = string;

/** Parts that are read together: what could not be read is neither good nor gone. */
export const PART_GROUPS = ['thermal', 'power', 'storage', 'memory', 'chassis'] as const;
export type PartGroup = (typeof PART_GROUPS)[number];

export interface TemperatureReading {
  readonly name: string;
  readonly celsius: number;
  /** From here on the machine warns; null when it has no such threshold. */
  readonly caution: number | null;
  readonly critical: number | null;
  /** Which threshold the machine itself says is passed: it may be so for a while after the temperature has fallen. */
  readonly told?: 'caution' | 'critical' | null;
  /** By how much it must fall to be better again, by the machine. */
  readonly fallCelsius?: number;
}

export interface FanReading {
  readonly name: string;
  readonly health: Health;
  readonly speed: number;
  /** `rpm` or `percent`. */
  readonly units: string;
  /** Fans that are driven together have it in common; without it, all of a machine are. */
  readonly kin?: string;
}

export interface SupplyReading {
  readonly name: string;
  readonly health: Health;
  readonly model: string;
  readonly serial: string;
  /** What the machine says of it, in words. */
  readonly state?: string;
}

export interface RedundancyReading {
  readonly name: string;
  readonly health: Health;
  /** Null when the machine does not say. */
  readonly needed: number | null;
  readonly members: number;
}

export interface DriveReading {
  readonly name: string;
  readonly health: Health;
  readonly model: string;
  readonly serial: string;
  readonly slot: string;
  readonly storage: string;
  readonly mediaType: string;
  readonly capacityBytes: number | null;
  readonly failurePredicted: boolean | null;
  readonly lifeLeftPercent: number | null;
  /** Volumes that are on it. */
  readonly volumes: readonly string[];
}

/** A volume, a controller or its battery. */
export interface StorageReading {
  readonly what: 'volume' | 'controller' | 'battery';
  readonly name: string;
  readonly health: Health;
  readonly storage: string;
}

export interface MemoryReading {
  readonly name: string;
  readonly health: Health;
  readonly model: string;
  readonly serial: string;
  readonly capacityBytes: number | null;
  /** Since some time in the past; null when they are not counted. */
  readonly corrected: number | null;
  readonly uncorrected: number | null;
  /** The machine says that there are too many corrected ones. */
  readonly hasAlarm: boolean;
}

/** What the machine calls wrong without a reading that says how much. */
export interface FaultReading {
  readonly kind: HardwareEventKind;
  readonly group: PartGroup;
  /** The part. */
  readonly subject: string;
  readonly health: Health;
  /** As a sentence after the name of the machine. */
  readonly text: string;
  readonly attributes: JsonObject;
}

export interface HardwareReading {
  /** Which parts were read, in full: only of these something can be over. */
  readonly groups: ReadonlySet<PartGroup>;
  readonly temperatures: readonly TemperatureReading[];
  readonly fans: readonly FanReading[];
  readonly supplies: readonly SupplyReading[];
  readonly fanRedundancy: readonly RedundancyReading[];
  readonly supplyRedundancy: readonly RedundancyReading[];
  readonly drives: readonly DriveReading[];
  readonly storage: readonly StorageReading[];
  readonly memory: readonly MemoryReading[];
  /** Names of the chassis that were opened. */
  readonly opened: readonly string[];
  readonly faults?: readonly FaultReading[];
  /** Null when it is not known. */
  readonly isOn: boolean | null;
}
