import { ModuleError } from '../../../contract/module.ts';
import { LineScanner } from '../../../protocols/line-scanner.ts';

/** The widest, nf_conntrack, has 17. */
const MAX_COLUMNS = 200;
/** NR_CPUS of the largest kernel configurations. */
const MAX_CPUS = 8192;

/**
 * Reads a file of /proc/net/stat: a header, then one line of hexadecimal columns for each CPU.
 * @throws ModuleError `malformed_reply`
 */
export function readLnstat(
  bytes: Uint8Array,
  name: string,
  visit: (column: string, cpu: string, value: number) => void,
): void {
  const scanner = new LineScanner(bytes);
  const columns = scanner.nextLine() ? readHeader(scanner) : [];
  if (columns === null) throw malformed(name);
  for (let cpu = 0; scanner.nextLine(); cpu += 1) {
    if (cpu === MAX_CPUS) throw malformed(name);
    const label = String(cpu);
    for (let i = 0; !scanner.atLineEnd(); i += 1) {
      const column = columns[i];
      const value = scanner.hex();
      if (column === undefined || Number.isNaN(value)) throw malformed(name);
      visit(column, label, value);
    }
  }
}

/** Null when it is none. */
function readHeader(scanner: LineScanner): string[] | null {
  const columns = new Set<string>();
  while (!scanner.atLineEnd()) {
    const column = scanner.word();
    if (!/^[A-Za-z0-9_]{1,100}$/.test(column) || columns.has(column) || columns.size === MAX_COLUMNS)
      return null;
    columns.add(column);
  }
  return [...columns];
}

const malformed = (name: string) =>
  new ModuleError('malformed_reply', `net/stat/${name}: not a header and lines of hexadecimal columns`);
