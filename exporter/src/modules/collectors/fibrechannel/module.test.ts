import { describe, expect, it } from 'vitest';
import { collect, collectorOf } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import fibrechannel from './module.ts';

const HOST = 'class/fc_host/host3';
const ATTRIBUTES = {
  [`${HOST}/speed`]: '16 Gbit\n',
  [`${HOST}/port_state`]: 'Online\n',
  [`${HOST}/port_type`]: 'NPort (fabric via point-to-point)\n',
  [`${HOST}/port_id`]: '0x010200\n',
  [`${HOST}/port_name`]: '0x1000e0071bce95f2\n',
  [`${HOST}/fabric_name`]: '0x0\n',
  [`${HOST}/symbolic_name`]: 'Example "HBA" \xe2\x84\xa2\n',
  [`${HOST}/supported_classes`]: 'Class 3\n',
  [`${HOST}/supported_speeds`]: '4 Gbit, 8 Gbit, 16 Gbit\n',
  [`${HOST}/dev_loss_tmo`]: '30\n',
};
const statistics = (values: Record<string, string>) =>
  Object.fromEntries(Object.entries(values).map(([file, value]) => [`${HOST}/statistics/${file}`, value]));
const run = (files: Record<string, string>) => collect(fibrechannel, { sysfs: fileTree(files) });
const counters = (lines: readonly string[]) => lines.filter((line) => !line.includes('_info{'));

describe('fibrechannel', () => {
  it('shows what an adapter is', async () => {
    expect((await run(ATTRIBUTES)).lines).toEqual([
      'node_fibrechannel_info{dev_loss_tmo="30",fabric_name="0",fc_host="host3",port_id="010200",port_name="1000e0071bce95f2",port_state="Online",port_type="NPort (fabric via point-to-point)",speed="16 Gbit",supported_classes="Class 3",supported_speeds="4 Gbit, 8 Gbit, 16 Gbit",symbolic_name="Example \\"HBA\\" ™"} 1',
    ]);
  });

  it.each([
    ['0x', '0x'],
    ['', ''],
    ['0x1\n', '1'],
    ['ab\n', 'ab'],
  ])('shows the port id %j as %j', async (content, shown) => {
    const { lines } = await run({ ...ATTRIBUTES, [`${HOST}/port_id`]: content });
    expect(lines[0]).toContain(`port_id="${shown}"`);
  });

  it('leaves labels empty for what the driver does not tell', async () => {
    const { lines } = await run({ [`${HOST}/speed`]: '8 Gbit\n' });
    expect(lines[0]).toContain('port_type="",speed="8 Gbit",supported_classes=""');
  });

  it('counts', async () => {
    const { lines } = await run({
      ...ATTRIBUTES,
      ...statistics({
        dumped_frames: '0xffffffffffffffff\n',
        error_frames: '18446744073709551615\n',
        rx_frames: '0x30\n',
        tx_frames: '7\n',
        loss_of_signal_count: '0xffffffff\n',
        reset_statistics: 'x',
      }),
    });
    expect(counters(lines)).toEqual([
      'node_fibrechannel_fcp_packet_aborts_total{fc_host="host3"} 0',
      'node_fibrechannel_invalid_crc_total{fc_host="host3"} 0',
      'node_fibrechannel_invalid_tx_words_total{fc_host="host3"} 0',
      'node_fibrechannel_link_failure_total{fc_host="host3"} 0',
      'node_fibrechannel_loss_of_signal_total{fc_host="host3"} 4294967295',
      'node_fibrechannel_loss_of_sync_total{fc_host="host3"} 0',
      'node_fibrechannel_nos_total{fc_host="host3"} 0',
      'node_fibrechannel_rx_frames_total{fc_host="host3"} 48',
      'node_fibrechannel_rx_words_total{fc_host="host3"} 0',
      'node_fibrechannel_seconds_since_last_reset_total{fc_host="host3"} 0',
      'node_fibrechannel_tx_frames_total{fc_host="host3"} 7',
      'node_fibrechannel_tx_words_total{fc_host="host3"} 0',
    ]);
  });

  it.each(['', '\n', 'none', '-1', '0x', '0x1 0x2', '0x10000000000000000', '\xff\xfe', '9'.repeat(300)])(
    'refuses the counter %j, and shows the adapter',
    async (content) => {
      const sysfs = fileTree({ ...ATTRIBUTES, ...statistics({ dumped_frames: content }) });
      const { lines, error } = await collectorOf(fibrechannel, { sysfs }).attempt();
      expect(error).toMatchObject({ code: 'malformed_reply' });
      expect(lines).toHaveLength(1);
    },
  );

  it('is unsupported without adapters', async () => {
    await expect(run({})).rejects.toMatchObject({ code: 'unsupported' });
  });
});
