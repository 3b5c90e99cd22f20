/** Sensor data records as values (IPMI 2.0, section 43). */
import type { SensorUnits } from '../tables/units.ts';

/** What is measured or observed, and by whom. */
export interface SensorIdentity {
  readonly sensorNumber: number;
  readonly owner: SensorOwner;
  readonly entity: EntityReference;
  readonly sensorType: number;
  /** Event/reading type code: 1 for thresholds, 2 to 0x0c generic, 0x6f sensor-specific, 0x70 to 0x7f the maker's. */
  readonly eventType: number;
  readonly name: string;
  /** The maker's own byte. */
  readonly oem: number;
}

export interface SensorOwner {
  /** Slave address with its lowest bit 0, as 0x20 for the BMC; or the software's ID. */
  readonly address: number;
  readonly isSoftware: boolean;
  readonly channel: number;
  readonly lun: number;
}

export interface EntityReference {
  readonly id: number;
  /** From 0x60 on relative to the device. */
  readonly instance: number;
  /** A container of entities rather than a physical one. */
  readonly isLogical: boolean;
}

export interface SensorCapabilities {
  readonly ignoreIfEntityAbsent: boolean;
  readonly rearmsItself: boolean;
  /** 0 none, 1 readable, 2 readable and settable, 3 fixed. */
  readonly hysteresis: number;
  /** 0 none, 1 readable, 2 readable and settable, 3 fixed and in the record only. */
  readonly thresholds: number;
  /** 0 each event alone, 1 the whole sensor, 2 global, 3 no events. */
  readonly eventControl: number;
}

/** The three masks, in the order of the record: for discrete sensors of events and readable states. */
export interface SensorMasks {
  readonly assertion: number;
  readonly deassertion: number;
  /** Discrete: states that can be read. Thresholds: those that can be read in the low, set in the high byte. */
  readonly reading: number;
}

export interface Sharing {
  /** Sensors that this record stands for; 0 counts as 1. */
  readonly count: number;
  readonly modifier: 'numeric' | 'alpha';
  readonly offset: number;
  readonly instanceIncrements: boolean;
}

/** y = (M × x + B × 10^bExponent) × 10^rExponent, then the linearization. */
export interface ConversionFactors {
  readonly m: number;
  readonly b: number;
  readonly bExponent: number;
  readonly rExponent: number;
  /** In half raw counts. */
  readonly tolerance: number;
  /** In 1/100 %, before its exponent. */
  readonly accuracy: number;
  readonly accuracyExponent: number;
}

export type AnalogFormat = 'unsigned' | 'ones_complement' | 'twos_complement' | 'none';

/** Thresholds as the sensor has them; null for those that cannot be read. */
export interface Thresholds<T = number> {
  readonly lowerNonCritical: T | null;
  readonly lowerCritical: T | null;
  readonly lowerNonRecoverable: T | null;
  readonly upperNonCritical: T | null;
  readonly upperCritical: T | null;
  readonly upperNonRecoverable: T | null;
}

interface RecordHeader {
  readonly recordId: number;
}

export interface FullSensorRecord extends RecordHeader, SensorIdentity {
  readonly kind: 'full';
  readonly capabilities: SensorCapabilities;
  readonly masks: SensorMasks;
  readonly units: SensorUnits;
  readonly analogFormat: AnalogFormat;
  /** 0 linear, 1 to 11 functions, 0x70 and up non-linear: factors of each reading are asked for. */
  readonly linearization: number;
  readonly factors: ConversionFactors;
  /** Raw; null where the record says that they are not given. */
  readonly nominal: number | null;
  readonly normalMaximum: number | null;
  readonly normalMinimum: number | null;
  readonly maximum: number;
  readonly minimum: number;
  /** Raw, as they were when the record was written. */
  readonly thresholds: Thresholds;
  /** Raw counts; 0 for none. */
  readonly positiveHysteresis: number;
  readonly negativeHysteresis: number;
}

export interface CompactSensorRecord extends RecordHeader, SensorIdentity {
  readonly kind: 'compact';
  readonly capabilities: SensorCapabilities;
  readonly masks: SensorMasks;
  readonly units: SensorUnits;
  readonly sharing: Sharing;
  readonly positiveHysteresis: number;
  readonly negativeHysteresis: number;
}

export interface EventOnlyRecord extends RecordHeader, SensorIdentity {
  readonly kind: 'event_only';
  readonly sharing: Sharing;
}

/** Entities that a container has: as ranges or one by one. */
export interface EntityAssociationRecord extends RecordHeader {
  readonly kind: 'entity_association';
  readonly container: EntityReference;
  readonly isRange: boolean;
  readonly isLinked: boolean;
  /** Presence of the container can always be told by its sensors. */
  readonly presenceSensorsAccessible: boolean;
  /** Ranges are pairs: first and last. Unused ones are left out. */
  readonly contained: readonly EntityReference[];
}

interface LocatorRecord extends RecordHeader {
  readonly entity: EntityReference;
  readonly name: string;
  readonly oem: number;
}

export interface GenericLocatorRecord extends LocatorRecord {
  readonly kind: 'generic_locator';
  readonly accessAddress: number;
  readonly slaveAddress: number;
  readonly channel: number;
  readonly lun: number;
  readonly busId: number;
  readonly addressSpan: number;
  readonly deviceType: number;
  readonly deviceTypeModifier: number;
}

export interface FruLocatorRecord extends LocatorRecord {
  readonly kind: 'fru_locator';
  /** Of the controller that has the inventory; 0x20 for the BMC. */
  readonly accessAddress: number;
  /** Read with Read FRU Data; otherwise `deviceId` is a slave address on a private bus. */
  readonly isLogical: boolean;
  readonly deviceId: number;
  readonly channel: number;
  readonly lun: number;
  readonly busId: number;
  readonly deviceType: number;
  readonly deviceTypeModifier: number;
}

export interface ControllerLocatorRecord extends LocatorRecord {
  readonly kind: 'controller_locator';
  readonly slaveAddress: number;
  readonly channel: number;
  /** Bits: 0 sensors, 1 SDR repository, 2 SEL, 3 FRU inventory, 4 IPMB receiver, 5 generator, 6 bridge, 7 chassis. */
  readonly capabilities: number;
}

/** Kept as it is: makers' records and kinds that the specification reserves. */
export interface RawRecord extends RecordHeader {
  readonly kind: 'raw';
  readonly recordType: number;
  /** Of a maker's record: its enterprise number. */
  readonly manufacturerId: number | null;
  readonly data: Uint8Array;
}

export type SensorRecord = FullSensorRecord | CompactSensorRecord | EventOnlyRecord;
export type SdrRecord =
  | SensorRecord
  | EntityAssociationRecord
  | GenericLocatorRecord
  | FruLocatorRecord
  | ControllerLocatorRecord
  | RawRecord;

export function isSensorRecord(record: SdrRecord): record is SensorRecord {
  return record.kind === 'full' || record.kind === 'compact' || record.kind === 'event_only';
}
