import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collect, collectorOf } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import vmstat from './module.ts';
import { findFields, readFields } from './parse.ts';

const TEXT = `nr_free_pages 977769
pgpgin 7344136
pswpin 1476
allocstall 3
pgfault 18446744073709551615
pgmajfault 507162
drop_pagecache 0
oom_kill 2
`;
const run = (text: string, config: object = {}) =>
  collect(vmstat, { procfs: fileTree({ vmstat: text }) }, config);

describe('vmstat', () => {
  it('shows the fields that matter', async () => {
    const { lines, families } = await run(TEXT);
    expect(lines).toEqual([
      'node_vmstat_oom_kill 2',
      'node_vmstat_pgfault 18446744073709552000',
      'node_vmstat_pgmajfault 507162',
      'node_vmstat_pgpgin 7344136',
      'node_vmstat_pswpin 1476',
    ]);
    expect(families[0]).toMatchObject({ type: 'untyped', help: '/proc/vmstat information field oom_kill.' });
  });

  it.each([
    ['^drop', ['node_vmstat_drop_pagecache 0']],
    ['^none$', []],
  ])('with fields %j it shows %j', async (fields, lines) =>
    expect((await run(TEXT, { fields })).lines).toEqual(lines),
  );

  it('shows all fields when asked for none', async () =>
    expect((await run(TEXT, { fields: '' })).lines).toHaveLength(8));

  it('follows the values, and the lines should they move', async () => {
    let text = TEXT;
    const next = collectorOf(
      vmstat,
      { procfs: { ...fileTree({}), read: () => Buffer.from(text) } },
      { fields: '^(oom|pgpg)' },
    );
    await next();
    text = TEXT.replace('oom_kill 2', 'oom_kill 3');
    expect((await next()).lines).toEqual(['node_vmstat_oom_kill 3', 'node_vmstat_pgpgin 7344136']);
    text = 'pgpgout 1\npgpgin 4\noom_kills 5\n';
    expect((await next()).lines).toEqual([
      'node_vmstat_oom_kills 5',
      'node_vmstat_pgpgin 4',
      'node_vmstat_pgpgout 1',
    ]);
    text = '';
    expect((await next()).lines).toEqual([]);
  });

  it.each([
    'oom_kill\n',
    'oom_kill two\n',
    'oom-kill 2\n',
    ' 2\n',
    '\n',
    'pgfault 1\noom_ki',
    `oom_kill ${'9'.repeat(40)}\n`,
    `${'a'.repeat(101)} 1\n`,
    'oom_\xff 1\n',
  ])('refuses %j', (text) => expect(run(text)).rejects.toMatchObject({ code: 'malformed_reply' }));

  it('refuses a value that is no longer a number', async () => {
    let text = 'oom_kill 2\n';
    const next = collectorOf(vmstat, { procfs: { ...fileTree({}), read: () => Buffer.from(text) } });
    await next();
    text = 'oom_kill x\n';
    await expect(next()).rejects.toMatchObject({ code: 'malformed_reply' });
  });

  it('refuses a file without end', () =>
    expect(run('a 1\n'.repeat(5000))).rejects.toMatchObject({ code: 'limit_exceeded' }));

  it('fuzz: any bytes give fields or malformed_reply, at first and later', () => {
    const line = fc
      .tuple(fc.constantFrom('pgpgin', 'oom_kill', 'x', 'y-z'), fc.constantFrom('1', '22', '', 'z'))
      .map(([name, value]) => `${name} ${value}\n`);
    const file = fc.oneof(
      fc.uint8Array({ maxLength: 100 }),
      fc.array(line).map((lines) => Buffer.from(lines.join(''))),
    );
    fc.assert(
      fc.property(file, file, (first, second) => {
        try {
          const fields = findFields(first, () => true);
          readFields(second, fields);
          expect(new Set(fields.map(({ name }) => name)).size).toBe(fields.length);
          expect(fields.every(({ value }) => value >= 0)).toBe(true);
        } catch (error) {
          expect(error).toMatchObject({ code: 'malformed_reply' });
        }
      }),
    );
  });
});
