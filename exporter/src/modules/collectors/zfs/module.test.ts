import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collect, collectorOf } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import { type KnownKeys, readKstat, readObjset } from './kstat.ts';
import zfs from './module.ts';
import { readPoolIo } from './pool-io.ts';

const HEAD = '6 1 0x01 91 4368 5266997922 97951858082072\nname                            type data\n';
const OBJSET = (name: string, writes = 4) =>
  `${HEAD}dataset_name                    7    ${name}\nwrites                          4    ${writes}\n`;
const IO_NAMES =
  'nread    nwritten reads    writes   wtime    wlentime wupdate  rtime    rlentime rupdate  wcnt     rcnt    \n';
const IO = `12 3 0x00 1 80 79205351707403 395818011156865\n${IO_NAMES}1 2 3 4 5 6 7 8 9 10 11 12\n`;

const below = (files: Record<string, string | Buffer>) =>
  fileTree(Object.fromEntries(Object.entries(files).map(([path, text]) => [`spl/kstat/zfs/${path}`, text])));
const run = (files: Record<string, string | Buffer>) => collect(zfs, { procfs: below(files) });
const kstat = (text: string | Uint8Array, known: KnownKeys = []) => {
  const rows: [string, number][] = [];
  readKstat(Buffer.from(text), known, (name, value) => rows.push([name, value]));
  return rows;
};

describe('zfs', () => {
  it('shows the statistics of all of ZFS', async () => {
    const { lines, families } = await run({
      arcstats: `${HEAD}hits                            4    18446744073709551615\nmemory_available_bytes          3    -17\nversion                         7    2.1.5\n`,
      fm: `${HEAD}erpt-dropped                    4    18\n`,
      dbgmsg: 'timestamp    message\n',
    });
    expect(lines).toEqual([
      'node_zfs_arc_hits 18446744073709552000',
      'node_zfs_arc_memory_available_bytes -17',
      'node_zfs_fm_erpt_dropped 18',
    ]);
    expect(families.map(({ type, help }) => [type, help])).toEqual([
      ['untyped', 'kstat.zfs.misc.arcstats.hits'],
      ['untyped', 'kstat.zfs.misc.arcstats.memory_available_bytes'],
      ['untyped', 'kstat.zfs.misc.fm.erpt-dropped'],
    ]);
  });

  it('shows pools and their data sets', async () => {
    const { lines, families } = await run({
      'data/state': 'DEGRADED\n',
      'data/io': IO,
      'data/objset-0x36': OBJSET('data'),
      'data/objset-0x101': OBJSET('data/a  b', 7),
      'data/txgs': 'anything',
    });
    expect(lines).toEqual([
      'node_zfs_zpool_dataset_writes{dataset="data",zpool="data"} 4',
      'node_zfs_zpool_dataset_writes{dataset="data/a  b",zpool="data"} 7',
      'node_zfs_zpool_nread{zpool="data"} 1',
      'node_zfs_zpool_nwritten{zpool="data"} 2',
      'node_zfs_zpool_rcnt{zpool="data"} 12',
      'node_zfs_zpool_reads{zpool="data"} 3',
      'node_zfs_zpool_rlentime{zpool="data"} 9',
      'node_zfs_zpool_rtime{zpool="data"} 8',
      'node_zfs_zpool_rupdate{zpool="data"} 10',
      'node_zfs_zpool_state{state="online",zpool="data"} 0',
      'node_zfs_zpool_state{state="degraded",zpool="data"} 1',
      'node_zfs_zpool_state{state="faulted",zpool="data"} 0',
      'node_zfs_zpool_state{state="offline",zpool="data"} 0',
      'node_zfs_zpool_state{state="removed",zpool="data"} 0',
      'node_zfs_zpool_state{state="unavail",zpool="data"} 0',
      'node_zfs_zpool_state{state="suspended",zpool="data"} 0',
      'node_zfs_zpool_wcnt{zpool="data"} 11',
      'node_zfs_zpool_wlentime{zpool="data"} 6',
      'node_zfs_zpool_writes{zpool="data"} 4',
      'node_zfs_zpool_wtime{zpool="data"} 5',
      'node_zfs_zpool_wupdate{zpool="data"} 7',
    ]);
    expect(families[0]).toMatchObject({ type: 'untyped', help: 'kstat.zfs.misc.objset.writes' });
  });

  it('follows pools that come and go, and rows that change', async () => {
    const files: Record<string, string> = { 'spl/kstat/zfs/a/objset-1': OBJSET('a') };
    const next = collectorOf(zfs, { procfs: fileTree(files) });
    const datasets = async () => (await next()).lines.filter((line) => line.includes('dataset'));
    expect(await datasets()).toEqual(['node_zfs_zpool_dataset_writes{dataset="a",zpool="a"} 4']);
    files['spl/kstat/zfs/a/objset-1'] = OBJSET('a', 5).replace('writes', 'nwritten');
    files['spl/kstat/zfs/b/objset-1'] = OBJSET('b');
    expect(await datasets()).toEqual([
      'node_zfs_zpool_dataset_nwritten{dataset="a",zpool="a"} 5',
      'node_zfs_zpool_dataset_writes{dataset="b",zpool="b"} 4',
    ]);
    delete files['spl/kstat/zfs/a/objset-1'];
    expect(await datasets()).toEqual(['node_zfs_zpool_dataset_writes{dataset="b",zpool="b"} 4']);
  });

  it('shows a name once that two data sets have while one is renamed', async () => {
    const { lines } = await run({ 'a/objset-1': OBJSET('a/x', 1), 'a/objset-2': OBJSET('a/x', 2) });
    expect(lines).toEqual(['node_zfs_zpool_dataset_writes{dataset="a/x",zpool="a"} 1']);
  });

  it('goes on without data sets that go while it reads, and without those beyond the bound', async () => {
    const tree = below({ 'a/objset-1': OBJSET('a'), 'a/state': 'online' });
    const listIfPresent = (path: string) => [...tree.listIfPresent(path), 'objset-2'];
    expect((await collect(zfs, { procfs: { ...tree, listIfPresent } })).lines).toHaveLength(8);
    const many = Object.fromEntries(
      Array.from({ length: 1802 }, (_, i) => [`a/objset-${i}`, OBJSET(`a/${i}`)]),
    );
    const { lines, partial } = await run(many);
    expect(lines).toHaveLength(1800);
    expect(partial).toMatchObject([{ code: 'limit_exceeded' }]);
  });

  it('says so when the kernel has none', () =>
    expect(collect(zfs, { procfs: fileTree({}) })).rejects.toMatchObject({ code: 'unsupported' }));

  it.each([
    ['', []],
    ['FAULTED', ['faulted']],
    ['ONLINE\nDEGRADED\n', ['online']],
    ['\xff', []],
  ])('reads the state %j as %j', async (text, states) => {
    const { lines } = await run({ 'p/state': Buffer.from(text, 'latin1') });
    expect(lines).toHaveLength(7);
    expect(lines.filter((line) => line.endsWith(' 1'))).toEqual(
      states.map((state) => `node_zfs_zpool_state{state="${state}",zpool="p"} 1`),
    );
  });

  it.each([
    ['an empty line', `${HEAD}\na 4 1\n`, [['a', 1]]],
    ['a line cut off', `${HEAD}a 4 1\nb 4`, [['a', 1]]],
    ['other characters', `${HEAD}misc.a-b 4 1\n`, [['a_b', 1]]],
    ['other types', `${HEAD}a 7 x\nb x 1\nc 2 1\n`, []],
  ])('reads a kstat with %s', (_name, text, rows) => expect(kstat(text)).toEqual(rows));

  it('finds a name that is there twice although it knows the rows', () => {
    const known: KnownKeys = [];
    expect(kstat(`${HEAD}a 4 1\nb 4 2\n`, known)).toHaveLength(2);
    expect(kstat(`${HEAD}c 4 1\nb 4 2\n`, known)).toHaveLength(2);
    expect(() => kstat(`${HEAD}b 4 1\nb 4 2\n`, known)).toThrow('a name is there twice');
  });

  it.each([
    '',
    'name type data x\n',
    `${HEAD}a 4 x\n`,
    `${HEAD}a 4 -1\n`,
    `${HEAD}a 3 1.5\n`,
    `${HEAD}a 4 ${'9'.repeat(30)}\n`,
    `${HEAD}a 4 1\na 4 1\n`,
    `${HEAD}${'a'.repeat(101)} 4 1\n`,
    `${HEAD}a. 4 1\n`,
  ])('refuses the kstat %j', (text) =>
    expect(() => kstat(text)).toThrow(expect.objectContaining({ code: 'malformed_reply' })),
  );

  it('refuses a kstat without end', () => {
    const rows = Array.from({ length: 600 }, (_, i) => `r${i} 4 1\n`).join('');
    expect(() => kstat(HEAD + rows)).toThrow(expect.objectContaining({ code: 'limit_exceeded' }));
  });

  it.each([
    ['objset-1', `${HEAD}writes 4 1\n`],
    ['objset-1', 'x'],
    ['io', `${IO_NAMES}1 2 3\n`],
    ['io', `${IO_NAMES}1 2 3 4 5 6 7 8 9 10 11 x\n`],
  ])('refuses a pool whose %s is %j', (file, text) =>
    expect(run({ [`p/${file}`]: text })).rejects.toMatchObject({ code: 'malformed_reply' }),
  );

  it.each(['', IO_NAMES, 'nread nwritten\n1 2\n', '\xff\xff'])('shows nothing of the io %j', async (text) =>
    expect((await run({ 'p/io': Buffer.from(text, 'latin1') })).lines).toEqual([]),
  );

  it('fuzz: any bytes give values or malformed_reply', () => {
    const piece = fc.constantFrom(HEAD, IO, IO_NAMES, OBJSET('p'), 'a 4 1\n', 'a-b 3 -1\n', '\n', ' 7 x\n');
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }).map((each) => Buffer.from(each)),
      fc.array(fc.oneof(piece, fc.string({ maxLength: 4 }))).map((pieces) => Buffer.from(pieces.join(''))),
    );
    const known: KnownKeys = [];
    fc.assert(
      fc.property(bytes, (each) => {
        for (const parse of [
          () => readKstat(each, known, (name) => expect(name).toMatch(/^\w+$/)),
          () => readObjset(each, known, (_dataset, name) => expect(name).toMatch(/^\w+$/)),
          () => readPoolIo(each, (_column, value) => expect(value).toBeGreaterThanOrEqual(0)),
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
