import { z } from 'zod';
import { visitInTurns } from '../../../contract/in-turns.ts';
import { gauge, type Out } from '../../../contract/metrics.ts';
import { defineCollector } from '../../../contract/module.ts';
import type { FileTree } from '../../../contract/ports.ts';
import { DeviceList, type NamedDevice } from './device-list.ts';
import type { PciDevice } from './devices.ts';
import { readInteger, readSpeed, readText } from './live-values.ts';

const LOCATION = ['segment', 'bus', 'device', 'function'] as const;
const POWER_STATES = ['D0', 'D1', 'D2', 'D3hot', 'D3cold', 'unknown', 'error'] as const;
const NOT_KNOWN = -1;
type Five<T> = readonly [T, T, T, T, T];
type Six<T> = readonly [T, T, T, T, T, T];
const NO_NAMES: Five<string | null> = [null, null, null, null, null];

const metrics = {
  node_pcidevice_info: gauge('Non-numeric data from /sys/bus/pci/devices/<location>, value is always 1.', [
    ...LOCATION,
    'parent_segment',
    'parent_bus',
    'parent_device',
    'parent_function',
    'class_id',
    'vendor_id',
    'device_id',
    'subsystem_vendor_id',
    'subsystem_device_id',
    'revision',
    'vendor_name',
    'device_name',
    'subsystem_vendor_name',
    'subsystem_device_name',
    'class_name',
  ]),
  node_pcidevice_max_link_transfers_per_second: gauge(
    "Value of maximum link's transfers per second (T/s)",
    LOCATION,
  ),
  node_pcidevice_max_link_width: gauge("Value of maximum link's width (number of lanes)", LOCATION),
  node_pcidevice_current_link_transfers_per_second: gauge(
    "Value of current link's transfers per second (T/s)",
    LOCATION,
  ),
  node_pcidevice_current_link_width: gauge("Value of current link's width (number of lanes)", LOCATION),
  node_pcidevice_power_state: gauge(
    'PCIe device power state, one of: D0, D1, D2, D3hot, D3cold, unknown or error.',
    [...LOCATION, 'state'],
  ),
  node_pcidevice_d3cold_allowed: gauge(
    'Whether the PCIe device supports D3cold power state (0/1).',
    LOCATION,
  ),
  node_pcidevice_sriov_drivers_autoprobe: gauge(
    'Whether SR-IOV drivers autoprobe is enabled for the device (0/1).',
    LOCATION,
  ),
  node_pcidevice_sriov_numvfs: gauge(
    'Number of Virtual Functions (VFs) currently enabled for SR-IOV.',
    LOCATION,
  ),
  node_pcidevice_sriov_totalvfs: gauge(
    'Total number of Virtual Functions (VFs) supported by the device.',
    LOCATION,
  ),
  node_pcidevice_sriov_vf_total_msix: gauge('Total number of MSI-X vectors for Virtual Functions.', LOCATION),
  node_pcidevice_numa_node: gauge(
    'NUMA node number for the PCI device. -1 indicates unknown or not available.',
    LOCATION,
  ),
} as const;

const Config = z.object({
  names: z
    .boolean()
    .default(false)
    .describe(
      'Also names of vendor, device and class, from a file pci.ids, as labels of node_pcidevice_info.',
    ),
  idsfile: z
    .string()
    .default('')
    .describe('Path of a file pci.ids; empty for that of the distribution, below /usr/share.'),
});

export default defineCollector({
  id: 'pcidevice',
  summary: 'PCI devices: what they are, their links, power states and virtual functions.',
  defaultEnabled: false,
  config: Config,
  metrics,
  needs: ['sysfs', 'rootfs'],
  init: (config) => new DeviceList(config),
  collect(context, _config, out) {
    const { sysfs, rootfs, state, partial } = context;
    const devices = state.devices(sysfs, rootfs);
    if (state.missing) partial(state.missing);
    return visitInTurns(devices, context, (device) => writeDevice(sysfs, device, out));
  },
});

function writeDevice(sysfs: FileTree, { device, names }: NamedDevice, out: Out<typeof metrics>): void {
  const { location, parent } = device;
  const ids = [
    device.classId,
    device.vendor,
    device.device,
    device.subsystemVendor,
    device.subsystemDevice,
    device.revision,
  ].map((id) => `0x${id}`) as unknown as Six<string>;
  const nameLabels: Five<string | null> = names ?? NO_NAMES;
  out.node_pcidevice_info(1, ...location, ...parent, ...ids, ...nameLabels);
  writeLink(sysfs, device, out);
  const number = (file: string) => readInteger(sysfs, device, file) ?? 0;
  const flag = (file: string) => (number(file) === 0 ? 0 : 1);
  out.node_pcidevice_d3cold_allowed(flag('d3cold_allowed'), ...location);
  out.node_pcidevice_sriov_drivers_autoprobe(flag('sriov_drivers_autoprobe'), ...location);
  out.node_pcidevice_sriov_numvfs(number('sriov_numvfs'), ...location);
  out.node_pcidevice_sriov_totalvfs(number('sriov_totalvfs'), ...location);
  out.node_pcidevice_sriov_vf_total_msix(number('sriov_vf_total_msix'), ...location);
  const power = readText(sysfs, device, 'power_state');
  if (power !== null)
    for (const state of POWER_STATES)
      out.node_pcidevice_power_state(state === power ? 1 : 0, ...location, state);
  const numaNode = readInteger(sysfs, device, 'numa_node') ?? NOT_KNOWN;
  if (numaNode !== NOT_KNOWN) out.node_pcidevice_numa_node(numaNode, ...location);
}

/** Of PCI Express only; the others show that it is not known. */
function writeLink(sysfs: FileTree, device: PciDevice, out: Out<typeof metrics>): void {
  const { location } = device;
  const speed = (file: string) => readSpeed(sysfs, device, file) ?? NOT_KNOWN;
  const width = (file: string) => readInteger(sysfs, device, file) ?? NOT_KNOWN;
  out.node_pcidevice_max_link_transfers_per_second(speed('max_link_speed'), ...location);
  out.node_pcidevice_max_link_width(width('max_link_width'), ...location);
  out.node_pcidevice_current_link_transfers_per_second(speed('current_link_speed'), ...location);
  out.node_pcidevice_current_link_width(width('current_link_width'), ...location);
}
