import { ModuleError } from '../../../contract/module.ts';

/** The number of a state such as `4: ACTIVE`. @throws ModuleError `malformed_reply` */
export function parseState(text: string): number {
  const number = /^\s*(\d{1,10})\s*:[^:]*$/.exec(text)?.[1];
  if (number === undefined) throw new ModuleError('malformed_reply', 'not a state such as 4: ACTIVE');
  return Number(number);
}

const BYTES_PER_GIGABIT = 125_000_000;

/** Bytes in a second of a rate such as `2.5 Gb/sec (1X SDR)`. @throws ModuleError `malformed_reply` */
export function parseRate(text: string): number {
  const gigabits = /^(\d{1,7}(?:\.\d{1,7})?) /.exec(text)?.[1];
  if (gigabits === undefined) throw new ModuleError('malformed_reply', 'not a rate such as 100 Gb/sec');
  return Math.trunc(Math.fround(Number(gigabits)) * BYTES_PER_GIGABIT);
}
