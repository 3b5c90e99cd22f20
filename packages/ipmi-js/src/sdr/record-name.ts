/** The ID string of a record, by its type/length byte. */
import type { ReplyBytes } from '../reply-bytes.ts';
import { bcdPlus, latin1, sixBit, TEXT_TYPE, unicode } from '../text-field.ts';

/**
 * The length counts characters, and much firmware means bytes: it does where the record is long enough for that.
 * A string that goes on beyond the record ends with it.
 */
export function recordName(record: ReplyBytes, at: number): string {
  const typeLength = record.bytes[at];
  if (typeLength === undefined) return '';
  const count = typeLength & 0x1f;
  const content = record.bytes.subarray(at + 1, at + 1 + count);
  switch (typeLength >> 6) {
    case TEXT_TYPE.eightBit:
      return latin1(content);
    case TEXT_TYPE.sixBit:
      return packed(content, count, sixBit);
    case TEXT_TYPE.bcdPlus:
      return packed(content, count, bcdPlus);
    default:
      return unicode(content);
  }
}

function packed(content: Uint8Array, count: number, read: (bytes: Uint8Array) => string): string {
  const text = read(content);
  return content.length < count ? text.slice(0, count) : text;
}
