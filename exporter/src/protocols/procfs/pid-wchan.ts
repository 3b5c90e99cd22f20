/** /proc/<pid>/wchan, proc_pid_wchan(5): the function of the kernel in which a thread waits. */

const ZERO = 0x30;

/** Empty for what does not wait or may not be told, for which the kernel writes 0. `before`, if it is that again. */
export function parseWchan(bytes: Buffer, before: string): string {
  if (bytes.length === 0 || (bytes.length === 1 && bytes[0] === ZERO)) return '';
  return isText(bytes, before) ? before : bytes.toString('latin1').trim();
}

function isText(bytes: Buffer, text: string): boolean {
  if (bytes.length !== text.length) return false;
  for (let i = 0; i < text.length; i += 1) if (bytes[i] !== text.charCodeAt(i)) return false;
  return true;
}
