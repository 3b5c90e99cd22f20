/** Bytes of a record → the record. */
import { ReplyBytes } from '../reply-bytes.ts';
import {
  associationRecord,
  controllerLocator,
  fruLocator,
  genericLocator,
  relativeAssociationRecord,
} from './locator-record.ts';
import type { RawRecord, SdrRecord } from './record.ts';
import { compactRecord, eventOnlyRecord, fullRecord } from './sensor-record.ts';

/** Record ID, version, type, and how many bytes follow. */
export const SDR_HEADER_LENGTH = 5;
const OEM_TYPE = 0xc0;

const DECODERS: Readonly<Record<number, (record: ReplyBytes, recordId: number) => SdrRecord>> = {
  0x01: fullRecord,
  0x02: compactRecord,
  0x03: eventOnlyRecord,
  0x08: associationRecord,
  0x09: relativeAssociationRecord,
  0x10: genericLocator,
  0x11: fruLocator,
  0x12: controllerLocator,
};

/** @param bytes with the header @throws IpmiError 'malformed_reply' */
export function decodeSdr(bytes: Uint8Array): SdrRecord {
  const header = new ReplyBytes(bytes, 'SDR record').atLeast(SDR_HEADER_LENGTH);
  const recordId = header.u16(0);
  const type = header.u8(3);
  const end = Math.min(bytes.length, SDR_HEADER_LENGTH + header.u8(4));
  const record = new ReplyBytes(bytes.subarray(0, end), `SDR record ${recordId} of type ${type}`);
  return DECODERS[type]?.(record, recordId) ?? rawRecord(record, recordId, type);
}

function rawRecord(record: ReplyBytes, recordId: number, recordType: number): RawRecord {
  const hasManufacturer = recordType === OEM_TYPE && record.length >= SDR_HEADER_LENGTH + 3;
  const manufacturerId = hasManufacturer ? record.u24(SDR_HEADER_LENGTH) : null;
  return { kind: 'raw', recordId, recordType, manufacturerId, data: record.rest(SDR_HEADER_LENGTH) };
}
