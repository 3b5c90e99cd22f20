import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collect, collectorOf } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import ksmd, { parseKsmFile } from './module.ts';

const tree = (files: Record<string, string>) => ({
  sysfs: fileTree(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [`kernel/mm/ksm/${name}`, text])),
  ),
});

describe('ksmd', () => {
  it('shows all its files', async () => {
    const { lines } = await collect(
      ksmd,
      tree({
        full_scans: '17\n',
        general_profit: '-4096\n',
        merge_across_nodes: '1\n',
        pages_shared: '2\n',
        pages_sharing: '300\n',
        pages_to_scan: '100\n',
        pages_unshared: '4\n',
        pages_volatile: '5\n',
        run: '1\n',
        sleep_millisecs: '250\n',
        use_zero_pages: '0\n',
      }),
    );
    expect(lines).toEqual([
      'node_ksmd_full_scans_total 17',
      'node_ksmd_general_profit_bytes -4096',
      'node_ksmd_merge_across_nodes 1',
      'node_ksmd_pages_shared 2',
      'node_ksmd_pages_sharing 300',
      'node_ksmd_pages_to_scan 100',
      'node_ksmd_pages_unshared 4',
      'node_ksmd_pages_volatile 5',
      'node_ksmd_run 1',
      'node_ksmd_sleep_seconds 0.25',
    ]);
  });

  it.each([
    [{}, []],
    [{ run: '0\n' }, ['node_ksmd_run 0']],
  ])('leaves out what the kernel does not have: %j', async (files, lines) =>
    expect((await collect(ksmd, tree(files))).lines).toEqual(lines),
  );

  it.each(['', 'yes\n', '1 2\n', '\xff', '9'.repeat(40)])('refuses %j', async (text) => {
    const attempt = await collectorOf(ksmd, tree({ full_scans: '1\n', run: text })).attempt();
    expect(attempt).toMatchObject({
      lines: ['node_ksmd_full_scans_total 1'],
      error: { code: 'malformed_reply' },
    });
  });

  it('fuzz: any bytes give a number or malformed_reply', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 30 }), (bytes) => {
        try {
          expect(parseKsmFile(bytes, 'run')).not.toBeNaN();
        } catch (error) {
          expect(error).toMatchObject({ code: 'malformed_reply' });
        }
      }),
    );
  });
});
