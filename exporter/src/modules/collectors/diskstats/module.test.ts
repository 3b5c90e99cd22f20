import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collect, collectorOf } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import diskstats from './module.ts';
import { parseUdevProperties, readDiskstats } from './parse.ts';

const NONE = fileTree({});
const VDA = ' 254       0 vda 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17\n';
const run = (
  text: string,
  config: object = {},
  udev: Record<string, string> = {},
  sysfs: Record<string, string> = {},
) =>
  collect(
    diskstats,
    { procfs: fileTree({ diskstats: text }), udev: fileTree(udev), sysfs: fileTree(sysfs) },
    config,
  );
const devices = (lines: readonly string[]) =>
  lines
    .filter((line) => line.startsWith('node_disk_reads_completed_total'))
    .map((line) => /"(.*)"/.exec(line)?.[1]);

describe('diskstats', () => {
  it('shows all counters in base units', async () => {
    const { lines } = await run(VDA);
    expect(lines).toEqual([
      'node_disk_discard_time_seconds_total{device="vda"} 0.015',
      'node_disk_discarded_sectors_total{device="vda"} 14',
      'node_disk_discards_completed_total{device="vda"} 12',
      'node_disk_discards_merged_total{device="vda"} 13',
      'node_disk_flush_requests_time_seconds_total{device="vda"} 0.017',
      'node_disk_flush_requests_total{device="vda"} 16',
      'node_disk_info{device="vda",major="254",minor="0",model="",path="",revision="",rotational="0",serial="",wwn=""} 1',
      'node_disk_io_now{device="vda"} 9',
      'node_disk_io_time_seconds_total{device="vda"} 0.01',
      'node_disk_io_time_weighted_seconds_total{device="vda"} 0.011',
      'node_disk_read_bytes_total{device="vda"} 1536',
      'node_disk_read_time_seconds_total{device="vda"} 0.004',
      'node_disk_reads_completed_total{device="vda"} 1',
      'node_disk_reads_merged_total{device="vda"} 2',
      'node_disk_write_time_seconds_total{device="vda"} 0.008',
      'node_disk_writes_completed_total{device="vda"} 5',
      'node_disk_writes_merged_total{device="vda"} 6',
      'node_disk_written_bytes_total{device="vda"} 3584',
    ]);
  });

  it.each([
    ['Linux 5.5', '1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17', 18],
    ['Linux 4.18', '1 2 3 4 5 6 7 8 9 10 11 12 13 14 15', 16],
    ['Linux 2.6.25', '1 2 3 4 5 6 7 8 9 10 11', 12],
    ['a kernel to come', '1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19', 18],
    ['a partition before 2.6.25', '1 2 3 4', 0],
  ])('shows what %s counts', async (_, counters, samples) => {
    expect((await run(`8 0 sda ${counters}\n`)).lines).toHaveLength(samples);
  });

  const many = [
    'sda',
    'sda1',
    'loop0',
    'ram1',
    'zram0',
    'fd0',
    'nvme0n1',
    'nvme0n1p2',
    'dm-0',
    'vdb3',
    'mmcblk0p1',
  ]
    .map((name, i) => `8 ${i} ${name} 1 2 3 4 5 6 7 8 9 10 11\n`)
    .join('');
  it.each([
    [{}, ['sda', 'nvme0n1', 'dm-0', 'mmcblk0p1']],
    [{ deviceExclude: '^(sd|loop|ram|zram|fd|vd)' }, ['nvme0n1', 'nvme0n1p2', 'dm-0', 'mmcblk0p1']],
    [{ deviceInclude: '^sda' }, ['sda', 'sda1']],
    [{ deviceInclude: 'dm', deviceExclude: '' }, ['dm-0']],
  ])('with %j it looks at %j', async (config, expected) => {
    expect(devices((await run(many, config)).lines)).toEqual(expected);
  });

  it('refuses both filters', () => {
    expect(() => diskstats.config.parse({ deviceInclude: 'a', deviceExclude: 'b' })).toThrow(
      'device-exclude & device-include are mutually exclusive',
    );
  });

  it.each([
    ['SCSI_IDENT_SERIAL', 'E:ID_SERIAL=c\nE:ID_SERIAL_SHORT=b\nE:SCSI_IDENT_SERIAL=a\n', 'a'],
    ['ID_SERIAL_SHORT', 'E:ID_SERIAL=c\nE:ID_SERIAL_SHORT=b\n', 'b'],
    ['ID_SERIAL', 'E:ID_SERIAL=c\n', 'c'],
    ['nothing', 'I:1\n', ''],
  ])('takes the serial number from %s', async (_, record, serial) => {
    const { lines } = await run(VDA, {}, { 'b254:0': record });
    expect(lines.find((line) => line.startsWith('node_disk_info'))).toContain(`serial="${serial}"`);
  });

  it('shows what udev and sysfs know', async () => {
    const record =
      'E:ID_MODEL=a"b\nE:ID_WWN=0x5\nE:ID_PATH=pci-0\nE:ID_REVISION=1.0\nE:ID_FS_TYPE=ext4\nE:ID_FS_UUID=u-1\nE:DM_NAME=vg-root\nE:DM_VG_NAME=vg\nE:ID_ATA=1\nE:ID_ATA_ROTATION_RATE_RPM=7200\nE:ID_ATA_WRITE_CACHE=1\nE:ID_ATA_WRITE_CACHE_ENABLED=bad\n';
    const { lines } = await run(
      '8 0 c/d0 1 2 3 4 5 6 7 8 9 10 11\n',
      {},
      { 'b8:0': record },
      { 'block/c!d0/queue/rotational': '1\n', 'block/c!d0/slaves/sdb/x': '', 'block/c!d0/slaves/sda/x': '' },
    );
    expect(lines.filter((line) => /_info|_ata_/.test(line))).toEqual([
      'node_disk_ata_rotation_rate_rpm{device="c/d0"} 7200',
      'node_disk_ata_write_cache{device="c/d0"} 1',
      'node_disk_device_mapper_backing_device_info{backing_device="sdb",device="c/d0"} 1',
      'node_disk_device_mapper_backing_device_info{backing_device="sda",device="c/d0"} 1',
      'node_disk_device_mapper_info{device="c/d0",lv_layer="",lv_name="",name="vg-root",uuid="",vg_name="vg"} 1',
      'node_disk_filesystem_info{device="c/d0",type="ext4",usage="",uuid="u-1",version=""} 1',
      'node_disk_info{device="c/d0",major="8",minor="0",model="a\\"b",path="pci-0",revision="1.0",rotational="1",serial="",wwn="0x5"} 1',
    ]);
  });

  it('reads a record anew when udev has changed it', async () => {
    const records = { 'b254:0': 'E:ID_MODEL=old\n' };
    const next = collectorOf(diskstats, {
      procfs: fileTree({ diskstats: VDA }),
      udev: fileTree(records),
      sysfs: NONE,
    });
    const model = async () => /model="(\w*)"/.exec((await next()).lines.join())?.[1];
    expect(await model()).toBe('old');
    records['b254:0'] = 'E:ID_MODEL=new\n';
    expect([await model(), await model()]).toEqual(['new', 'new']);
  });

  it('notices what comes below a mapped device, though udev does not', async () => {
    const sysfs: Record<string, string> = { 'block/vda/slaves/sda/x': '' };
    const next = collectorOf(diskstats, {
      procfs: fileTree({ diskstats: VDA }),
      udev: fileTree({ 'b254:0': 'E:DM_NAME=x\n' }),
      sysfs: fileTree(sysfs),
    });
    const backing = async () =>
      (await next()).lines.filter((line) => line.includes('backing_device=')).length;
    expect(await backing()).toBe(1);
    sysfs['block/vda/slaves/sdb/x'] = '';
    const seen: number[] = [];
    for (let i = 0; i < 12; i += 1) seen.push(await backing());
    expect(seen.at(-1)).toBe(2);
  });

  it('shows a device that is listed twice once', async () => {
    expect(devices((await run(VDA + VDA)).lines)).toEqual(['vda']);
  });

  it.each([
    'vda 1 2\n',
    '8 0\n',
    '8\n',
    '8 x sda 1\n',
    '-1 0 sda 1\n',
    '99999999 0 sda 1\n',
    VDA.replace(' 4 ', ' -4 '),
  ])('refuses %j', async (text) => expect(run(text)).rejects.toMatchObject({ code: 'malformed_reply' }));

  it.each([VDA.slice(0, 40), ''])('takes %j, which is cut off, for fewer counters', async (text) => {
    expect((await run(text)).lines.length).toBeLessThan(18);
  });

  it('fuzz: any bytes give lines or malformed_reply', () => {
    const line = fc
      .tuple(fc.nat(300), fc.nat(300), fc.string({ maxLength: 5 }), fc.array(fc.nat()))
      .map(([a, b, n, v]) => `${a} ${b} ${n} ${v.join(' ')}`);
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.array(line).map((lines) => Buffer.from(lines.join('\n'))),
    );
    fc.assert(
      fc.property(bytes, (each) => {
        try {
          readDiskstats(
            each,
            () => true,
            ({ device, count, counters }) => {
              expect(device).not.toBe('');
              expect(counters.subarray(0, count).every((value) => value >= 0)).toBe(true);
            },
          );
        } catch (error) {
          expect(error).toMatchObject({ code: 'malformed_reply' });
        }
      }),
    );
  });

  it('fuzz: any text gives properties, at most 1,000', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(parseUdevProperties(`E:FIRST=b\n\n${text}`).get('FIRST')).toBe('b');
      }),
    );
    const long = Array.from({ length: 2000 }, (_, i) => `E:k${i}=v`).join('\n');
    expect(parseUdevProperties(long).size).toBe(1000);
  });
});
