import { ModuleError } from '../../../contract/module.ts';
import { LineScanner } from '../../../protocols/line-scanner.ts';

/** Counters of a line: 11, with discards (Linux 4.18) 15, with flushes (5.5) 17. */
export const MAX_COUNTERS = 17;
const MIN_COUNTERS = 11;
/** MAJOR and MINOR of the kernel are 12 and 20 bits wide. */
const MAX_MINOR = 2 ** 20 - 1;

/** One line of /proc/diskstats; the array is valid during the call only. */
export interface DiskLine {
  device: string;
  major: number;
  minor: number;
  /** How many of `counters` the kernel has. */
  count: number;
  readonly counters: Float64Array;
}

/**
 * Calls `visit` for each device whose name passes `wanted`. Lines with fewer counters (partitions before 2.6.25) are
 * left out.
 * @throws ModuleError `malformed_reply` when a line has another form.
 */
export function readDiskstats(
  bytes: Uint8Array,
  wanted: (device: string) => boolean,
  visit: (line: DiskLine) => void,
): void {
  const scanner = new LineScanner(bytes);
  const line: DiskLine = {
    device: '',
    major: 0,
    minor: 0,
    count: 0,
    counters: new Float64Array(MAX_COUNTERS),
  };
  while (scanner.nextLine()) {
    if (scanner.atLineEnd()) continue;
    line.major = scanner.number();
    line.minor = scanner.number();
    line.device = scanner.word();
    if (!(line.major <= MAX_MINOR && line.minor <= MAX_MINOR) || line.device === '') throw malformed();
    if (!wanted(line.device)) continue;
    readCounters(scanner, line);
    if (line.count >= MIN_COUNTERS) visit(line);
  }
}

function readCounters(scanner: LineScanner, line: DiskLine): void {
  line.count = 0;
  while (line.count < MAX_COUNTERS && !scanner.atLineEnd()) {
    const value = scanner.number();
    if (Number.isNaN(value)) throw malformed();
    line.counters[line.count] = value;
    line.count += 1;
  }
}

const malformed = () =>
  new ModuleError('malformed_reply', 'diskstats: not lines of "major minor device counters"');

/** Bound on one udev record; those of disks have about 4 KiB. */
const MAX_PROPERTIES = 1000;

/** The `E:` lines of a record in /run/udev/data, see udevadm(8). */
export function parseUdevProperties(text: string): Map<string, string> {
  const properties = new Map<string, string>();
  for (const line of text.split('\n')) {
    if (!line.startsWith('E:')) continue;
    const equals = line.indexOf('=');
    if (equals === -1) continue;
    properties.set(line.slice(2, equals), line.slice(equals + 1));
    if (properties.size >= MAX_PROPERTIES) break;
  }
  return properties;
}
