/** /proc/<pid>/smaps_rollup, proc_pid_smaps(5): the shares of memory that a process has in common with others. */
import { numberAfter } from './field.ts';

const RESIDENT = Buffer.from('\nPss:');
const SWAPPED = Buffer.from('\nSwapPss:');

/** Null when it is not such a file. */
export function parseProportionalBytes(bytes: Buffer): number | null {
  const kibibytes = numberAfter(bytes, RESIDENT);
  return kibibytes === null ? null : kibibytes * 1024;
}

/** 0 when the kernel does not tell. */
export function parseProportionalSwapBytes(bytes: Buffer): number {
  return (numberAfter(bytes, SWAPPED) ?? 0) * 1024;
}
