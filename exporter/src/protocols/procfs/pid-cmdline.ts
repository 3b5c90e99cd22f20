/** /proc/<pid>/cmdline, proc_pid_cmdline(5): arguments ended by NUL; empty for kernel threads and zombies. */

/** The arguments within the first `maxBytes`, for some programs have megabytes of them. */
export function parseCmdline(bytes: Buffer, maxBytes: number): string[] {
  let end = Math.min(bytes.length, maxBytes);
  while (end > 0 && bytes[end - 1] === 0) end -= 1;
  return end === 0 ? [] : bytes.toString('utf8', 0, end).split('\0');
}
