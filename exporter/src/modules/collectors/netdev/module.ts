import { passes } from '../../../contract/filter.ts';
import type { Out } from '../../../contract/metrics.ts';
import { type Context, defineCollector, ModuleError } from '../../../contract/module.ts';
import { addressInfos } from './addresses.ts';
import { Config, type Settings } from './config.ts';
import { readAlias, readStatistics, readUnhandled } from './in-sysfs.ts';
import { METRICS } from './metrics.ts';
import { DETAILED_NET_COLUMNS, NET_COLUMNS, readNetDev } from './parse.ts';

const FAMILIES = NET_COLUMNS.map((column) => `node_network_${column}_total` as const);

interface State {
  /** Devices of another network namespace than that of sysfs: not asked for again, since an error is expensive. */
  readonly notInSysfs: Set<string>;
}
type Netdev = Context<'procfs' | 'sysfs' | 'os', State>;
/** Devices with their aliases; null is none. */
type Devices = ReadonlyMap<string, string | null>;

export default defineCollector({
  id: 'netdev',
  summary: 'Bytes, packets and errors of network devices.',
  config: Config,
  metrics: METRICS,
  needs: ['procfs', 'sysfs', 'os'],
  init: (): State => ({ notInSysfs: new Set() }),
  collect(context, config, out) {
    if (!config.enableDetailedMetrics) writeSums(context, config, out);
    else if (config.netlink) writeDetails(context, config, out);
    else writeDetailsOfProcfs(context, config, out);
    if (!config.addressInfo) return;
    for (const { device, address, netmask, scope } of addressInfos(context.os.addresses())) {
      out.node_network_address_info(1, device, address, netmask, scope);
    }
  },
});

function writeSums(context: Netdev, config: Settings, out: Out<typeof METRICS>): void {
  const devices = readDevices(context, config, (values, device, alias) => {
    for (let i = 0; i < FAMILIES.length; i += 1)
      out[FAMILIES[i] as (typeof FAMILIES)[number]](values[i] ?? 0, device, alias);
  });
  if (!config.netlink) return;
  eachInSysfs(context, devices, (device, alias) => {
    const unhandled = readUnhandled(context.sysfs, device);
    if (unhandled !== null) out.node_network_receive_nohandler_total(unhandled, device, alias);
    return unhandled !== null;
  });
}

function writeDetails(context: Netdev, config: Settings, out: Out<typeof METRICS>): void {
  const devices = readDevices(context, config, () => undefined);
  eachInSysfs(context, devices, (device, alias) =>
    readStatistics(context.sysfs, device, (name, value) => out.detailed(name, value, device, alias)),
  );
  const [missing] = context.state.notInSysfs;
  if (missing !== undefined)
    context.partial(new ModuleError('unsupported', `no statistics of ${missing} in class/net`));
}

function writeDetailsOfProcfs(context: Netdev, config: Settings, out: Out<typeof METRICS>): void {
  readDevices(context, config, (values, device, alias) => {
    for (const [i, name] of DETAILED_NET_COLUMNS.entries()) out.detailed(name, values[i] ?? 0, device, alias);
  });
}

/** The wanted devices of /proc/net/dev, each once. */
function readDevices(
  { procfs, sysfs }: Netdev,
  { deviceInclude: include, deviceExclude: exclude, labelIfalias }: Settings,
  visit: (values: Float64Array, device: string, alias: string | null) => void,
): Devices {
  const devices = new Map<string, string | null>();
  const wanted = (device: string) => passes(device, { include, exclude }) && !devices.has(device);
  readNetDev(procfs.read('net/dev'), wanted, (device, values) => {
    const alias = labelIfalias ? readAlias(sysfs, device) : null;
    devices.set(device, alias);
    visit(values, device, alias);
  });
  return devices;
}

/** `visit` says whether sysfs knows the device. */
function eachInSysfs(
  { state: { notInSysfs } }: Netdev,
  devices: Devices,
  visit: (device: string, alias: string | null) => boolean,
): void {
  for (const device of notInSysfs) if (!devices.has(device)) notInSysfs.delete(device);
  for (const [device, alias] of devices) {
    if (!notInSysfs.has(device) && !visit(device, alias)) notInSysfs.add(device);
  }
}
