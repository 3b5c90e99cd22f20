/** /proc/<pid>/limits, proc_pid_limits(5). */
import { numberAfter } from './field.ts';

const LABEL = '\nMax open files ';

/** The soft limit of open files; Infinity for `unlimited`; null when it is not such a file. */
export function parseOpenFilesLimit(bytes: Buffer): number | null {
  const limit = numberAfter(bytes, LABEL);
  if (limit !== null) return limit;
  const start = bytes.indexOf(LABEL);
  if (start < 0) return null;
  return /^ *unlimited/.test(bytes.toString('latin1', start + LABEL.length, start + 64)) ? Infinity : null;
}
