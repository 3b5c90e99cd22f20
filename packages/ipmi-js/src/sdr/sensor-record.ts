/** Full, compact and event-only sensor records (IPMI 2.0, 43.1 to 43.3). */
import { type ReplyBytes, signed } from '../reply-bytes.ts';
import type { SensorUnits } from '../tables/units.ts';
import { ownerOf, entityOf } from './record-keys.ts';
import { recordName } from './record-name.ts';
import type {
  AnalogFormat,
  CompactSensorRecord,
  ConversionFactors,
  EventOnlyRecord,
  FullSensorRecord,
  SensorCapabilities,
  SensorIdentity,
  SensorMasks,
  Sharing,
  Thresholds,
} from './record.ts';

const FULL_NAME_AT = 47;
const COMPACT_NAME_AT = 31;
const EVENT_ONLY_NAME_AT = 16;
const FORMATS: readonly AnalogFormat[] = ['unsigned', 'ones_complement', 'twos_complement', 'none'];

export function fullRecord(record: ReplyBytes, recordId: number): FullSensorRecord {
  record.atLeast(FULL_NAME_AT);
  const given = record.u8(30);
  return {
    kind: 'full',
    recordId,
    ...identityOf(record, FULL_NAME_AT, 12),
    capabilities: capabilitiesOf(record.u8(11)),
    masks: masksOf(record),
    units: unitsOf(record),
    analogFormat: FORMATS[record.u8(20) >> 6] ?? 'none',
    linearization: record.u8(23) & 0x7f,
    factors: factorsAt(record, 24),
    nominal: (given & 1) === 0 ? null : record.u8(31),
    normalMaximum: (given & 2) === 0 ? null : record.u8(32),
    normalMinimum: (given & 4) === 0 ? null : record.u8(33),
    maximum: record.u8(34),
    minimum: record.u8(35),
    thresholds: recordThresholds(record),
    positiveHysteresis: record.u8(42),
    negativeHysteresis: record.u8(43),
  };
}

export function compactRecord(record: ReplyBytes, recordId: number): CompactSensorRecord {
  record.atLeast(COMPACT_NAME_AT);
  return {
    kind: 'compact',
    recordId,
    ...identityOf(record, COMPACT_NAME_AT, 12),
    capabilities: capabilitiesOf(record.u8(11)),
    masks: masksOf(record),
    units: unitsOf(record),
    sharing: sharingAt(record, 23),
    positiveHysteresis: record.u8(25),
    negativeHysteresis: record.u8(26),
  };
}

export function eventOnlyRecord(record: ReplyBytes, recordId: number): EventOnlyRecord {
  record.atLeast(EVENT_ONLY_NAME_AT);
  return {
    kind: 'event_only',
    recordId,
    ...identityOf(record, EVENT_ONLY_NAME_AT, 10),
    sharing: sharingAt(record, 12),
  };
}

/** M and B have their two highest bits beside tolerance and accuracy (43.1, bytes 25 to 30). */
export function factorsAt(record: ReplyBytes, at: number): ConversionFactors {
  const m = record.u8(at) | ((record.u8(at + 1) & 0xc0) << 2);
  const b = record.u8(at + 2) | ((record.u8(at + 3) & 0xc0) << 2);
  const exponents = record.u8(at + 5);
  return {
    m: signed(m, 10),
    b: signed(b, 10),
    tolerance: record.u8(at + 1) & 0x3f,
    accuracy: (record.u8(at + 3) & 0x3f) | ((record.u8(at + 4) & 0xf0) << 2),
    accuracyExponent: (record.u8(at + 4) >> 2) & 0x03,
    rExponent: signed(exponents >> 4, 4),
    bExponent: signed(exponents & 0x0f, 4),
  };
}

/** The name's type/length byte is at `nameAt`, the maker's byte before it, the sensor type at `typeAt`. */
function identityOf(record: ReplyBytes, nameAt: number, typeAt: number): SensorIdentity {
  return {
    sensorNumber: record.u8(7),
    owner: ownerOf(record.u8(5), record.u8(6)),
    entity: entityOf(record.u8(8), record.u8(9)),
    sensorType: record.u8(typeAt),
    eventType: record.u8(typeAt + 1) & 0x7f,
    name: recordName(record, nameAt),
    oem: record.u8(nameAt - 1),
  };
}

function capabilitiesOf(byte: number): SensorCapabilities {
  return {
    ignoreIfEntityAbsent: (byte & 0x80) !== 0,
    rearmsItself: (byte & 0x40) !== 0,
    hysteresis: (byte >> 4) & 3,
    thresholds: (byte >> 2) & 3,
    eventControl: byte & 3,
  };
}

function masksOf(record: ReplyBytes): SensorMasks {
  return { assertion: record.u16(14), deassertion: record.u16(16), reading: record.u16(18) };
}

function unitsOf(record: ReplyBytes): SensorUnits {
  const flags = record.u8(20);
  return {
    percentage: (flags & 1) !== 0,
    modifierUse: (flags >> 1) & 3,
    rate: (flags >> 3) & 7,
    base: record.u8(21),
    modifier: record.u8(22),
  };
}

function sharingAt(record: ReplyBytes, at: number): Sharing {
  const first = record.u8(at);
  const second = record.u8(at + 1);
  return {
    count: first & 0x0f,
    modifier: ((first >> 4) & 3) === 1 ? 'alpha' : 'numeric',
    offset: second & 0x7f,
    instanceIncrements: (second & 0x80) !== 0,
  };
}

/** The mask of readable thresholds also says which of the record are meant. */
function recordThresholds(record: ReplyBytes): Thresholds {
  const readable = record.u8(18);
  const raw = (bit: number, at: number) => (((readable >> bit) & 1) === 0 ? null : record.u8(at));
  return {
    lowerNonCritical: raw(0, 41),
    lowerCritical: raw(1, 40),
    lowerNonRecoverable: raw(2, 39),
    upperNonCritical: raw(3, 38),
    upperCritical: raw(4, 37),
    upperNonRecoverable: raw(5, 36),
  };
}
