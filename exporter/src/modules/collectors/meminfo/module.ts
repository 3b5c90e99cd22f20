import { z } from 'zod';
import { pattern } from '../../../contract/metrics.ts';
import { defineCollector, ModuleError } from '../../../contract/module.ts';
import { LineScanner } from '../../../protocols/line-scanner.ts';

/** Kernels have about 60 fields. */
const MAX_FIELDS = 256;
const BYTES_PER_KB = 1024;

/** A key of the file with the names that its field gets, with and without a unit. */
interface Key {
  readonly text: string;
  readonly plain: string;
  readonly bytes: string;
}
/** The keys of the last reading by line: the kernel writes the same ones each time, so they are made once. */
export type KnownKeys = Key[];

/**
 * Calls `visit` for each line of /proc/meminfo: `Active(anon):  12 kB` is Active_anon_bytes 12288.
 * @throws ModuleError `malformed_reply` when a line has another form or there is none.
 */
export function readMeminfo(
  bytes: Uint8Array,
  known: KnownKeys,
  visit: (field: string, value: number) => void,
): void {
  const scanner = new LineScanner(bytes);
  let fields = 0;
  while (scanner.nextLine()) {
    if (scanner.atLineEnd()) continue; // seen on CentOS 6
    const key = readKey(scanner, known, fields);
    const value = scanner.number();
    const inKb = scanner.accept(' kB');
    if (Number.isNaN(value) || !scanner.atLineEnd()) throw malformed();
    fields += 1;
    if (fields > MAX_FIELDS)
      throw new ModuleError('limit_exceeded', `meminfo: more than ${MAX_FIELDS} fields`);
    visit(inKb ? key.bytes : key.plain, inKb ? value * BYTES_PER_KB : value);
  }
  if (fields === 0) throw malformed();
}

function readKey(scanner: LineScanner, known: KnownKeys, line: number): Key {
  const expected = known[line];
  if (expected !== undefined && scanner.accept(expected.text)) return expected;
  const text = scanner.word();
  const plain = text.slice(0, -1).replace(/\((.*)\)/, '_$1');
  if (!text.endsWith(':') || !/^[A-Za-z0-9_]{1,100}$/.test(plain)) throw malformed();
  const key = { text, plain, bytes: `${plain}_bytes` };
  known[line] = key;
  return key;
}

const malformed = () => new ModuleError('malformed_reply', 'meminfo: not lines of "key: value kB"');

export default defineCollector({
  id: 'meminfo',
  summary: 'Memory statistics: every field of /proc/meminfo.',
  config: z.object({}),
  metrics: {
    memory: pattern({
      prefix: 'node_memory_',
      variable: 'field',
      type: (field) => (field.endsWith('_total') ? 'counter' : 'gauge'),
      help: (field) => `Memory information field ${field}.`,
    }),
  },
  needs: ['procfs'],
  init: (): KnownKeys => [],
  collect({ procfs, state }, _config, out) {
    readMeminfo(procfs.read('meminfo'), state, out.memory);
  },
});
