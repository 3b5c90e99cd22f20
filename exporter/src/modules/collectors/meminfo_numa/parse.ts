import { ModuleError } from '../../../contract/module.ts';
import { LineScanner } from '../../../protocols/line-scanner.ts';

/** Kernels have about 40. */
const MAX_FIELDS = 256;
const BYTES_PER_KB = 1024;
const NAME = /^[A-Za-z0-9_]{1,100}$/;

type Visit = (field: string, value: number) => void;

/**
 * Calls `visit` for each line of a node's meminfo: `Node 0 Active(anon):  12 kB` is Active_anon 12288.
 * @throws ModuleError `malformed_reply`, `limit_exceeded`.
 */
export function readNodeMeminfo(bytes: Uint8Array, visit: Visit): void {
  readLines(
    bytes,
    'meminfo',
    (scanner) => {
      const isNode = scanner.accept('Node ') && !Number.isNaN(scanner.number());
      const key = scanner.word();
      const value = scanner.number();
      const unit = scanner.accept(' kB') ? BYTES_PER_KB : 1;
      if (!isNode || !key.endsWith(':')) return null;
      return [key.slice(0, -1).replace(/\((.*)\)/, '_$1'), value * unit];
    },
    visit,
  );
}

/**
 * Calls `visit` for each line of a node's numastat: `numa_hit 5` is numa_hit_total 5.
 * @throws ModuleError `malformed_reply`, `limit_exceeded`.
 */
export function readNumastat(bytes: Uint8Array, visit: Visit): void {
  readLines(bytes, 'numastat', (scanner) => [`${scanner.word()}_total`, scanner.number()], visit);
}

function readLines(
  bytes: Uint8Array,
  file: string,
  read: (scanner: LineScanner) => readonly [field: string, value: number] | null,
  visit: Visit,
): void {
  const scanner = new LineScanner(bytes);
  const seen = new Set<string>();
  while (scanner.nextLine()) {
    if (scanner.atLineEnd()) continue;
    const [field, value] = read(scanner) ?? ['', NaN];
    if (!NAME.test(field) || Number.isNaN(value) || !scanner.atLineEnd() || seen.has(field))
      throw new ModuleError('malformed_reply', `${file} of a NUMA node: not a field and a number`);
    seen.add(field);
    if (seen.size > MAX_FIELDS)
      throw new ModuleError('limit_exceeded', `${file} of a NUMA node: more than ${MAX_FIELDS} fields`);
    visit(field, value);
  }
}
