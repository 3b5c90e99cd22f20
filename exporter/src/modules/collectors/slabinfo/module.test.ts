import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collect } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import slabinfo from './module.ts';
import { readSlabinfo } from './parse.ts';

const HEAD = `slabinfo - version: 2.1
# name            <active_objs> <num_objs> <objsize> <objperslab> <pagesperslab> : tunables <limit>
`;
const REST = ' : tunables    0    0    0 : slabdata     27     27      0\n';
const run = (text: string, config: object = {}) =>
  collect(slabinfo, { procfs: fileTree({ slabinfo: text }) }, config);

describe('slabinfo', () => {
  it('shows each cache', async () => {
    expect((await run(`${HEAD}dentry              70    80    192   21    1${REST}`)).lines).toEqual([
      'node_slabinfo_active_objects{slab="dentry"} 70',
      'node_slabinfo_object_size_bytes{slab="dentry"} 192',
      'node_slabinfo_objects{slab="dentry"} 80',
      'node_slabinfo_objects_per_slab{slab="dentry"} 21',
      'node_slabinfo_pages_per_slab{slab="dentry"} 1',
    ]);
  });

  it.each([
    [{}, ['inode', 'kmalloc-8', 'kmalloc-16']],
    [{ slabsInclude: '^k' }, ['kmalloc-8', 'kmalloc-16']],
    [{ slabsExclude: '^k' }, ['inode']],
    [{ slabsInclude: '^k', slabsExclude: '8$' }, ['kmalloc-16']],
  ])('with %j it shows %j', async (config, expected) => {
    const text = ['inode', 'kmalloc-8', 'kmalloc-16', 'inode'].map((name) => `${name} 1 2 3 4 5${REST}`);
    const { lines } = await run(HEAD + text.join(''), config);
    const shown = lines.filter((line) => line.startsWith('node_slabinfo_objects{'));
    expect(shown.map((line) => /"(.*)"/.exec(line)?.[1])).toEqual(expected);
  });

  it.each(['', HEAD])('finds none in %.20j', async (text) => expect((await run(text)).lines).toEqual([]));

  it.each([
    `dentry 1 2 3 4 x${REST}`,
    `dentry 1 2 3 4${REST}`,
    'dentry 1 2 3 4 5\n',
    'dentry 1 2',
    `dentry 1 2 3 4 ${'9'.repeat(30)}${REST}`,
    '\n',
    '\xff\xfe',
  ])('refuses %j', (line) => expect(run(HEAD + line)).rejects.toMatchObject({ code: 'malformed_reply' }));

  it('refuses a file without end', () =>
    expect(
      run(Array.from({ length: 5001 }, (_, i) => `s${i} 1 2 3 4 5${REST}`).join('')),
    ).rejects.toMatchObject({
      code: 'limit_exceeded',
    }));

  it('does without when there is no such file', () =>
    expect(collect(slabinfo, { procfs: fileTree({}) })).rejects.toMatchObject({ code: 'unsupported' }));

  it('fuzz: any bytes give caches or malformed_reply', () => {
    const line = fc
      .tuple(
        fc.constantFrom('a', 'b', '# name'),
        fc.array(fc.nat(), { maxLength: 6 }),
        fc.constantFrom(REST, '\n'),
      )
      .map(([name, values, rest]) => `${name} ${values.join(' ')}${rest}`);
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 100 }),
      fc.array(line).map((lines) => Buffer.from(lines.join(''))),
    );
    fc.assert(
      fc.property(bytes, (each) => {
        const seen = new Set<string>();
        try {
          readSlabinfo(each, (slab) => {
            expect(seen.has(slab.name)).toBe(false);
            seen.add(slab.name);
            expect(slab.pagesPerSlab).toBeGreaterThanOrEqual(0);
          });
        } catch (error) {
          expect(error).toMatchObject({ code: 'malformed_reply' });
        }
      }),
    );
  });
});
