/** A kernel file that holds one number, such as /proc/sys/kernel/pid_max. */
import { ModuleError } from '../../model/errors.ts';
import { LineScanner } from '../line-scanner.ts';

/**
 * The unsigned integer that is all there is in the file; `name` is for the message.
 * @throws ModuleError `malformed_reply`.
 */
export function parseNumberFile(bytes: Uint8Array, name: string): number {
  const scanner = new LineScanner(bytes);
  scanner.nextLine();
  const value = scanner.number();
  if (Number.isNaN(value) || !scanner.atLineEnd() || scanner.nextLine())
    throw new ModuleError('malformed_reply', `${name}: not one unsigned number`);
  return value;
}
