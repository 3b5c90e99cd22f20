/** Bytes of an inventory → the inventory. */
import { checksum, malformed, ReplyBytes } from '../reply-bytes.ts';
import { AREA_UNIT, boardArea, chassisArea, productArea } from './areas.ts';
import type { FruInventory } from './inventory.ts';
import {
  decodeMultiRecord,
  MULTIRECORD_HEADER_LENGTH,
  type MultiRecord,
  multiRecordHeader,
} from './multirecord.ts';

export const FRU_HEADER_LENGTH = 8;

/** Where areas begin, in bytes; 0 for those that are not there. */
export interface FruHeader {
  readonly internal: number;
  readonly chassis: number;
  readonly board: number;
  readonly product: number;
  readonly multiRecord: number;
}

/** @throws IpmiError 'malformed_reply' also for a wrong checksum, as an inventory that nobody has written has */
export function fruHeader(bytes: Uint8Array): FruHeader {
  const header = new ReplyBytes(bytes, 'FRU header').atLeast(FRU_HEADER_LENGTH);
  if ((header.u8(0) & 0x0f) !== 1) throw malformed(`FRU header: format ${header.u8(0) & 0x0f} instead of 1`);
  if (checksum(bytes.subarray(0, FRU_HEADER_LENGTH)) !== 0) throw malformed('FRU header: wrong checksum');
  const [internal, chassis, board, product, multiRecord] = [1, 2, 3, 4, 5].map(
    (at) => header.u8(at) * AREA_UNIT,
  );
  return {
    internal: internal ?? 0,
    chassis: chassis ?? 0,
    board: board ?? 0,
    product: product ?? 0,
    multiRecord: multiRecord ?? 0,
  };
}

/** @param bytes of the whole inventory @throws IpmiError 'malformed_reply' */
export function decodeFru(bytes: Uint8Array): FruInventory {
  const header = fruHeader(bytes);
  return {
    internal: internalArea(bytes, header),
    chassis: area(bytes, header.chassis, chassisArea),
    board: area(bytes, header.board, boardArea),
    product: area(bytes, header.product, productArea),
    multiRecords: multiRecords(bytes, header.multiRecord),
  };
}

function area<T>(bytes: Uint8Array, start: number, decode: (area: Uint8Array) => T): T | null {
  if (start === 0 || start + 1 >= bytes.length) return null;
  const length = (bytes[start + 1] ?? 0) * AREA_UNIT;
  if (length === 0) throw malformed(`FRU area at ${start}: it has no length`);
  return decode(bytes.subarray(start, start + length));
}

/** It has no length of its own: it ends where the next area begins. */
function internalArea(bytes: Uint8Array, header: FruHeader): Uint8Array {
  if (header.internal === 0) return new Uint8Array();
  const { internal, ...others } = header;
  const after = Object.values(others).filter((start) => start > internal);
  return bytes.slice(internal, Math.min(bytes.length, ...after));
}

/** A list that the inventory is too short for ends with it. */
function multiRecords(bytes: Uint8Array, start: number): MultiRecord[] {
  const records: MultiRecord[] = [];
  for (let at = start; start !== 0 && at + MULTIRECORD_HEADER_LENGTH <= bytes.length;) {
    const { length, isLast } = multiRecordHeader(bytes.subarray(at));
    const end = at + MULTIRECORD_HEADER_LENGTH + length;
    if (end > bytes.length) break;
    records.push(decodeMultiRecord(bytes.subarray(at, end)));
    if (isLast) break;
    at = end;
  }
  return records;
}
