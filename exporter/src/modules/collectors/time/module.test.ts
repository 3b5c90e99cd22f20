import { describe, expect, it } from 'vitest';
import { collect } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import type { OperatingSystem } from '../../../contract/ports.ts';
import time from './module.ts';

const os = { timeZone: () => ({ name: 'CEST', offsetSeconds: 7200 }) } as unknown as OperatingSystem;
const run = (files: Record<string, string>) => collect(time, { os, sysfs: fileTree(files) });
const FOLDER = 'devices/system/clocksource/clocksource0';

describe('time', () => {
  it('shows time, zone and clock sources', async () => {
    const before = Date.now() / 1000;
    const { lines, partial } = await run({
      [`${FOLDER}/available_clocksource`]: 'tsc hpet tsc \n',
      [`${FOLDER}/current_clocksource`]: 'tsc\n',
      'devices/system/clocksource/power/control': 'auto\n',
    });
    expect(partial).toEqual([]);
    expect(lines.filter((line) => !line.startsWith('node_time_seconds'))).toEqual([
      'node_time_clocksource_available_info{clocksource="tsc",device="0"} 1',
      'node_time_clocksource_available_info{clocksource="hpet",device="0"} 1',
      'node_time_clocksource_current_info{clocksource="tsc",device="0"} 1',
      'node_time_zone_offset_seconds{time_zone="CEST"} 7200',
    ]);
    const seconds = Number(lines.find((line) => line.startsWith('node_time_seconds'))?.split(' ')[1]);
    expect(seconds).toBeGreaterThanOrEqual(before);
    expect(seconds).toBeLessThanOrEqual(Date.now() / 1000);
  });

  it.each([
    ['nothing is missing where the kernel shows no clock sources', {}, []],
    [
      'says what is missing of one',
      { [`${FOLDER}/current_clocksource`]: 'tsc\n' },
      [{ code: 'unsupported' }],
    ],
  ])('shows the time; %s', async (_, files: Record<string, string>, missing) => {
    const { lines, partial } = await run(files);
    expect(lines).toHaveLength(2);
    expect(partial).toMatchObject(missing);
  });
});
