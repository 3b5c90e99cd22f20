import { ModuleError } from '../../../contract/module.ts';
import { LineScanner } from '../../../protocols/line-scanner.ts';

/** Summed over the CPUs. */
export interface ConntrackSums {
  readonly found: number;
  readonly invalid: number;
  readonly ignore: number;
  readonly insert: number;
  readonly insertFailed: number;
  readonly drop: number;
  readonly earlyDrop: number;
  readonly searchRestart: number;
}

/** Columns of ct_cpu_seq_show in the kernel's net/netfilter/nf_conntrack_standalone.c, all hexadecimal. */
const FOUND = 2;
const INVALID = 4;
const IGNORE = 5;
const INSERT = 8;
const INSERT_FAILED = 9;
const DROP = 10;
const EARLY_DROP = 11;
/** Since Linux 2.6.35. */
const SEARCH_RESTART = 16;
const MIN_COLUMNS = 16;
const MAX_COLUMNS = 17;

/**
 * A header, then one line for each CPU.
 * @throws ModuleError `malformed_reply`
 */
export function sumConntrackStat(bytes: Uint8Array): ConntrackSums {
  const scanner = new LineScanner(bytes);
  const sums = new Float64Array(MAX_COLUMNS);
  if (!scanner.nextLine()) throw malformed();
  while (scanner.nextLine()) addLine(scanner, sums);
  const sum = (column: number) => sums[column] ?? 0;
  return {
    found: sum(FOUND),
    invalid: sum(INVALID),
    ignore: sum(IGNORE),
    insert: sum(INSERT),
    insertFailed: sum(INSERT_FAILED),
    drop: sum(DROP),
    earlyDrop: sum(EARLY_DROP),
    searchRestart: sum(SEARCH_RESTART),
  };
}

function addLine(scanner: LineScanner, sums: Float64Array): void {
  let column = 0;
  for (; column < MAX_COLUMNS && !scanner.atLineEnd(); column += 1) {
    const value = scanner.hex();
    if (Number.isNaN(value)) throw malformed();
    sums[column] = (sums[column] ?? 0) + value;
  }
  if (column < MIN_COLUMNS || !scanner.atLineEnd()) throw malformed();
}

const malformed = () =>
  new ModuleError('malformed_reply', 'net/stat/nf_conntrack: not lines of 16 or 17 hexadecimal columns');
