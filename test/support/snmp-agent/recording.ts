import { readFileSync } from 'node:fs';
import { integerContent, oidContent } from './ber.ts';
import type { Row } from './table.ts';

const OID = 6;
const OCTETS = 4;
const HEX_SUFFIX = 'x';
/** Types whose values are bytes: OCTET STRING, IpAddress, Opaque. */
const OF_BYTES = new Set([OCTETS, 64, 68]);

/** A recording as snmpsim has it: lines of `OID|TYPE|VALUE`, the type as a decimal tag, `x` behind it for hex. */
export function readRecording(path: string): Row[] {
  return recordedRows(readFileSync(path, 'utf8'));
}

export function recordedRows(text: string): Row[] {
  const lines = text.split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '' && !line.startsWith('#')).map(readLine);
}

function readLine(line: string): Row {
  const [oid = '', type = '', ...rest] = line.split('|');
  const tag = Number.parseInt(type, 10);
  if (Number.isNaN(tag)) throw new Error(`not OID|TYPE|VALUE: ${line}`);
  const value = rest.join('|');
  return { oid: numbers(oid), tag, content: contentOf(tag, type.endsWith(HEX_SUFFIX), value) };
}

function contentOf(tag: number, hex: boolean, value: string): Buffer {
  if (hex) return Buffer.from(value, 'hex');
  if (tag === OID) return oidContent(numbers(value));
  if (tag === 64) return Buffer.from(numbers(value));
  if (OF_BYTES.has(tag)) return Buffer.from(value, 'utf8');
  return integerContent(BigInt(value));
}

const numbers = (oid: string) => oid.split('.').map(Number);
