import { z } from 'zod';
import { pattern } from '../../../contract/metrics.ts';
import { defineCollector, ModuleError } from '../../../contract/module.ts';
import { LineScanner } from '../../../protocols/line-scanner.ts';

/** Kernels have about 60 fields. */
const MAX_FIELDS = 256;
const BYTES_PER_KB = 1024;

/**
 * Calls `visit` for each line of /proc/meminfo: `Active(anon):  12 kB` is Active_anon_bytes 12288.
 * @throws ModuleError `malformed_reply` when a line has another form or there is none.
 */
export function readMeminfo(bytes: Uint8Array, visit: (field: string, value: number) => void): void {
  const scanner = new LineScanner(bytes);
  let fields = 0;
  while (scanner.nextLine()) {
    if (scanner.atLineEnd()) continue; // seen on CentOS 6
    const key = scanner.word();
    const value = scanner.number();
    const inKb = scanner.accept(' kB');
    if (!key.endsWith(':') || Number.isNaN(value) || !scanner.atLineEnd()) throw malformed();
    fields += 1;
    if (fields > MAX_FIELDS)
      throw new ModuleError('limit_exceeded', `meminfo: more than ${MAX_FIELDS} fields`);
    visit(fieldName(key, inKb), inKb ? value * BYTES_PER_KB : value);
  }
  if (fields === 0) throw malformed();
}

function fieldName(key: string, inKb: boolean): string {
  const name = key.slice(0, -1).replace(/\((.*)\)/, '_$1');
  if (!/^[A-Za-z0-9_]{1,100}$/.test(name)) throw malformed();
  return inKb ? `${name}_bytes` : name;
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
  collect({ procfs }, _config, out) {
    readMeminfo(procfs.read('meminfo'), out.memory);
  },
});
