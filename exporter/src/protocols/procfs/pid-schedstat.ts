/**
 * /proc/<pid>/schedstat, sched-stats.rst: nanoseconds that a thread ran, nanoseconds that it waited to run, and how
 * often it began to. Whenever it runs, one of them changes.
 */

const UNKNOWN = '0 0 0\n';

/** The text, to compare with the next one; empty when the kernel does not count. */
export function parseSchedstat(bytes: Buffer): string {
  const text = bytes.toString('latin1');
  return text === UNKNOWN ? '' : text;
}
