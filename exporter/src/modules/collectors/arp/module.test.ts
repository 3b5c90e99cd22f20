import { describe, expect, it } from 'vitest';
import { collect } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import { fuzzBytes, linesOf } from '../../../../../test/support/fuzz-bytes.ts';
import arp from './module.ts';
import { countEntries } from './parse.ts';

const HEAD = 'IP address       HW type     Flags       HW address            Mask     Device\n';
const TABLE = `${HEAD}192.0.2.1        0x1         0x2         02:00:5e:10:00:05     *        eth0
192.0.2.2        0x1         0x0         00:00:00:00:00:00     *        eth0
192.0.2.3        0x1         0x6         02:00:5e:10:00:07     *        wlan0
192.0.2.9        0x1         0xc         00:00:00:00:00:00     *        wlan0
`;
const run = (text: string, config: object = {}) =>
  collect(arp, { procfs: fileTree({ 'net/arp': text }) }, config);

describe('arp', () => {
  it.each([
    ['neighbours by device', {}, { eth0: 2, wlan0: 1 }],
    ['with those that the host answers for', { netlink: false }, { eth0: 2, wlan0: 2 }],
    ['of some devices', { deviceInclude: '^w' }, { wlan0: 1 }],
    ['without some devices', { deviceExclude: '^w' }, { eth0: 2 }],
    [
      'with both filters, as node_exporter has it',
      { deviceInclude: '0$', deviceExclude: '^e' },
      { wlan0: 1 },
    ],
  ])('counts %s', async (_name, config, expected) => {
    const { lines, families } = await run(TABLE, config);
    expect(lines).toEqual(
      Object.entries(expected).map(([device, count]) => `node_arp_entries{device="${device}"} ${count}`),
    );
    expect(families[0]).toMatchObject({ type: 'gauge', help: 'ARP entries by device' });
  });

  it.each(['', HEAD, `${HEAD}\n`])('shows nothing of %j', async (text) => {
    expect((await run(text)).lines).toEqual([]);
  });

  it.each([
    '192.0.2.1\n',
    '192.0.2.1 0x1 0x2 02:00:5e:10:00:05 *\n',
    '192.0.2.1 0x1 0x2 02:00:5e:10:00:05 * eth0 more\n',
    '192.0.2.1 0x1 2 02:00:5e:10:00:05 * eth0\n',
    '192.0.2.1 0x1 0xzz 02:00:5e:10:00:05 * eth0\n',
    `192.0.2.1 0x1 0x${'f'.repeat(5000)} 02:00:5e:10:00:05 * eth0\n`,
    TABLE.slice(0, -8),
    '\xff\xfe\0',
  ])('refuses %j', (text) => expect(run(text)).rejects.toMatchObject({ code: 'malformed_reply' }));

  it('is not supported where there is no table', () =>
    expect(collect(arp, { procfs: fileTree({}) })).rejects.toMatchObject({ code: 'unsupported' }));

  it('fuzz', () => {
    fuzzBytes(
      (bytes) => countEntries(bytes, true),
      linesOf(['0x1', '0x2', '0xc', '*', 'eth0'], { maxWords: 7 }),
      (counts) => expect([...counts.values()].every((count) => count > 0)).toBe(true),
    );
  });
});
