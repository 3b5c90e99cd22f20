/** /proc/<pid>/status, proc_pid_status(5). */
import { numberAfter } from './field.ts';

/** Effective user; null when the file has none. */
export function parseEffectiveUid(bytes: Buffer): number | null {
  const line = bytes.indexOf('\nUid:\t');
  if (line < 0) return null;
  const match = /^\d{1,10}\t(\d{1,10})\t/.exec(bytes.toString('latin1', line + 6, line + 40));
  return match ? Number(match[1]) : null;
}

export interface ContextSwitches {
  /** Of this thread; the file of a process tells those of its main thread. */
  readonly voluntary: number;
  readonly nonvoluntary: number;
}

/** Zeros when the kernel does not tell. */
export function parseContextSwitches(bytes: Buffer): ContextSwitches {
  return {
    voluntary: numberAfter(bytes, '\nvoluntary_ctxt_switches:') ?? 0,
    nonvoluntary: numberAfter(bytes, '\nnonvoluntary_ctxt_switches:') ?? 0,
  };
}

/** Swapped-out bytes; 0 for kernel threads, which have no such line. */
export function parseSwapBytes(bytes: Buffer): number {
  return (numberAfter(bytes, '\nVmSwap:') ?? 0) * 1024;
}
