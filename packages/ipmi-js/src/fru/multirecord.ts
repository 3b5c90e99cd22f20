/** The multirecord area: power supplies, their outputs and loads, access and makers' records (FRU 1.3, section 16 to 18). */
import { checksum, malformed, ReplyBytes, signed } from '../reply-bytes.ts';
import { latin1 } from '../text-field.ts';

export const MULTIRECORD_HEADER_LENGTH = 5;
const END_OF_LIST = 0x80;
const OEM_FIRST = 0xc0;
/** Voltages are told in 10 mV, ripple and noise in 1 mV. */
const VOLTS = 0.01;
const MILLI = 0.001;

export interface PowerSupplyInformation {
  readonly kind: 'power_supply';
  readonly capacityWatts: number;
  readonly peakVoltAmperes: number;
  /** Amperes; null when not specified. */
  readonly inrushAmperes: number | null;
  readonly inrushMilliseconds: number;
  /** Volts, lowest and highest of each range. The second is zero for supplies with one range. */
  readonly inputRanges: readonly (readonly [number, number])[];
  readonly frequencyRange: readonly [number, number];
  readonly dropoutToleranceMilliseconds: number;
  readonly predictsFailure: boolean;
  readonly correctsPowerFactor: boolean;
  readonly switchesAutomatically: boolean;
  readonly isHotSwappable: boolean;
  readonly peakWatts: number;
  readonly peakHoldUpSeconds: number;
}

export interface PowerOutput {
  readonly kind: 'dc_output' | 'dc_load';
  readonly outputNumber: number;
  readonly isStandby: boolean;
  readonly nominalVolts: number;
  readonly lowestVolts: number;
  readonly highestVolts: number;
  readonly rippleVolts: number;
  readonly lowestAmperes: number;
  readonly highestAmperes: number;
}

export interface ManagementAccess {
  readonly kind: 'management_access';
  /** 1 management URL, 2 name, 3 ping address, 4 component URL, 5 component name, 6 its ping address, 7 unique ID. */
  readonly access: number;
  readonly text: string;
}

export interface OtherRecord {
  readonly kind: 'other';
  /** Enterprise number of a maker's record; null for others. */
  readonly manufacturerId: number | null;
  readonly data: Uint8Array;
}

export type MultiRecord = { readonly type: number; readonly hasRightChecksum: boolean } & (
  PowerSupplyInformation | PowerOutput | ManagementAccess | OtherRecord
);

export interface MultiRecordHeader {
  readonly type: number;
  readonly isLast: boolean;
  readonly length: number;
}

/** @throws IpmiError 'malformed_reply' also for a wrong header checksum: nothing that follows can be trusted */
export function multiRecordHeader(bytes: Uint8Array): MultiRecordHeader {
  const header = new ReplyBytes(bytes, 'FRU multirecord header').atLeast(MULTIRECORD_HEADER_LENGTH);
  if (checksum(bytes.subarray(0, MULTIRECORD_HEADER_LENGTH)) !== 0)
    throw malformed(`${header.what}: wrong checksum`);
  return { type: header.u8(0), isLast: (header.u8(1) & END_OF_LIST) !== 0, length: header.u8(2) };
}

/** @param bytes with the header */
export function decodeMultiRecord(bytes: Uint8Array): MultiRecord {
  const { type, length } = multiRecordHeader(bytes);
  const record = new ReplyBytes(bytes, `FRU multirecord of type ${type}`);
  const data = record.slice(MULTIRECORD_HEADER_LENGTH, MULTIRECORD_HEADER_LENGTH + length);
  const hasRightChecksum = ((checksum(data) + record.u8(3)) & 0xff) === 0;
  return { type, hasRightChecksum, ...contentOf(type, new ReplyBytes(data, record.what)) };
}

function contentOf(
  type: number,
  data: ReplyBytes,
): PowerSupplyInformation | PowerOutput | ManagementAccess | OtherRecord {
  if (type === 0x00) return powerSupply(data);
  if (type === 0x01 || type === 0x02) return powerOutput(data, type === 0x01 ? 'dc_output' : 'dc_load');
  if (type === 0x03) return { kind: 'management_access', access: data.u8(0), text: latin1(data.rest(1)) };
  const manufacturerId = type >= OEM_FIRST && data.length >= 3 ? data.u24(0) : null;
  return { kind: 'other', manufacturerId, data: data.rest(0) };
}

function powerSupply(data: ReplyBytes): PowerSupplyInformation {
  data.atLeast(24);
  const volts = (at: number) => round(data.u16(at) * VOLTS);
  const flags = data.u8(17);
  const peak = data.u16(18);
  return {
    kind: 'power_supply',
    capacityWatts: data.u16(0) & 0x0fff,
    peakVoltAmperes: data.u16(2),
    inrushAmperes: data.u8(4) === 0xff ? null : data.u8(4),
    inrushMilliseconds: data.u8(5),
    inputRanges: [
      [volts(6), volts(8)],
      [volts(10), volts(12)],
    ],
    frequencyRange: [data.u8(14), data.u8(15)],
    dropoutToleranceMilliseconds: data.u8(16),
    predictsFailure: (flags & 0x01) !== 0,
    correctsPowerFactor: (flags & 0x02) !== 0,
    switchesAutomatically: (flags & 0x04) !== 0,
    isHotSwappable: (flags & 0x08) !== 0,
    peakWatts: peak & 0x0fff,
    peakHoldUpSeconds: peak >> 12,
  };
}

function powerOutput(data: ReplyBytes, kind: PowerOutput['kind']): PowerOutput {
  data.atLeast(13);
  const volts = (at: number) => round(signed(data.u16(at), 16) * VOLTS);
  return {
    kind,
    outputNumber: data.u8(0) & 0x0f,
    isStandby: kind === 'dc_output' && data.bit(0, 7),
    nominalVolts: volts(1),
    lowestVolts: volts(3),
    highestVolts: volts(5),
    rippleVolts: round(data.u16(7) * MILLI),
    lowestAmperes: round(data.u16(9) * MILLI),
    highestAmperes: round(data.u16(11) * MILLI),
  };
}

/** Away with the 0.30000000000000004 of binary fractions: nothing here is finer than a thousandth. */
function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
