import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collect, collectorOf } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import { MAX_ARRAYS, parseMdstat } from './mdstat.ts';
import mdadm from './module.ts';
import { parseRaidDisks } from './raid-disks.ts';

const HEAD = 'Personalities : [raid1] [raid6] [raid5] [raid4] [raid0] [linear]\n';
const TAIL = '\nunused devices: <none>\n';
const one = (lines: string) => parseMdstat(Buffer.from(`${HEAD}md0 : ${lines}${TAIL}`))[0];
const RECOVERY =
  '      [==>..................]  recovery = 12.6% (37043392/292945152) finish=127.5min speed=33440K/sec\n';

const run = (mdstat: string, sysfs: Record<string, string> = {}) =>
  collect(mdadm, { procfs: fileTree({ mdstat }), sysfs: fileTree(sysfs) });

describe('mdadm', () => {
  it('shows each array, with what sysfs adds', async () => {
    const { lines, families } = await run(
      `${HEAD}md0 : active raid5 sdc1[3](S) sdb1[1](F) sda1[0]\n      976 blocks level 5, 64k chunk [3/2] [U_U]\n${TAIL}`,
      {
        'block/md0/md/raid_disks': '3\n',
        'block/md0/md/degraded': '1\n',
        'block/md9/md/raid_disks': '',
        'block/sda/size': '1\n',
      },
    );
    expect(lines).toEqual([
      'node_md_blocks{device="md0"} 976',
      'node_md_blocks_synced{device="md0"} 976',
      'node_md_degraded{device="md0"} 1',
      'node_md_degraded{device="md9"} 0',
      'node_md_disks{device="md0",state="active"} 2',
      'node_md_disks{device="md0",state="failed"} 1',
      'node_md_disks{device="md0",state="spare"} 1',
      'node_md_disks_required{device="md0"} 3',
      'node_md_raid_disks{device="md0"} 3',
      'node_md_state{device="md0",state="active"} 1',
      'node_md_state{device="md0",state="inactive"} 0',
      'node_md_state{device="md0",state="recovering"} 0',
      'node_md_state{device="md0",state="resync"} 0',
      'node_md_state{device="md0",state="check"} 0',
    ]);
    expect(families[0]).toMatchObject({ type: 'gauge', help: 'Total number of blocks on device.' });
  });

  const raid1 = 'active raid1 sdb1[1] sda1[0]\n      100 blocks super 1.2 [2/1] [U_]\n';
  it.each([
    ['redundant', raid1, { state: 'active', disks: { active: 1, required: 2 }, blocks: 100, synced: 100 }],
    ['recovering', raid1 + RECOVERY, { state: 'recovering', synced: 37043392 }],
    ['resyncing', raid1 + RECOVERY.replace('recovery', 'resync'), { state: 'resync', synced: 37043392 }],
    ['checked', raid1 + RECOVERY.replace('recovery', 'check'), { state: 'check' }],
    ['growing', raid1 + RECOVERY.replace('recovery', 'reshape'), { state: 'reshape' }],
    ['behind the bitmap', `${raid1}      bitmap: 1/1 pages\n${RECOVERY}`, { state: 'recovering' }],
    ['waiting', `${raid1}      \tresync=PENDING\n`, { state: 'resync', blocks: 100, synced: 0 }],
    ['delayed', `${raid1}      \tresync=DELAYED\n`, { state: 'resync', synced: 0 }],
    ['at work elsewhere', `${raid1}      \tresync=REMOTE\n`, { state: 'resync', synced: 0 }],
    [
      'without redundancy',
      'active raid0 sda[0] sdb[1]\n 7 blocks 64k chunks\n',
      { disks: { active: 2, required: 2 } },
    ],
    ['linear', 'active linear sda[0]\n 7 blocks 0k rounding\n', { disks: { active: 1, required: 1 } }],
    [
      'inactive',
      'inactive sda[0](S)\n 7932 blocks super external:imsm\n',
      { state: 'inactive', blocks: 7932, spare: 1 },
    ],
    [
      'read-only',
      `active (auto-read-only) ${raid1.slice(7)}`,
      { state: 'active', disks: { active: 1, required: 2 } },
    ],
  ])('understands an array that is %s', (_name, lines, array) => expect(one(lines)).toMatchObject(array));

  it('follows arrays that come and go', async () => {
    const files: Record<string, string> = { 'block/md0/md/raid_disks': '2\n', 'block/sda/size': '1\n' };
    const next = collectorOf(mdadm, { procfs: fileTree({ mdstat: HEAD + TAIL }), sysfs: fileTree(files) });
    expect((await next()).lines).toContain('node_md_raid_disks{device="md0"} 2');
    delete files['block/md0/md/raid_disks'];
    files['block/md1/md/raid_disks'] = '4 (3)\n';
    expect((await next()).lines).toEqual([
      'node_md_degraded{device="md1"} 0',
      'node_md_raid_disks{device="md1"} 4',
    ]);
    delete files['block/md1/md/raid_disks'];
    expect((await next()).lines).toEqual([]);
  });

  it('says so when the kernel has none', async () => {
    await expect(collect(mdadm, { procfs: fileTree({}), sysfs: fileTree({}) })).rejects.toMatchObject({
      code: 'unsupported',
    });
    expect((await run('Personalities : \nunused devices: <none>\n')).lines).toEqual([]);
    expect((await run('')).lines).toEqual([]);
  });

  it.each([
    ['md0 : active raid1 sda[0]\n'],
    ['md0 :\n\n\n\n'],
    ['md0 : active raid1 sda[0]\n\n\n\n'],
    ['md0 : active raid1 sda[0]\n      x blocks [1/1] [U]\n\n\n'],
    ['md0 : active raid1 sda[0]\n      1 blocks\n\n\n'],
    [`md0 : active raid1 sda[0]\n      ${'9'.repeat(40)} blocks [1/1] [U]\n\n\n`],
    [`md0 : active raid1 sda[0]\n      1 blocks [${'9'.repeat(40)}/1] [U]\n\n\n`],
    ['md0 : active raid1 sda[0]\n      1 blocks [1/1] [U]\n      recovery = 1%\n\n'],
    ['md0 : inactive\n  1 blocks\n\nmd0 : inactive\n  1 blocks\n\n\n'],
    ['\xff\xfe\n\n\n\n'],
  ])('refuses %j', (text) =>
    expect(() => parseMdstat(Buffer.from(text, 'latin1'))).toThrow(
      expect.objectContaining({ code: 'malformed_reply' }),
    ),
  );

  it('refuses arrays without end, in either place', async () => {
    const names = Array.from({ length: MAX_ARRAYS + 1 }, (_, i) => `md${i}`);
    const text = names.map((name) => `${name} : inactive x\n  1 blocks\n\n\n`).join('');
    expect(() => parseMdstat(Buffer.from(text))).toThrow(expect.objectContaining({ code: 'limit_exceeded' }));
    const sysfs = Object.fromEntries(names.map((name) => [`block/${name}/md/raid_disks`, '1\n']));
    await expect(run(HEAD, sysfs)).rejects.toMatchObject({ code: 'limit_exceeded' });
  });

  it.each([
    ['raid_disks', 'many\n'],
    ['raid_disks', `${'9'.repeat(30)}\n`],
    ['degraded', ''],
    ['degraded', '-1\n'],
  ])('refuses md/%s with %j', async (file, content) => {
    const sysfs = { 'block/md0/md/raid_disks': '2\n', [`block/md0/md/${file}`]: content };
    await expect(run(HEAD, sysfs)).rejects.toMatchObject({ code: 'malformed_reply' });
  });

  it('fuzz: any bytes give arrays or malformed_reply', () => {
    const piece = fc.constantFrom(
      HEAD,
      raid1,
      RECOVERY,
      TAIL,
      'md1 : ',
      '\n',
      '      bitmap: 0\n',
      ' 1 blocks',
      '[2/2] [UU]',
    );
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }).map((each) => Buffer.from(each)),
      fc.array(fc.oneof(piece, fc.string({ maxLength: 5 }))).map((pieces) => Buffer.from(pieces.join(''))),
    );
    fc.assert(
      fc.property(bytes, (each) => {
        parseRaidDisks(each);
        try {
          for (const { blocks, synced, disks } of parseMdstat(each)) {
            for (const value of [blocks, synced, disks.active, disks.required])
              expect(value).toBeGreaterThanOrEqual(0);
          }
        } catch (error) {
          expect(error).toMatchObject({ code: 'malformed_reply' });
        }
      }),
    );
  });
});
