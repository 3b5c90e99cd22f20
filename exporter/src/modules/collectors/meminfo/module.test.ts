import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collect, collectorOf } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import meminfo, { readMeminfo } from './module.ts';

const TEXT = 'MemTotal:       16042172 kB\n\nActive(anon):    1300244 kB\nHugePages_Total:       3\n';
const read = (bytes: Uint8Array) => {
  const fields: [string, number][] = [];
  readMeminfo(bytes, [], (field, value) => fields.push([field, value]));
  return fields;
};

describe('meminfo', () => {
  it('shows each field, in bytes when it has a unit', async () => {
    const { lines, families } = await collect(meminfo, { procfs: fileTree({ meminfo: TEXT }) });
    expect(lines).toEqual([
      'node_memory_Active_anon_bytes 1331449856',
      'node_memory_HugePages_Total 3',
      'node_memory_MemTotal_bytes 16427184128',
    ]);
    expect(families[0]).toMatchObject({ type: 'gauge', help: 'Memory information field Active_anon_bytes.' });
  });

  it('follows when the kernel writes other lines than before', async () => {
    let text = TEXT;
    const next = collectorOf(meminfo, { procfs: { ...fileTree({}), read: () => Buffer.from(text) } });
    await next();
    text = 'MemTotals: 1 kB\nMemTotal: 2\nActive(anon): 3 kB\n';
    expect((await next()).lines).toEqual([
      'node_memory_Active_anon_bytes 3072',
      'node_memory_MemTotal 2',
      'node_memory_MemTotals_bytes 1024',
    ]);
  });

  it.each([
    '',
    '\n',
    'MemTotal',
    'MemTotal: kB\n',
    'MemTotal 5 kB\n',
    'MemTotal: 5 MB\n',
    'MemTotal: 5 kB x\n',
    'Mem-Total: 5 kB\n',
    ': 5 kB\n',
    `${'A'.repeat(101)}: 5 kB\n`,
    `MemTotal: ${'9'.repeat(100)} kB\n`,
    'Mem\xffTotal: 1 kB\n',
    'MemTotal: 1 kB\nMemFr',
  ])('refuses %j', (text) =>
    expect(() => read(Buffer.from(text, 'latin1'))).toThrow('meminfo: not lines of'),
  );

  it('refuses a file without end', () => {
    const text = Array.from({ length: 300 }, (_, i) => `f${i}: 1 kB\n`).join('');
    expect(() => read(Buffer.from(text))).toThrow(expect.objectContaining({ code: 'limit_exceeded' }));
  });

  it('fuzz: any bytes give fields or malformed_reply', () => {
    const line = fc
      .tuple(fc.stringMatching(/^[A-Za-z()_]{1,8}:?$/), fc.nat(), fc.constantFrom('', ' kB', ' B'))
      .map(([k, v, u]) => `${k} ${v}${u}`);
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.array(line).map((lines) => Buffer.from(lines.join('\n'))),
    );
    fc.assert(
      fc.property(bytes, (each) => {
        try {
          for (const [field, value] of read(each)) {
            expect(field).toMatch(/^[A-Za-z0-9_]+$/);
            expect(value).toBeGreaterThanOrEqual(0);
          }
        } catch (error) {
          expect(error).toMatchObject({ code: 'malformed_reply' });
        }
      }),
    );
  });
});
