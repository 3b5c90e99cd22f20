import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collect, collectorOf } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import infiniband from './module.ts';
import { parseRate, parseState } from './port.ts';

const device = (name: string, more: Record<string, string> = {}) => ({
  [`class/infiniband/${name}/fw_ver`]: '2.31\n',
  [`class/infiniband/${name}/board_id`]: 'SM_1\n',
  [`class/infiniband/${name}/hca_type`]: 'MT4099\n',
  [`class/infiniband/${name}/ports/1/state`]: '4: ACTIVE\n',
  [`class/infiniband/${name}/ports/1/phys_state`]: '5: LinkUp\n',
  [`class/infiniband/${name}/ports/1/rate`]: '40 Gb/sec (4X QDR)\n',
  ...Object.fromEntries(
    Object.entries(more).map(([file, content]) => [`class/infiniband/${name}/ports/1/${file}`, content]),
  ),
});
const run = (files: Record<string, string>, config: object = {}) =>
  collect(infiniband, { sysfs: fileTree(files) }, config);
const names = (lines: readonly string[]) =>
  lines
    .filter((line) => line.startsWith('node_infiniband_info'))
    .map((line) => /device="(.*?)"/.exec(line)?.[1]);

describe('infiniband', () => {
  it('shows a device and its port', async () => {
    expect((await run(device('mlx4_0'))).lines).toEqual([
      'node_infiniband_info{board_id="SM_1",device="mlx4_0",firmware_version="2.31",hca_type="MT4099"} 1',
      'node_infiniband_physical_state_id{device="mlx4_0",port="1"} 5',
      'node_infiniband_rate_bytes_per_second{device="mlx4_0",port="1"} 5000000000',
      'node_infiniband_state_id{device="mlx4_0",port="1"} 4',
    ]);
  });

  it.each([
    ['mlx4_0', 'counters/link_downed', '7\n', 'node_infiniband_link_downed_total', 7],
    ['mlx4_0', 'counters/port_rcv_data', '7\n', 'node_infiniband_port_data_received_bytes_total', 28],
    ['mlx4_0', 'counters/port_xmit_data', '0x10\n', 'node_infiniband_port_data_transmitted_bytes_total', 64],
    ['mlx4_0', 'counters/VL15_dropped', '1\n', 'node_infiniband_vl15_dropped_total', 1],
    ['i40iw0', 'counters_ext/port_rcv_data_64', '2', 'node_infiniband_legacy_data_received_bytes_total', 8],
    ['mlx5_0', 'hw_counters/lifespan', '2900\n', 'node_infiniband_lifespan_seconds', 2],
    ['irdma1', 'hw_counters/out_of_buffer', '3\n', 'node_infiniband_out_of_buffer_drops_total', 3],
    ['mlx4_0', 'hw_counters/out_of_buffer', '3\n', null, 0],
    ['mlx4_0', 'counters/link_downed', 'N/A (no PMA)\n', null, 0],
    ['mlx4_0', 'counters/unheard_of', '1\n', null, 0],
  ])('shows of %s the file %s with %j', async (name, file, content, metric, value) => {
    const { lines } = await run(device(name, { [file]: content }));
    const counters = lines.filter((line) => !/_(info|state_id|per_second)\{/.test(line));
    expect(counters).toEqual(metric === null ? [] : [`${metric}{device="${name}",port="1"} ${value}`]);
  });

  it.each([
    [{}, ['mlx5_0', 'mlx5_1']],
    [{ deviceInclude: '1$' }, ['mlx5_1']],
    [{ deviceExclude: '1$' }, ['mlx5_0']],
  ])('with %j it looks at %j', async (config, expected) =>
    expect(names((await run({ ...device('mlx5_0'), ...device('mlx5_1') }, config)).lines)).toEqual(expected),
  );

  it('refuses both filters', () => {
    expect(() => infiniband.config.parse({ deviceInclude: 'a', deviceExclude: 'b' })).toThrow(
      'mutually exclusive',
    );
  });

  it.each([
    ['rate', ''],
    ['rate', 'fast'],
    ['rate', '\xff\xfe Gb/sec'],
    ['state', 'ACTIVE'],
    ['phys_state', '5 LinkUp'],
    ['counters/link_downed', ''],
    ['counters/link_downed', 'N/A'],
    ['counters/link_downed', '9'.repeat(300)],
  ])('refuses %s with %j, and shows the other device', async (file, content) => {
    const sysfs = fileTree({ ...device('mana_0', { [file]: content }), ...device('mlx5_0') });
    const { lines, error } = await collectorOf(infiniband, { sysfs }).attempt();
    expect(error).toMatchObject({ code: 'malformed_reply' });
    expect(lines).toContain('node_infiniband_rate_bytes_per_second{device="mlx5_0",port="1"} 5000000000');
  });

  it('shows what there is of a device that tells little', async () => {
    const { lines } = await run({ 'class/infiniband/x/ports/2/link_layer': 'InfiniBand\n' });
    expect(lines).toEqual(['node_infiniband_info{board_id="",device="x",firmware_version="",hca_type=""} 1']);
  });

  it('learns now and then which counters there are', async () => {
    const files: Record<string, string> = device('mlx5_0');
    const next = collectorOf(infiniband, { sysfs: fileTree(files) });
    const shown = async () => (await next()).lines.length;
    expect(await shown()).toBe(4);
    Object.assign(files, device('mlx5_0', { 'counters/link_downed': '1\n' }));
    const seen = new Set<number>();
    for (let i = 0; i < 100; i += 1) seen.add(await shown());
    expect([...seen]).toEqual([4, 5]);
  });

  it('is unsupported without devices', async () => {
    await expect(run({})).rejects.toMatchObject({ code: 'unsupported' });
  });
});

describe('port files', () => {
  it.each([
    ['1: DOWN', 1],
    ['4: ACTIVE\n', 4],
    [' 5 : LinkUp', 5],
  ])('the state %j is %i', (text, id) => expect(parseState(text)).toBe(id));

  it.each([
    ['2.5 Gb/sec (1X SDR)', 312_500_000],
    ['100 Gb/sec (4X EDR)', 12_500_000_000],
    ['56.25 Gb/sec', 7_031_250_000],
    ['0.1 Gb/sec', 12_500_000],
  ])('the rate %j is %i bytes in a second', (text, rate) => expect(parseRate(text)).toBe(rate));

  it.each(['', ':', '4', '4: A: B', '-1: X', 'x: y', '99999999999: X'])('refuses the state %j', (text) =>
    expect(() => parseState(text)).toThrow('not a state'),
  );

  it.each(['', '40', 'Gb/sec', '-1 Gb/sec', '1e9 Gb/sec', `${'9'.repeat(50)} Gb/sec`])(
    'refuses the rate %j',
    (text) => expect(() => parseRate(text)).toThrow('not a rate'),
  );

  it('fuzz: any text gives a number or malformed_reply', () => {
    const text = fc.oneof(
      fc.string(),
      fc.tuple(fc.nat(), fc.string()).map(([n, rest]) => `${n}${rest}`),
    );
    fc.assert(
      fc.property(text, fc.constantFrom(parseState, parseRate), (each, parse) => {
        try {
          expect(parse(each)).toBeGreaterThanOrEqual(0);
        } catch (error) {
          expect(error).toMatchObject({ code: 'malformed_reply' });
        }
      }),
    );
  });
});
