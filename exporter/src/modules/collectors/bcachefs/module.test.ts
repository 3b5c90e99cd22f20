import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collect, collectorOf } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import { parseHumanNumber } from './human-number.ts';
import bcachefs from './module.ts';
import {
  parseCounter,
  readBtreeWrites,
  readCompression,
  readErrors,
  readIoDone,
  readIoErrors,
} from './tables.ts';

const UUID = '01234567-89ab-cdef-0123-456789abcdef';
const FILES = {
  btree_cache_size: '1.50M\n',
  compression_stats:
    'typetype          compressed    uncompressed     average extent size\nlz4                    48.0k           1.00M                   62.5k\n',
  errors: 'lru_entry_bad                                   4537    1771753700\n',
  btree_write_stats: '                   nr        size\ninitial:           329   100k\n',
  'counters/fsync': 'since mount:                   2\nsince filesystem creation:     15\n',
  'counters/data_read': 'since mount:                   475G\nsince filesystem creation:     2.00T\n',
  'dev-4/label': 'disk-4\n',
  'dev-4/state': '[rw] ro evacuating spare \n',
  'dev-4/bucket_size': '512k\n',
  'dev-4/nbuckets': '953864\n',
  'dev-4/durability': '1\n',
  'dev-4/io_done':
    'read:\nsb          :       86016\nneed_discard:           0\nwrite:\nsb          :      677376\n',
  'dev-4/io_errors':
    'IO errors since filesystem creation\n  read:    188\n  checksum:5\nIO errors since 8 y ago\n  read:    7\n',
};
const below = (files: Record<string, string>) =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [`fs/bcachefs/${UUID}/${path}`, text]));
const run = (files: Record<string, string>) => collect(bcachefs, { sysfs: fileTree(below(files)) });

describe('bcachefs', () => {
  it('shows each file system', async () => {
    const { lines, families } = await run(FILES);
    const uuid = `uuid="${UUID}"`;
    expect(lines).toEqual([
      `node_bcachefs_btree_cache_size_bytes{${uuid}} 1572864`,
      `node_bcachefs_btree_write_average_size_bytes{type="initial",${uuid}} 102400`,
      `node_bcachefs_btree_writes_total{type="initial",${uuid}} 329`,
      `node_bcachefs_compression_compressed_bytes{algorithm="lz4",${uuid}} 49152`,
      `node_bcachefs_compression_uncompressed_bytes{algorithm="lz4",${uuid}} 1048576`,
      `node_bcachefs_data_read_total{${uuid}} 2199023255552`,
      `node_bcachefs_device_bucket_size_bytes{device="4",${uuid}} 524288`,
      `node_bcachefs_device_buckets{device="4",${uuid}} 953864`,
      `node_bcachefs_device_durability{device="4",${uuid}} 1`,
      `node_bcachefs_device_info{device="4",label="disk-4",state="[rw] ro evacuating spare",${uuid}} 1`,
      `node_bcachefs_device_io_done_bytes_total{data_type="sb",device="4",operation="read",${uuid}} 86016`,
      `node_bcachefs_device_io_done_bytes_total{data_type="need_discard",device="4",operation="read",${uuid}} 0`,
      `node_bcachefs_device_io_done_bytes_total{data_type="sb",device="4",operation="write",${uuid}} 677376`,
      `node_bcachefs_device_io_errors_total{device="4",type="read",${uuid}} 188`,
      `node_bcachefs_device_io_errors_total{device="4",type="checksum",${uuid}} 5`,
      `node_bcachefs_errors_total{error_type="lru_entry_bad",${uuid}} 4537`,
      `node_bcachefs_fsync_total{${uuid}} 15`,
      `node_bcachefs_info{${uuid}} 1`,
    ]);
    expect(families.find(({ name }) => name === 'node_bcachefs_fsync_total')).toMatchObject({
      type: 'counter',
      help: 'Bcachefs counter fsync since filesystem creation.',
    });
  });

  it('shows a bare one', async () => {
    const uuid = `uuid="${UUID}"`;
    expect((await run({ 'dev-0/x': '' })).lines).toEqual([
      `node_bcachefs_btree_cache_size_bytes{${uuid}} 0`,
      `node_bcachefs_device_bucket_size_bytes{device="0",${uuid}} 0`,
      `node_bcachefs_device_buckets{device="0",${uuid}} 0`,
      `node_bcachefs_device_durability{device="0",${uuid}} 0`,
      `node_bcachefs_device_info{device="0",label="",state="",${uuid}} 1`,
      `node_bcachefs_info{${uuid}} 1`,
    ]);
  });

  it('passes over counters whose families are another thing, or the same', async () => {
    const counter = FILES['counters/fsync'];
    const { lines } = await run({
      'counters/errors': counter,
      'counters/a-b': counter,
      'counters/a_b': counter,
    });
    expect(lines.filter((line) => line.includes('_total'))).toEqual([
      `node_bcachefs_a_b_total{uuid="${UUID}"} 15`,
    ]);
  });

  it.each([[{}], [{ 'fs/other/x': '' }]])('says so when none is mounted: %j', (files) =>
    expect(collect(bcachefs, { sysfs: fileTree(files) })).rejects.toMatchObject({ code: 'unsupported' }),
  );

  it.each([
    ['0', 0],
    ['702', 702],
    ['1.26k', 1290],
    ['2.00M', 2097152],
    ['44.5T', 48_928_267_436_032],
    ['1.5E', 1.5 * 2 ** 60],
    ['3K', 3072],
  ])('reads %s as %i', (text, value) => expect(parseHumanNumber(text)).toBe(value));

  it.each([
    ['btree_cache_size', 'much\n'],
    ['btree_cache_size', '-1k\n'],
    ['btree_cache_size', `${'9'.repeat(40)}\n`],
    ['compression_stats', 'head\nlz4 x 1\n'],
    ['compression_stats', 'head\nlz4 1 1\nlz4 1 1\n'],
    ['errors', 'a b\n'],
    ['errors', 'a 1.5\n'],
    ['btree_write_stats', 'head\ninitial: 1k 2\n'],
    ['counters/fsync', ''],
    ['counters/fsync', 'since yesterday: 1\n'],
    ['counters/fsync', 'since filesystem creation:\n'],
    ['dev-1/nbuckets', '\xff\n'],
    ['dev-1/io_done', 'read:\nsb : many\n'],
    ['dev-1/io_done', 'read:\nsb : 1\nread:\nsb : 1\n'],
    ['dev-1/io_errors', 'IO errors since filesystem creation\nread: -1\n'],
  ])('refuses %s with %j', (path, text) =>
    expect(run({ [path]: text })).rejects.toMatchObject({ code: 'malformed_reply' }),
  );

  it.each([
    ['counters/fsync', 'since mount: 5\n', `node_bcachefs_fsync_total{uuid="${UUID}"} 0`],
    ['errors', 'a\n\nb 2\n', `node_bcachefs_errors_total{error_type="b",uuid="${UUID}"} 2`],
  ])('reads %s with %j', async (path, text, line) =>
    expect((await run({ [path]: text })).lines).toContain(line),
  );

  it.each([
    ['compression_stats', ''],
    ['compression_stats', 'head\nlz4 1\n'],
    ['dev-1/io_done', 'sb : 1\n'],
    ['dev-1/io_done', 'read:\nnothing\n'],
    ['dev-1/io_errors', 'IO errors since 8 y ago\nread: 1\n'],
    ['dev-1/io_errors', 'read: 1\n'],
  ])('finds nothing in %s with %j', async (path, text) => {
    const { lines } = await run({ [path]: text });
    expect(lines.filter((line) => /compression|_io_/.test(line))).toEqual([]);
  });

  it.each([
    ['rows', { errors: Array.from({ length: 1025 }, (_, i) => `e${i} 1\n`).join('') }],
    ['devices', Object.fromEntries(Array.from({ length: 513 }, (_, i) => [`dev-${i}/label`, 'x\n']))],
    [
      'counters',
      Object.fromEntries(Array.from({ length: 513 }, (_, i) => [`counters/c${i}`, 'since mount: 1\n'])),
    ],
  ])('refuses %s without end', (_name, files: Record<string, string>) =>
    expect(run(files)).rejects.toMatchObject({ code: 'limit_exceeded' }),
  );

  it('refuses file systems without end', () => {
    const files = Array.from({ length: 65 }, (_, i) => [`fs/bcachefs/u${i}/label`, ''] as const);
    const { attempt } = collectorOf(bcachefs, { sysfs: fileTree(Object.fromEntries(files)) });
    return expect(attempt()).resolves.toMatchObject({ lines: [], error: { code: 'limit_exceeded' } });
  });

  it('fuzz: any bytes give values or malformed_reply', () => {
    const piece = fc.constantFrom(...Object.values(FILES), 'a: 1 2k\n', 'read:\n', ':', '\n', ' 5');
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.array(fc.oneof(piece, fc.string({ maxLength: 4 }))).map((pieces) => Buffer.from(pieces.join(''))),
    );
    fc.assert(
      fc.property(bytes, (each) => {
        const isCount = (value: number) => expect(value).toBeGreaterThanOrEqual(0);
        for (const parse of [
          () => isCount(parseCounter(each)),
          () => readCompression(each, (_algorithm, compressed) => isCount(compressed)),
          () => readBtreeWrites(each, (_type, writes) => isCount(writes)),
          () => readErrors(each, (_type, count) => isCount(count)),
          () => readIoDone(each, (_operation, _dataType, done) => isCount(done)),
          () => readIoErrors(each, (_type, count) => isCount(count)),
        ]) {
          try {
            parse();
          } catch (error) {
            expect(error).toMatchObject({ code: 'malformed_reply' });
          }
        }
      }),
    );
  });
});
