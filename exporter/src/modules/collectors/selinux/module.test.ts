import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collect, collectorOf } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import selinux from './module.ts';
import { parseCacheStats, parseConfigMode, parseCurrentMode, parseHashStats } from './parse.ts';

const HEAD = 'lookups hits misses allocations reclaims frees\n';
const SYSFS = {
  'fs/selinux/enforce': '1',
  'fs/selinux/avc/cache_stats': `${HEAD}91000 90000 1000 900 800 700\n1 2 3 4 5 6\n`,
  'fs/selinux/avc/hash_stats': 'entries: 503\nbuckets used: 283/512\nlongest chain: 7\n',
  'fs/selinux/avc/cache_threshold': '512',
};
const ports = (
  sysfs: Record<string, string>,
  procfs: Record<string, string> = { 'self/attr/current': 'system_u:system_r:unconfined_service_t:s0\0' },
) => ({
  sysfs: fileTree(sysfs),
  procfs: fileTree(procfs),
  rootfs: fileTree({ 'etc/selinux/config': '# mode\nSELINUX=permissive\nSELINUXTYPE=targeted\n' }),
});

describe('selinux', () => {
  it('shows modes and the cache', async () => {
    expect((await collect(selinux, ports(SYSFS))).lines).toEqual([
      'node_selinux_avc_allocations_total 904',
      'node_selinux_avc_frees_total 706',
      'node_selinux_avc_hash_buckets_available 512',
      'node_selinux_avc_hash_buckets_used 283',
      'node_selinux_avc_hash_entries 503',
      'node_selinux_avc_hash_longest_chain 7',
      'node_selinux_avc_hits_total 90002',
      'node_selinux_avc_lookups_total 91001',
      'node_selinux_avc_misses_total 1003',
      'node_selinux_avc_reclaims_total 805',
      'node_selinux_avc_threshold 512',
      'node_selinux_config_mode 0',
      'node_selinux_current_mode 1',
      'node_selinux_enabled 1',
    ]);
  });

  it.each([
    ['there is no selinuxfs', {}, {}],
    ['no policy is loaded', SYSFS, { 'self/attr/current': 'kernel\0' }],
  ])('is off when %s', async (_name, sysfs, procfs) =>
    expect((await collect(selinux, ports(sysfs, procfs))).lines).toEqual(['node_selinux_enabled 0']),
  );

  it('is on when the own label cannot be read', async () =>
    expect((await collect(selinux, ports(SYSFS, {}))).lines).toContain('node_selinux_enabled 1'));

  it.each([
    ['fs/selinux/avc/cache_stats', 'unsupported', 3],
    ['fs/selinux/avc/hash_stats', 'unsupported', 9],
    ['fs/selinux/avc/cache_threshold', 'unsupported', 13],
  ])('without %s it says %s after %d samples', async (path, code, count) => {
    const rest = Object.fromEntries(Object.entries(SYSFS).filter(([each]) => each !== path));
    const attempt = await collectorOf(selinux, ports(rest)).attempt();
    expect(attempt.lines).toHaveLength(count);
    expect(attempt.error).toMatchObject({ code });
  });
});

describe('the files of selinuxfs', () => {
  it('has a sum of nothing for no CPU', () =>
    expect(parseCacheStats(Buffer.from(HEAD))).toMatchObject({ lookups: 0, frees: 0 }));

  it.each(['1 2 3 4 5\n', '1 2 3 4 5 6 7\n', 'a b c d e f\n', '\n', '-1 2 3 4 5 6\n', '\xff 2 3 4 5 6\n'])(
    'refuses the line %j of cache_stats',
    (line) => expect(() => parseCacheStats(Buffer.from(HEAD + line))).toThrow('selinux/avc/cache_stats'),
  );

  it.each([
    '',
    'entries: 1\n',
    'entries: 1\nbuckets used: 2\nlongest chain: 3\n',
    'entries: x\nbuckets used: 2/3\nlongest chain: 4\n',
    `entries: ${'9'.repeat(30)}\nbuckets used: 2/3\nlongest chain: 4\n`,
  ])('refuses %j as hash_stats', (text) =>
    expect(() => parseHashStats(text)).toThrow('selinux/avc/hash_stats'),
  );

  it.each([
    ['SELINUX=enforcing\n', 1],
    ['\n; x\n#SELINUX=enforcing\n  SELINUX="permissive"  \nSELINUX=enforcing', 0],
    ['SELINUX=disabled\n', -1],
    ['SELINUXTYPE=targeted\n', -1],
    ['', -1],
  ])('the mode of %j is %d', (text, mode) => expect(parseConfigMode(text)).toBe(mode));

  it.each([
    ['0', 0],
    ['1\n', 1],
    ['', -1],
    ['on', -1],
  ])('the current mode of %j is %d', (text, mode) => expect(parseCurrentMode(text)).toBe(mode));

  it('fuzz: any bytes give numbers or malformed_reply', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 100 }),
      fc
        .array(fc.array(fc.nat(), { maxLength: 7 }))
        .map((rows) => Buffer.from(rows.map((r) => r.join(' ')).join('\n'))),
    );
    fc.assert(
      fc.property(bytes, (each) => {
        const text = Buffer.from(each).toString('latin1');
        expect(parseConfigMode(text)).toBeGreaterThanOrEqual(-1);
        expect(parseCurrentMode(text)).toBeGreaterThanOrEqual(-1);
        for (const parse of [() => parseCacheStats(each), () => parseHashStats(text)]) {
          try {
            expect(Object.values(parse()).every((value) => value >= 0)).toBe(true);
          } catch (error) {
            expect(error).toMatchObject({ code: 'malformed_reply' });
          }
        }
      }),
    );
  });
});
