/** /proc/<pid>/wchan, proc_pid_wchan(5): the function of the kernel in which a thread waits. */
import { isText } from './field.ts';

const ZERO = 0x30;

/** Empty for what does not wait or may not be told, for which the kernel writes 0. `before`, if it is that again. */
export function parseWchan(bytes: Buffer, before: string): string {
  if (bytes.length === 0 || (bytes.length === 1 && bytes[0] === ZERO)) return '';
  return isText(bytes, before) ? before : bytes.toString('latin1').trim();
}
