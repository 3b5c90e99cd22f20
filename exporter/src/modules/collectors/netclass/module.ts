import { z } from 'zod';
import { regex } from '../../../contract/config.ts';
import { counter, gauge, type Out, pattern } from '../../../contract/metrics.ts';
import { defineCollector, ModuleError } from '../../../contract/module.ts';
import type { FileTree } from '../../../contract/ports.ts';
import { integerOf } from '../../../protocols/kernel-value.ts';
import { LINK_STATISTICS } from '../../../protocols/sysfs/link-statistics.ts';
import { NUMBER_NAMES, NUMBERS } from './attributes.ts';
import type { NetDevice } from './device.ts';
import { NetDevices } from './devices.ts';

/** So many devices take less than 10 ms; then others get their turn. */
const DEVICES_AT_ONCE = 50;
const BYTES_PER_MEGABIT = 1_000_000 / 8;

const Config = z.object({
  ignoredDevices: regex('^$').describe('Devices to leave out.'),
  ignoreInvalidSpeed: z
    .boolean()
    .default(false)
    .describe('Leaves out the speed of a device that does not know it and says -1 instead.'),
  netlink: z
    .boolean()
    .default(false)
    .describe(
      'Accepted for the sake of node_exporter, which then asks by netlink because files take it long: the files ' +
        'have the same values, with `adminstate` and without the other names of a device.',
    ),
  rtnlWithStats: z
    .boolean()
    .default(false)
    .describe('With `netlink`: also the counters of each device; meant to replace the collector netdev.')
    .meta({ flags: ['--collector.netclass_rtnl.with-stats'] }),
});
type Settings = z.output<typeof Config>;

const property = (name: string) => gauge(`Network device property: ${name}`, ['device']);
const propertyTotal = (name: string) => counter(`Network device property: ${name}`, ['device']);

const METRICS = {
  node_network_up: gauge("Value is 1 if operstate is 'up', 0 otherwise.", ['device']),
  node_network_info: gauge('Non-numeric data from /sys/class/net/<iface>, value is always 1.', [
    'device',
    'address',
    'broadcast',
    'duplex',
    'operstate',
    'adminstate',
    'ifalias',
  ]),
  node_network_address_assign_type: property('address_assign_type'),
  node_network_carrier: property('carrier'),
  node_network_carrier_changes_total: propertyTotal('carrier_changes_total'),
  node_network_carrier_down_changes_total: propertyTotal('carrier_down_changes_total'),
  node_network_carrier_up_changes_total: propertyTotal('carrier_up_changes_total'),
  node_network_device_id: property('device_id'),
  node_network_dormant: property('dormant'),
  node_network_flags: property('flags'),
  node_network_iface_id: property('iface_id'),
  node_network_iface_link: property('iface_link'),
  node_network_iface_link_mode: property('iface_link_mode'),
  node_network_mtu_bytes: property('mtu_bytes'),
  node_network_name_assign_type: property('name_assign_type'),
  node_network_net_dev_group: property('net_dev_group'),
  node_network_speed_bytes: property('speed_bytes'),
  node_network_transmit_queue_length: property('transmit_queue_length'),
  node_network_protocol_type: property('protocol_type'),
  statistic: pattern({
    prefix: 'node_network_',
    variable: 'statistic',
    suffix: '_total',
    type: 'gauge',
    help: (name) => `Network device property: ${name}_total`,
    labels: ['device'],
  }),
};

export default defineCollector({
  id: 'netclass',
  summary: 'Properties and state of network devices.',
  config: Config,
  metrics: METRICS,
  needs: ['sysfs'],
  init: () => new NetDevices(),
  collect(context, config, out) {
    const { sysfs, state } = context;
    const names = state.list(sysfs, config.ignoredDevices);
    const show = (from: number) => {
      for (const name of names.slice(from, from + DEVICES_AT_ONCE)) {
        const device = state.read(sysfs, name);
        if (device !== null) writeDevice(sysfs, device, config, out);
      }
    };
    show(0);
    return names.length > DEVICES_AT_ONCE ? inTurns(names.length, show, context.signal) : undefined;
  },
});

async function inTurns(length: number, show: (from: number) => void, signal: AbortSignal): Promise<void> {
  for (let from = DEVICES_AT_ONCE; from < length; from += DEVICES_AT_ONCE) {
    await new Promise((resolve) => setImmediate(resolve));
    if (signal.aborted) throw new ModuleError('cancelled', 'stopped before all devices were read');
    show(from);
  }
}

function writeDevice(sysfs: FileTree, device: NetDevice, config: Settings, out: Out<typeof METRICS>): void {
  const { name } = device;
  const state = device.text('operstate');
  out.node_network_up(state === 'up' ? 1 : 0, name);
  const [address, broadcast] = [device.text('address'), device.text('broadcast')];
  const [duplex, alias] = [device.text('duplex'), device.text('ifalias')];
  out.node_network_info(1, name, address, broadcast, duplex, state, device.adminState, alias);
  for (const attribute of NUMBER_NAMES) {
    const value = device.number(attribute);
    if (value === undefined) continue;
    if (attribute !== 'speed') out[NUMBERS[attribute]](value, name);
    else if (value >= 0 || !config.ignoreInvalidSpeed)
      out.node_network_speed_bytes(Math.trunc(value * BYTES_PER_MEGABIT), name);
  }
  if (config.netlink && config.rtnlWithStats) writeStatistics(sysfs, name, out);
}

function writeStatistics(sysfs: FileTree, device: string, out: Out<typeof METRICS>): void {
  for (const [file, name] of LINK_STATISTICS) {
    const bytes = sysfs.readIfPresent(`class/net/${device}/statistics/${file}`);
    const value = bytes === null ? NaN : integerOf(bytes);
    if (!Number.isNaN(value)) out.statistic(name, value, device);
  }
}
