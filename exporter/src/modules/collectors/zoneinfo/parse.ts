import { ModuleError } from '../../../contract/module.ts';
import { LineScanner } from '../../../protocols/line-scanner.ts';

/** 1024 nodes (CONFIG_NODES_SHIFT) of at most 6 zones. */
const MAX_ZONES = 6144;
/** One for each zone of a node. */
const MAX_PROTECTIONS = 64;

export interface Zone {
  readonly node: string;
  readonly zone: string;
  /** By the words of the file, as far as they are wanted. */
  readonly values: ReadonlyMap<string, number>;
  /** Pages kept free of the allocations of each higher zone. */
  readonly protection: readonly number[];
}

/**
 * Calls `visit` for each zone of /proc/zoneinfo: `Node 0, zone      DMA`, then lines of a word and a number. Statistics
 * of the whole node stand in its first zone.
 * @throws ModuleError `malformed_reply` when a wanted value is no number, `limit_exceeded`.
 */
export function readZoneinfo(
  bytes: Uint8Array,
  wanted: ReadonlySet<string>,
  visit: (zone: Zone) => void,
): void {
  const scanner = new LineScanner(bytes);
  const seen = new Set<string>();
  let current: Reading | null = null;
  while (scanner.nextLine()) {
    if (scanner.accept('Node ')) {
      if (current) visit(current);
      current = readHead(scanner);
      remember(seen, current);
    } else if (current && !current.complete) {
      readLine(scanner, wanted, current);
    }
  }
  if (current) visit(current);
}

interface Reading extends Zone {
  readonly values: Map<string, number>;
  protection: readonly number[];
  /** What follows is on single CPUs: most of the file on large machines. */
  complete: boolean;
}

/** `0, zone      DMA` */
function readHead(scanner: LineScanner): Reading {
  const match = /^(\d{1,6}), zone\s+(\w{1,100})$/.exec(scanner.rest());
  if (!match) throw malformed();
  const [, node = '', zone = ''] = match;
  return { node, zone, values: new Map(), protection: [], complete: false };
}

function remember(seen: Set<string>, { node, zone }: Zone): void {
  const place = `${node} ${zone}`;
  if (seen.has(place)) throw malformed();
  seen.add(place);
  if (seen.size > MAX_ZONES)
    throw new ModuleError('limit_exceeded', `zoneinfo: more than ${MAX_ZONES} zones`);
}

function readLine(scanner: LineScanner, wanted: ReadonlySet<string>, zone: Reading): void {
  const word = scanner.word();
  if (wanted.has(word)) {
    const value = scanner.number();
    if (Number.isNaN(value)) throw malformed();
    zone.values.set(word, value);
  } else if (word === 'protection:') {
    zone.protection = parseProtection(scanner.rest());
  } else if (word === 'pagesets') {
    zone.complete = true;
  }
}

/** `(0, 2039, 31932)` */
function parseProtection(text: string): number[] {
  if (!/^\(\d{1,20}(, \d{1,20})*\)$/.test(text)) throw malformed();
  const values = text.slice(1, -1).split(', ', MAX_PROTECTIONS);
  return values.map(Number);
}

const malformed = () => new ModuleError('malformed_reply', 'zoneinfo: not words and numbers by zone');
