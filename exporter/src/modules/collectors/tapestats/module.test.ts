import { describe, expect, it } from 'vitest';
import { collect, collectorOf } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import tapestats from './module.ts';

const FILES =
  'in_flight io_ns other_cnt read_byte_cnt read_cnt read_ns resid_cnt write_byte_cnt write_cnt write_ns';
const drive = (name: string) =>
  Object.fromEntries(
    FILES.split(' ').map((file, i) => [
      `class/scsi_tape/${name}/stats/${file}`,
      `${(i + 1) * 500_000_000}\n`,
    ]),
  );
const run = (files: Record<string, string>, config: object = {}) =>
  collect(tapestats, { sysfs: fileTree(files) }, config);
const devices = (lines: readonly string[]) =>
  lines.filter((line) => line.startsWith('node_tape_io_now')).map((line) => /"(.*)"/.exec(line)?.[1]);

describe('tapestats', () => {
  it('shows all that a drive counts, in base units', async () => {
    expect((await run(drive('st0'))).lines).toEqual([
      'node_tape_io_now{device="st0"} 500000000',
      'node_tape_io_others_total{device="st0"} 1500000000',
      'node_tape_io_time_seconds_total{device="st0"} 1',
      'node_tape_read_bytes_total{device="st0"} 2000000000',
      'node_tape_read_time_seconds_total{device="st0"} 3',
      'node_tape_reads_completed_total{device="st0"} 2500000000',
      'node_tape_residual_total{device="st0"} 3500000000',
      'node_tape_write_time_seconds_total{device="st0"} 5',
      'node_tape_writes_completed_total{device="st0"} 4500000000',
      'node_tape_written_bytes_total{device="st0"} 4000000000',
    ]);
  });

  const all = { ...drive('st0'), ...drive('st12'), ...drive('nst0'), ...drive('st0a'), ...drive('st') };
  it.each([
    [{}, ['st0', 'st12']],
    [{ ignoredDevices: '2$' }, ['st0']],
    [{ ignoredDevices: 'st' }, []],
    [{ ignoredDevices: '' }, ['st0', 'st12']],
  ])('with %j it looks at %j', async (config, expected) =>
    expect(devices((await run(all, config)).lines)).toEqual(expected),
  );

  it('takes a file that is missing for 0, and a drive without any for one that keeps no statistics', async () => {
    const { lines } = await run({
      'class/scsi_tape/st0/stats/read_cnt': '5\n',
      'class/scsi_tape/st1/dev': '9:1\n',
    });
    expect(lines).toHaveLength(10);
    expect(lines).toContain('node_tape_reads_completed_total{device="st0"} 5');
    expect(lines).toContain('node_tape_writes_completed_total{device="st0"} 0');
  });

  it('follows drives that come and go', async () => {
    const files: Record<string, string> = drive('st0');
    const next = collectorOf(tapestats, { sysfs: fileTree(files) });
    expect(devices((await next()).lines)).toEqual(['st0']);
    Object.assign(files, drive('st1'));
    expect(devices((await next()).lines)).toEqual(['st0', 'st1']);
    for (const path of Object.keys(drive('st0'))) Reflect.deleteProperty(files, path);
    expect(devices((await next()).lines)).toEqual(['st1']);
  });

  it.each(['', 'x\n', '-1\n', '1 2\n', '9'.repeat(300), '\xff\xfe'])('refuses %j', async (content) =>
    expect(run({ 'class/scsi_tape/st0/stats/read_cnt': content })).rejects.toMatchObject({
      code: 'malformed_reply',
    }),
  );

  it('is unsupported without tape drives', async () => {
    await expect(run({})).rejects.toMatchObject({ code: 'unsupported' });
  });
});
