/** /proc/<pid>/smaps_rollup, proc_pid_smaps(5): the shares of memory that a process has in common with others. */
import { numberAfter } from './field.ts';

export interface ProportionalMemory {
  readonly residentBytes: number;
  readonly swappedBytes: number;
}

/** Null when it is not such a file. */
export function parseSmapsRollup(bytes: Buffer): ProportionalMemory | null {
  const resident = numberAfter(bytes, '\nPss:');
  const swapped = numberAfter(bytes, '\nSwapPss:');
  if (resident === null) return null;
  return { residentBytes: resident * 1024, swappedBytes: (swapped ?? 0) * 1024 };
}
