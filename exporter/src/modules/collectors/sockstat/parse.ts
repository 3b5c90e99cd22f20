import { ModuleError } from '../../../contract/module.ts';
import { LineScanner } from '../../../protocols/line-scanner.ts';

/** What node_exporter takes over from a protocol's line; `inuse` is always there. */
const STATES = new Set(['inuse', 'orphan', 'tw', 'alloc', 'mem', 'memory']);

/**
 * Reads /proc/net/sockstat or sockstat6, see sockstat_seq_show in the kernel's net/ipv4/proc.c:
 *
 *     sockets: used 229
 *     TCP: inuse 4 orphan 0 tw 4 alloc 17 mem 1
 *
 * `visit` gets `TCP_inuse`; `mem` counts pages, and comes once more in bytes.
 * @throws ModuleError `malformed_reply`, also for what is in `shown` already.
 */
export function readSockstat(
  bytes: Uint8Array,
  pageBytes: number,
  shown: Set<string>,
  used: (sockets: number) => void,
  visit: (variable: string, value: number) => void,
): void {
  const scanner = new LineScanner(bytes);
  const show = (variable: string, value: number) => {
    if (shown.has(variable)) throw malformed();
    shown.add(variable);
    visit(variable, value);
  };
  while (scanner.nextLine()) {
    const protocol = scanner.word().replace(/:$/, '');
    if (!/^[A-Za-z0-9]{1,50}$/.test(protocol) || scanner.atLineEnd()) throw malformed();
    if (protocol === 'sockets') {
      used(readUsed(scanner, shown));
      continue;
    }
    let inUse = 0;
    while (!scanner.atLineEnd()) {
      const state = scanner.word();
      const value = numberOf(scanner);
      if (state === 'inuse') inUse = value;
      else if (STATES.has(state)) show(`${protocol}_${state}`, value);
      if (state === 'mem') show(`${protocol}_mem_bytes`, value * pageBytes);
    }
    show(`${protocol}_inuse`, inUse);
  }
}

function readUsed(scanner: LineScanner, shown: Set<string>): number {
  let used = 0;
  while (!scanner.atLineEnd()) {
    const key = scanner.word();
    const value = numberOf(scanner);
    if (key === 'used') used = value;
  }
  if (shown.has('sockets')) throw malformed();
  shown.add('sockets');
  return used;
}

function numberOf(scanner: LineScanner): number {
  const value = scanner.integer();
  if (Number.isNaN(value)) throw malformed();
  return value;
}

const malformed = () =>
  new ModuleError('malformed_reply', 'net/sockstat: not lines of "protocol: state number …"');
