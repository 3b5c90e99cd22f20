/** Entries of the system event log (IPMI 2.0, section 32; events in 29.7). */
import { ReplyBytes } from '../reply-bytes.ts';

export const SEL_ENTRY_LENGTH = 16;
const SYSTEM_EVENT = 0x02;
const TIMESTAMPED_FIRST = 0xc0;
const NON_TIMESTAMPED_FIRST = 0xe0;
/** Timestamps up to here count from the BMC's start, before its clock is set. */
const LAST_SINCE_START = 0x20000000;
const UNSPECIFIED_TIME = 0xffffffff;
/** What event data bytes 2 and 3 hold, by bits 7:6 and 5:4 of byte 1 (table 29-6). */
const THRESHOLD_USES = [
  ['none', 'trigger_reading', 'oem', 'specific'],
  ['none', 'trigger_threshold', 'oem', 'specific'],
] as const;
const DISCRETE_USES = [
  ['none', 'previous_state', 'oem', 'specific'],
  ['none', 'reserved', 'oem', 'specific'],
] as const;
const THRESHOLD_TYPE = 0x01;

export type EventDataUse =
  'none' | 'trigger_reading' | 'trigger_threshold' | 'previous_state' | 'oem' | 'specific' | 'reserved';

/** When it happened. */
export type SelTime =
  | { readonly kind: 'clock'; readonly seconds: number }
  | { readonly kind: 'since_start'; readonly seconds: number }
  | { readonly kind: 'unspecified' };

export interface SystemEvent {
  readonly kind: 'event';
  readonly recordId: number;
  readonly recordType: number;
  readonly timestamp: number;
  /** Of what sent it: address or software ID in the low byte, channel and LUN in the high one. */
  readonly generatorId: number;
  /** 3 from IPMI 1.0, 4 since. */
  readonly formatVersion: number;
  readonly sensorType: number;
  readonly sensorNumber: number;
  readonly eventType: number;
  readonly isAssertion: boolean;
  /** Of the state that came or went. */
  readonly offset: number;
  /** The offset, and in its upper half what the next two hold. */
  readonly data1: number;
  readonly data2Use: EventDataUse;
  readonly data3Use: EventDataUse;
  /** 0xff for "unspecified". */
  readonly data2: number;
  readonly data3: number;
}

export interface OemEntry {
  readonly kind: 'oem';
  readonly recordId: number;
  readonly recordType: number;
  /** Null, as the enterprise number, for types that have none (0xe0 and up). */
  readonly timestamp: number | null;
  readonly manufacturerId: number | null;
  readonly data: Uint8Array;
}

/** A type that the specification reserves; kept as it is. */
export interface UnknownEntry {
  readonly kind: 'unknown';
  readonly recordId: number;
  readonly recordType: number;
  readonly data: Uint8Array;
}

export type SelEntry = SystemEvent | OemEntry | UnknownEntry;

/** @param bytes the 16 of a record @throws IpmiError 'malformed_reply' */
export function decodeSelEntry(bytes: Uint8Array): SelEntry {
  const record = new ReplyBytes(bytes, 'SEL entry').atLeast(SEL_ENTRY_LENGTH);
  const recordId = record.u16(0);
  const recordType = record.u8(2);
  if (recordType >= NON_TIMESTAMPED_FIRST) {
    const data = record.slice(3, SEL_ENTRY_LENGTH);
    return { kind: 'oem', recordId, recordType, timestamp: null, manufacturerId: null, data };
  }
  if (recordType >= TIMESTAMPED_FIRST) {
    const data = record.slice(10, SEL_ENTRY_LENGTH);
    return {
      kind: 'oem',
      recordId,
      recordType,
      timestamp: record.u32(3),
      manufacturerId: record.u24(7),
      data,
    };
  }
  if (recordType === SYSTEM_EVENT) return systemEvent(record);
  return { kind: 'unknown', recordId, recordType, data: record.slice(3, SEL_ENTRY_LENGTH) };
}

function systemEvent(record: ReplyBytes): SystemEvent {
  const data1 = record.u8(13);
  const eventType = record.u8(12) & 0x7f;
  const [data2Uses, data3Uses] = eventType === THRESHOLD_TYPE ? THRESHOLD_USES : DISCRETE_USES;
  return {
    kind: 'event',
    recordId: record.u16(0),
    recordType: record.u8(2),
    timestamp: record.u32(3),
    generatorId: record.u16(7),
    formatVersion: record.u8(9),
    sensorType: record.u8(10),
    sensorNumber: record.u8(11),
    eventType,
    isAssertion: !record.bit(12, 7),
    offset: data1 & 0x0f,
    data1,
    data2Use: data2Uses[data1 >> 6] ?? 'none',
    data3Use: data3Uses[(data1 >> 4) & 3] ?? 'none',
    data2: record.u8(14),
    data3: record.u8(15),
  };
}

export function selTime(timestamp: number): SelTime {
  if (timestamp === UNSPECIFIED_TIME) return { kind: 'unspecified' };
  return { kind: timestamp <= LAST_SINCE_START ? 'since_start' : 'clock', seconds: timestamp };
}
