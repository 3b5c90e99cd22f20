/** What the 16 bytes of an entry of the log say without being decoded: logs of many thousands are gone through. */
import { selTime, type SelTime } from 'ipmi-js';

const TYPE_AT = 2;
const TIME_AT = 3;
/** What follows the id: firmware that renumbers its log leaves it as it is. */
const CONTENT_AT = 2;
const SYSTEM_EVENT = 0x02;
const TIMESTAMPED_FIRST = 0xc0;
const NON_TIMESTAMPED_FIRST = 0xe0;
const UNSPECIFIED: SelTime = { kind: 'unspecified' };

export type RawEntry = Uint8Array;

/** As it lies in the bytes; of an entry without a time anything. */
export function timestampOf(entry: RawEntry): number {
  const byte = (at: number) => entry[TIME_AT + at] ?? 0;
  return (byte(0) | (byte(1) << 8) | (byte(2) << 16) | (byte(3) << 24)) >>> 0;
}

export function timeOf(entry: RawEntry): SelTime {
  const type = entry[TYPE_AT] ?? 0;
  const isTimed = type === SYSTEM_EVENT || (type >= TIMESTAMPED_FIRST && type < NON_TIMESTAMPED_FIRST);
  return isTimed ? selTime(timestampOf(entry)) : UNSPECIFIED;
}

/** By a clock that was set: no other entry with the same content is to be expected. */
export function hasClockTime(entry: RawEntry): boolean {
  return timeOf(entry).kind === 'clock';
}

export function contentOf(entry: RawEntry): string {
  return Buffer.from(entry.buffer, entry.byteOffset + CONTENT_AT, entry.length - CONTENT_AT).toString('hex');
}

export function isSameEntry(a: RawEntry | undefined, b: RawEntry | undefined): boolean {
  return a !== undefined && b !== undefined && (a === b || Buffer.compare(a, b) === 0);
}
