import { ModuleError } from '../../../contract/module.ts';
import { LineScanner } from '../../../protocols/line-scanner.ts';
import type { Statistics } from './statistics.ts';

/** Linux 6 has 15 pairs with 170 names at most. */
const MAX_PAIRS = 100;
const MAX_NAMES = 2000;

/** A pair of lines, as it was last seen. */
export interface Layout {
  /** The line with the names: `TcpExt: SyncookiesSent SyncookiesRecv …`. */
  readonly names: string;
  readonly protocol: string;
  readonly count: number;
  readonly wanted: readonly Column[];
}

interface Column {
  readonly variable: string;
  /** Columns to pass over since the one before. */
  readonly gap: number;
}

/**
 * Shows the wanted statistics of /proc/net/netstat or snmp, whose lines come in pairs: names, then values.
 * `layouts` is kept from reading to reading.
 * @throws ModuleError `malformed_reply`
 */
export function readPairs(bytes: Uint8Array, layouts: Layout[], statistics: Statistics, path: string): void {
  const scanner = new LineScanner(bytes);
  let pair = 0;
  while (scanner.nextLine()) {
    const known = layouts[pair];
    const layout =
      known !== undefined && scanner.acceptLine(known.names) ? known : layoutOf(scanner.rest(), statistics);
    if (layout === null || pair === MAX_PAIRS || !scanner.nextLine() || !scanner.accept(layout.protocol))
      throw malformed(path);
    layouts[pair] = layout;
    pair += 1;
    if (!readValues(scanner, layout, statistics)) throw malformed(path);
  }
}

function layoutOf(line: string, statistics: Statistics): Layout | null {
  const [protocol = '', ...names] = line.split(' ');
  if (!/^[A-Za-z0-9]{1,50}:$/.test(protocol) || names.length > MAX_NAMES) return null;
  const wanted: Column[] = [];
  let next = 0;
  for (const [column, name] of names.entries()) {
    const variable = statistics.nameOf(protocol.slice(0, -1), name);
    if (variable === null) continue;
    wanted.push({ variable, gap: column - next });
    next = column + 1;
  }
  return { names: line, protocol, count: names.length, wanted };
}

/** False when there are not as many values as names. */
function readValues(scanner: LineScanner, { wanted, count }: Layout, statistics: Statistics): boolean {
  let column = 0;
  for (const { variable, gap } of wanted) {
    column += scanner.skip(gap) + 1;
    statistics.show(variable, scanner.integer());
  }
  return column + scanner.skip(count - column) === count && scanner.atLineEnd();
}

const malformed = (path: string) =>
  new ModuleError('malformed_reply', `${path}: not pairs of names and values`);
