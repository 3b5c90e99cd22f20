/** The areas of an inventory: chassis, board and product (FRU 1.3, sections 8 to 13). */
import { checksum, malformed, ReplyBytes } from '../reply-bytes.ts';
import { bcdPlus, hexDigits, latin1, sixBit, TEXT_TYPE, unicode } from '../text-field.ts';
import type { BoardArea, ChassisArea, ProductArea } from './inventory.ts';
import { isEnglish, languageOf } from './languages.ts';

export const AREA_UNIT = 8;
const END_OF_FIELDS = 0xc1;
/** 1996-01-01 00:00 UTC in minutes since 1970: board dates count from there. */
const BOARD_EPOCH_MINUTES = 13_674_240;
const ENGLISH_CODE = 25;

export function chassisArea(bytes: Uint8Array): ChassisArea {
  const area = new ReplyBytes(bytes, 'FRU chassis area').atLeast(3);
  const [partNumber = '', serialNumber = '', ...custom] = fieldsOf(area, 3, ENGLISH_CODE);
  return {
    chassisType: area.u8(2),
    partNumber,
    serialNumber,
    custom,
    hasRightChecksum: checksum(bytes) === 0,
  };
}

export function boardArea(bytes: Uint8Array): BoardArea {
  const area = new ReplyBytes(bytes, 'FRU board area').atLeast(6);
  const minutes = area.u24(3);
  const [manufacturer = '', productName = '', serialNumber = '', partNumber = '', fruFileId = '', ...custom] =
    fieldsOf(area, 6, area.u8(2));
  return {
    language: languageOf(area.u8(2)),
    manufacturedAt: minutes === 0 ? null : (BOARD_EPOCH_MINUTES + minutes) * 60,
    manufacturer,
    productName,
    serialNumber,
    partNumber,
    fruFileId,
    custom,
    hasRightChecksum: checksum(bytes) === 0,
  };
}

export function productArea(bytes: Uint8Array): ProductArea {
  const area = new ReplyBytes(bytes, 'FRU product area').atLeast(3);
  const [
    manufacturer = '',
    productName = '',
    partNumber = '',
    version = '',
    serialNumber = '',
    assetTag = '',
    fruFileId = '',
    ...custom
  ] = fieldsOf(area, 3, area.u8(2));
  return {
    language: languageOf(area.u8(2)),
    manufacturer,
    productName,
    partNumber,
    version,
    serialNumber,
    assetTag,
    fruFileId,
    custom,
    hasRightChecksum: checksum(bytes) === 0,
  };
}

/** Up to the end mark; an area that ends without one ends its last field with it. */
function fieldsOf(area: ReplyBytes, start: number, language: number): string[] {
  const fields: string[] = [];
  const end = area.length - 1;
  for (let at = start; at < end && area.u8(at) !== END_OF_FIELDS;) {
    const length = area.u8(at) & 0x3f;
    if (at + 1 + length > area.length)
      throw malformed(`${area.what}: a field at ${at} reaches beyond the area`);
    fields.push(fieldText(area.u8(at), area.bytes.subarray(at + 1, at + 1 + length), language));
    at += 1 + length;
  }
  return fields;
}

/** Binary as hexadecimal digits; trailing blanks are padding. */
function fieldText(typeLength: number, content: Uint8Array, language: number): string {
  return textOf(typeLength >> 6, content, language).trimEnd();
}

function textOf(type: number, content: Uint8Array, language: number): string {
  switch (type) {
    case TEXT_TYPE.unicodeOrBinary:
      return hexDigits(content);
    case TEXT_TYPE.bcdPlus:
      return bcdPlus(content);
    case TEXT_TYPE.sixBit:
      return sixBit(content);
    default:
      return isEnglish(language) ? latin1(content) : unicode(content);
  }
}
