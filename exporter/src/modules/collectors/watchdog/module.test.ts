import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collect, collectorOf } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import watchdog from './module.ts';

type Files = Record<string, string>;
const FOLDER = 'class/watchdog/watchdog0';
const run = (files: Files) => collect(watchdog, { sysfs: fileTree(files) });

describe('watchdog', () => {
  it('shows what each tells', async () => {
    const { lines } = await run({
      [`${FOLDER}/bootstatus`]: '32\n',
      [`${FOLDER}/fw_version`]: '0x2\n',
      [`${FOLDER}/nowayout`]: '1\n',
      [`${FOLDER}/timeleft`]: '58\n',
      [`${FOLDER}/timeout`]: '60\n',
      [`${FOLDER}/pretimeout`]: '0\n',
      [`${FOLDER}/access_cs0`]: '0',
      [`${FOLDER}/identity`]: 'iTCO_wdt\n',
      [`${FOLDER}/options`]: '0x8180\n',
      [`${FOLDER}/state`]: 'active\n',
      [`${FOLDER}/status`]: '0x8000\n',
      [`${FOLDER}/pretimeout_governor`]: 'noop\n',
      [`${FOLDER}/pretimeout_available_governors`]: 'noop\npanic\n',
      'class/watchdog/watchdog1/dev': '248:1\n',
    });
    expect(lines).toEqual([
      'node_watchdog_access_cs0{name="watchdog0"} 0',
      'node_watchdog_bootstatus{name="watchdog0"} 32',
      'node_watchdog_fw_version{name="watchdog0"} 2',
      'node_watchdog_info{identity="iTCO_wdt",name="watchdog0",options="0x8180",pretimeout_governor="noop",state="active",status="0x8000"} 1',
      'node_watchdog_info{identity="",name="watchdog1",options="",pretimeout_governor="",state="",status=""} 1',
      'node_watchdog_nowayout{name="watchdog0"} 1',
      'node_watchdog_pretimeout_seconds{name="watchdog0"} 0',
      'node_watchdog_timeleft_seconds{name="watchdog0"} 58',
      'node_watchdog_timeout_seconds{name="watchdog0"} 60',
    ]);
  });

  it('says when the kernel has none', async () => {
    await expect(run({})).rejects.toMatchObject({ code: 'unsupported' });
  });

  it.each(['', 'soon\n', '1.5\n', '9'.repeat(5000), '\xff\xfe', '\0'])('refuses the timeout %j', (timeout) =>
    expect(run({ [`${FOLDER}/timeout`]: timeout })).rejects.toMatchObject({ code: 'malformed_reply' }),
  );

  it('fuzz: any content gives samples or malformed_reply', async () => {
    const content = fc.string({ unit: 'binary', maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(content, content, async (timeout, identity) => {
        const sysfs = fileTree({ [`${FOLDER}/timeout`]: timeout, [`${FOLDER}/identity`]: identity });
        const { lines, error } = await collectorOf(watchdog, { sysfs }).attempt();
        if (error) expect(error).toMatchObject({ code: 'malformed_reply' });
        else expect(lines).toHaveLength(2);
      }),
    );
  });
});
