const HEADER_BYTES = 44;
const TYPE_BYTES = 6;

interface Block {
  readonly timeBytes: 4 | 8;
  readonly counts: {
    readonly utc: number;
    readonly std: number;
    readonly leap: number;
    readonly times: number;
  };
  readonly types: number;
  readonly chars: number;
  readonly start: number;
}

/**
 * The abbreviation of a time zone (`CET`, `CEST`) at a time, from a TZif file (RFC 9636).
 * `offsetSeconds` is the zone's offset at that time; it tells standard from daylight saving time in the rule at the
 * end of the file. Null when the file is none or has no name for that offset.
 */
export function zoneName(file: Uint8Array, timeSeconds: number, offsetSeconds: number): string | null {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  try {
    const first = readHeader(view, 0, 4);
    if (first === null) return null;
    if ((file[4] ?? 0) < 0x32) return nameFromBlock(view, first, timeSeconds);
    const second = readHeader(view, blockEnd(first), 8);
    if (second === null) return null;
    if (timeSeconds < lastTransition(view, second)) return nameFromBlock(view, second, timeSeconds);
    const footer = asciiText(view, blockEnd(second) + 1, file.byteLength).split('\n')[0] ?? '';
    return nameFromRule(footer, offsetSeconds) ?? nameFromBlock(view, second, timeSeconds);
  } catch (error) {
    if (error instanceof RangeError) return null; // cut off
    throw error;
  }
}

function readHeader(view: DataView, at: number, timeBytes: 4 | 8): Block | null {
  if (view.getUint32(at) !== 0x545a6966) return null; // "TZif"
  const [utc = 0, std = 0, leap = 0, times = 0, types = 0, chars = 0] = [20, 24, 28, 32, 36, 40].map(
    (offset) => view.getUint32(at + offset),
  );
  return { timeBytes, counts: { utc, std, leap, times }, types, chars, start: at + HEADER_BYTES };
}

function blockEnd({ timeBytes, counts, types, chars, start }: Block): number {
  const { utc, std, leap, times } = counts;
  return start + times * (timeBytes + 1) + types * TYPE_BYTES + chars + leap * (timeBytes + 4) + std + utc;
}

function transition(view: DataView, { timeBytes, start }: Block, index: number): number {
  const at = start + index * timeBytes;
  return timeBytes === 4 ? view.getInt32(at) : Number(view.getBigInt64(at));
}

function lastTransition(view: DataView, block: Block): number {
  return block.counts.times === 0 ? -Infinity : transition(view, block, block.counts.times - 1);
}

function nameFromBlock(view: DataView, block: Block, timeSeconds: number): string | null {
  const { times } = block.counts;
  const typesStart = block.start + times * (block.timeBytes + 1);
  let low = 0;
  let high = times;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (transition(view, block, middle) <= timeSeconds) low = middle + 1;
    else high = middle;
  }
  const type = low === 0 ? 0 : view.getUint8(block.start + times * block.timeBytes + low - 1);
  if (type >= block.types) return null;
  const nameStart = typesStart + block.types * TYPE_BYTES + view.getUint8(typesStart + type * TYPE_BYTES + 5);
  return asciiText(view, nameStart, nameStart + 16).split('\0')[0] || null;
}

function asciiText(view: DataView, start: number, end: number): string {
  let text = '';
  for (let at = start; at < Math.min(end, view.byteLength); at += 1)
    text += String.fromCharCode(view.getUint8(at));
  return text;
}

const NAME = /(?:<([^>]{1,16})>|([A-Za-z]{1,16}))/;
const OFFSET = /([+-]?)(\d{1,3})(?::(\d\d))?(?::(\d\d))?/;
const RULE = new RegExp(`^${NAME.source}${OFFSET.source}(?:${NAME.source}(?:${OFFSET.source})?)?(?:,|$)`);

/** `CET-1CEST,M3.5.0,M10.5.0/3`: standard and daylight saving names; offsets count west of Greenwich. */
function nameFromRule(rule: string, offsetSeconds: number): string | null {
  const match = RULE.exec(rule);
  if (!match) return null;
  const [, quoted, plain, sign, hours, minutes, seconds, quotedDst, plainDst] = match;
  const west = Number(hours) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0);
  const standard = sign === '-' ? west : -west;
  return (offsetSeconds === standard ? (quoted ?? plain) : (quotedDst ?? plainDst)) ?? null;
}
