import { ModuleError } from '../../../contract/module.ts';
import { LineScanner } from '../../../protocols/line-scanner.ts';

/** The columns of spl's kstat_io; OpenZFS 2.1 and later have no such file. */
export const IO_COLUMNS = [
  'nread',
  'nwritten',
  'reads',
  'writes',
  'wtime',
  'wlentime',
  'wupdate',
  'rtime',
  'rlentime',
  'rupdate',
  'wcnt',
  'rcnt',
] as const;
export type IoColumn = (typeof IO_COLUMNS)[number];

/**
 * Calls `visit` for each column of a pool's `io`: after a head, a line with the names and one with the values.
 * @throws ModuleError `malformed_reply` when a value is missing or no integer.
 */
export function readPoolIo(bytes: Uint8Array, visit: (column: IoColumn, value: number) => void): void {
  const scanner = new LineScanner(bytes);
  while (scanner.nextLine()) {
    if (!acceptColumns(scanner)) continue;
    if (!scanner.nextLine()) return;
    for (const column of IO_COLUMNS) {
      const value = scanner.number();
      if (Number.isNaN(value)) throw new ModuleError('malformed_reply', `io: no number for ${column}`);
      visit(column, value);
    }
    return;
  }
}

const acceptColumns = (scanner: LineScanner) => IO_COLUMNS.every((column) => scanner.word() === column);
