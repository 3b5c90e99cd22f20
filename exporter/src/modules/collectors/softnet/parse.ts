import { ModuleError } from '../../../contract/module.ts';
import { LineScanner } from '../../../protocols/line-scanner.ts';

/** Of one CPU. */
export interface SoftnetColumns {
  readonly cpu: number;
  readonly processed: number;
  readonly dropped: number;
  readonly timesSqueezed: number;
  readonly collisions: number;
  /** Since Linux 2.6.36. */
  readonly receivedRps: number;
  /** Since Linux 3.11. */
  readonly flowLimitCount: number;
  /** Since Linux 5.10. */
  readonly backlog: number;
}

/** Columns of softnet_seq_show in the kernel's net/core/net-procfs.c, all hexadecimal. */
const MIN_COLUMNS = 9;
const COLLISIONS = 8;
const RECEIVED_RPS = 9;
const FLOW_LIMIT_COUNT = 10;
const BACKLOG = 11;
/** Since Linux 5.10; before, lines stand for the CPUs that are online, in order. */
const CPU = 12;
const KNOWN_COLUMNS = 13;
/** NR_CPUS of the largest kernel configurations. */
const MAX_CPUS = 8192;

/** @throws ModuleError `malformed_reply` */
export function readSoftnet(bytes: Uint8Array, visit: (columns: SoftnetColumns) => void): void {
  const scanner = new LineScanner(bytes);
  const columns = new Float64Array(KNOWN_COLUMNS);
  let lines = 0;
  let lastCpu = -1;
  while (scanner.nextLine()) {
    const width = readLine(scanner, columns);
    const at = (column: number) => columns[column] ?? 0;
    const cpu = width > CPU ? at(CPU) : lines;
    if (cpu <= lastCpu || lines === MAX_CPUS) throw malformed();
    visit({
      cpu,
      processed: at(0),
      dropped: at(1),
      timesSqueezed: at(2),
      collisions: at(COLLISIONS),
      receivedRps: at(RECEIVED_RPS),
      flowLimitCount: at(FLOW_LIMIT_COUNT),
      backlog: at(BACKLOG),
    });
    lastCpu = cpu;
    lines += 1;
  }
  if (lines === 0) throw malformed();
}

/** Fills in what the line has, and says how many columns that is. */
function readLine(scanner: LineScanner, columns: Float64Array): number {
  columns.fill(0);
  let width = 0;
  for (; width < KNOWN_COLUMNS && !scanner.atLineEnd(); width += 1) {
    const value = scanner.hex();
    if (Number.isNaN(value)) throw malformed();
    columns[width] = value;
  }
  if (width < MIN_COLUMNS) throw malformed();
  return width;
}

const malformed = () =>
  new ModuleError('malformed_reply', 'net/softnet_stat: not lines of hexadecimal columns');
