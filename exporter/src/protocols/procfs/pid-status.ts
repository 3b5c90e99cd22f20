/** /proc/<pid>/status, proc_pid_status(5). */
import { numberAfter, numberAfterLast } from './field.ts';

const VOLUNTARY = Buffer.from('\nvoluntary_ctxt_switches:');
const NONVOLUNTARY = Buffer.from('\nnonvoluntary_ctxt_switches:');
const SWAP = Buffer.from('\nVmSwap:');

/** Effective user; null when the file has none. */
export function parseEffectiveUid(bytes: Buffer): number | null {
  const line = bytes.indexOf('\nUid:\t');
  if (line < 0) return null;
  const match = /^\d{1,10}\t(\d{1,10})\t/.exec(bytes.toString('latin1', line + 6, line + 40));
  return match ? Number(match[1]) : null;
}

/** Of this thread, the file of a process being that of its main thread; 0 when the kernel does not tell. */
export function parseVoluntarySwitches(bytes: Buffer): number {
  return numberAfterLast(bytes, VOLUNTARY) ?? 0;
}

/** As `parseVoluntarySwitches`. */
export function parseNonvoluntarySwitches(bytes: Buffer): number {
  return numberAfterLast(bytes, NONVOLUNTARY) ?? 0;
}

/** Swapped-out bytes; 0 for kernel threads, which have no such line. */
export function parseSwapBytes(bytes: Buffer): number {
  return (numberAfter(bytes, SWAP) ?? 0) * 1024;
}
