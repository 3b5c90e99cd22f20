/** When the machine started: /proc/stat and /proc/uptime, and the page size from /proc/self/auxv. */
import { numberAfter } from './field.ts';

/** `btime` of /proc/stat: seconds since the epoch; null when it is not told. */
export function parseBootTime(bytes: Buffer): number | null {
  return numberAfter(bytes, '\nbtime ');
}

/** Seconds since boot; null when it is not such a file. */
export function parseUptime(bytes: Buffer): number | null {
  const match = /^(\d{1,12}\.\d{1,9})\b/.exec(bytes.toString('latin1', 0, 32));
  return match ? Number(match[1]) : null;
}

const AT_NULL = 0n;
const AT_PAGESZ = 6n;

/** Bytes of a page from the auxiliary vector of a 64-bit little-endian process, getauxval(3); null when it has none. */
export function parsePageSize(bytes: Buffer): number | null {
  for (let i = 0; i + 16 <= bytes.length; i += 16) {
    const type = bytes.readBigUInt64LE(i);
    if (type === AT_NULL) return null;
    if (type !== AT_PAGESZ) continue;
    const size = Number(bytes.readBigUInt64LE(i + 8));
    return size >= 4096 && size <= 2 ** 20 && Number.isInteger(Math.log2(size)) ? size : null;
  }
  return null;
}
