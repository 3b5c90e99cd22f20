import { z } from 'zod';
import { regex } from '../../../contract/config.ts';
import { exclusive, passes } from '../../../contract/filter.ts';
import { counter, gauge } from '../../../contract/metrics.ts';
import { defineCollector, ModuleError } from '../../../contract/module.ts';
import type { FileTree } from '../../../contract/ports.ts';
import { LineScanner } from '../../../protocols/line-scanner.ts';
import { addressInfos } from './addresses.ts';
import { NET_COLUMNS, readNetDev } from './parse.ts';

const Config = z
  .object({
    deviceInclude: regex('').describe('Devices to look at; excludes `deviceExclude`.'),
    deviceExclude: regex('').describe(
      'Devices to leave out; `^lo$` is what the Debian package of node_exporter has.',
    ),
    addressInfo: z
      .boolean()
      .default(false)
      .describe('Also the addresses of the devices: node_network_address_info.'),
  })
  .superRefine(exclusive('device', ''));

const METRICS = NET_COLUMNS.map((column) => `node_network_${column}_total` as const);
const statistic = <N extends string>(name: N) => counter(`Network device statistic ${name}.`, ['device']);

interface State {
  /** Devices of another network namespace than that of sysfs: not asked for again, since an error is expensive. */
  readonly notInSysfs: Set<string>;
}

export default defineCollector({
  id: 'netdev',
  summary: 'Bytes, packets and errors of network devices.',
  config: Config,
  metrics: {
    node_network_receive_bytes_total: statistic('receive_bytes'),
    node_network_receive_packets_total: statistic('receive_packets'),
    node_network_receive_errs_total: statistic('receive_errs'),
    node_network_receive_drop_total: statistic('receive_drop'),
    node_network_receive_fifo_total: statistic('receive_fifo'),
    node_network_receive_frame_total: statistic('receive_frame'),
    node_network_receive_compressed_total: statistic('receive_compressed'),
    node_network_receive_multicast_total: statistic('receive_multicast'),
    node_network_receive_nohandler_total: statistic('receive_nohandler'),
    node_network_transmit_bytes_total: statistic('transmit_bytes'),
    node_network_transmit_packets_total: statistic('transmit_packets'),
    node_network_transmit_errs_total: statistic('transmit_errs'),
    node_network_transmit_drop_total: statistic('transmit_drop'),
    node_network_transmit_fifo_total: statistic('transmit_fifo'),
    node_network_transmit_colls_total: statistic('transmit_colls'),
    node_network_transmit_carrier_total: statistic('transmit_carrier'),
    node_network_transmit_compressed_total: statistic('transmit_compressed'),
    node_network_address_info: gauge('node network address by device', [
      'device',
      'address',
      'netmask',
      'scope',
    ]),
  },
  needs: ['procfs', 'sysfs', 'os'],
  init: (): State => ({ notInSysfs: new Set() }),
  collect({ procfs, sysfs, os, state }, config, out) {
    const filter = { include: config.deviceInclude, exclude: config.deviceExclude };
    const devices = new Set<string>();
    const wanted = (device: string) => passes(device, filter) && !devices.has(device);
    readNetDev(procfs.read('net/dev'), wanted, (device, values) => {
      devices.add(device);
      for (let i = 0; i < METRICS.length; i += 1)
        out[METRICS[i] as (typeof METRICS)[number]](values[i] ?? 0, device);
    });
    for (const device of state.notInSysfs) if (!devices.has(device)) state.notInSysfs.delete(device);
    for (const device of devices) {
      if (state.notInSysfs.has(device)) continue;
      const unhandled = readUnhandled(sysfs, device);
      if (unhandled === null) state.notInSysfs.add(device);
      else out.node_network_receive_nohandler_total(unhandled, device);
    }
    if (!config.addressInfo) return;
    for (const { device, address, netmask, scope } of addressInfos(os.addresses())) {
      out.node_network_address_info(1, device, address, netmask, scope);
    }
  },
});

/** The one counter that /proc/net/dev lacks; null when sysfs does not know the device. */
function readUnhandled(sysfs: FileTree, device: string): number | null {
  try {
    const scanner = new LineScanner(sysfs.read(`class/net/${device}/statistics/rx_nohandler`));
    const value = scanner.nextLine() ? scanner.number() : NaN;
    return Number.isNaN(value) ? null : value;
  } catch (error) {
    if (error instanceof ModuleError) return null;
    throw error;
  }
}
