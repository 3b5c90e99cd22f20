import { ModuleError } from '../../../contract/module.ts';

const NUMBER = /^(\d{1,20})(?:\.(\d{1,4}))?([kMGTPEZY]?)$/;
const UNITS = 'kMGTPEZY';
const STEP = 1024;
/** The kernel prints the remainder, 0 to 1023, divided by 100: what stands behind the point is 10.24 of the unit. */
const REMAINDERS_PER_UNIT = 10.24;

/**
 * A number as the kernel's bch_hprint has it: `4.7M`; without a unit it is a whole number.
 * @throws ModuleError `malformed_reply`
 */
export function parseHprint(text: string): number {
  const match = NUMBER.exec(text);
  if (match === null) throw new ModuleError('malformed_reply', 'bcache: not a number such as 4.7M');
  const [, whole = '', remainder = '0', unit = ''] = match;
  if (unit === '') return Number(whole);
  const amount = Number(whole) + Number(remainder) / REMAINDERS_PER_UNIT;
  return Math.trunc(amount * STEP ** (UNITS.indexOf(unit) + 1));
}

export function parseSignedHprint(text: string): number {
  return text.startsWith('-') ? -parseHprint(text.slice(1)) : parseHprint(text);
}
