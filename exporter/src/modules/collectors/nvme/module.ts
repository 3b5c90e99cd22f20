import { z } from 'zod';
import { KnownDevices } from '../../../contract/known-devices.ts';
import { gauge, type Out } from '../../../contract/metrics.ts';
import { defineCollector, ModuleError } from '../../../contract/module.ts';
import type { FileTree } from '../../../contract/ports.ts';
import { readIfReadable } from '../../../contract/readable.ts';
import { integerOf, textOf } from '../../../protocols/kernel-value.ts';
import { type Controller, learnController, type Namespace } from './controller.ts';

const FOLDER = 'class/nvme';
/** Namespaces are attached and detached by people, seldom; one that goes is noticed at once. */
const LIST_NAMESPACES_EVERY_RUNS = 10;
/** What node_exporter shows where the kernel tells no state: it was built without multipath. */
const NO_ANA_STATE = 'unknown';

const metrics = {
  node_nvme_info: gauge('Non-numeric data from /sys/class/nvme/<device>, value is always 1.', [
    'device',
    'firmware_revision',
    'model',
    'serial',
    'state',
    'cntlid',
  ]),
  node_nvme_namespace_info: gauge('Information about NVMe namespaces. Value is always 1', [
    'device',
    'nsid',
    'ana_state',
  ]),
  node_nvme_namespace_capacity_bytes: gauge(
    'Capacity of the NVMe namespace in bytes. Computed as namespace_size * namespace_logical_block_size',
    ['device', 'nsid'],
  ),
  node_nvme_namespace_size_bytes: gauge(
    'Size of the NVMe namespace in bytes. Available in /sys/class/nvme/<device>/<namespace>/size',
    ['device', 'nsid'],
  ),
  node_nvme_namespace_used_bytes: gauge(
    'Used space of the NVMe namespace in bytes. Available in /sys/class/nvme/<device>/<namespace>/nuse',
    ['device', 'nsid'],
  ),
  node_nvme_namespace_logical_block_size_bytes: gauge(
    'Logical block size of the NVMe namespace in bytes. Usually 4Kb. Available in /sys/class/nvme/<device>/<namespace>/queue/logical_block_size',
    ['device', 'nsid'],
  ),
};

export default defineCollector({
  id: 'nvme',
  summary: 'NVMe controllers and the size and use of their namespaces.',
  config: z.object({}),
  metrics,
  needs: ['sysfs'],
  init: () => new KnownDevices<Controller>(LIST_NAMESPACES_EVERY_RUNS),
  collect({ sysfs, state }, _config, out) {
    if (!sysfs.exists(FOLDER)) throw new ModuleError('unsupported', 'no NVMe controllers');
    const learn = (name: string) => learnController(sysfs, `${FOLDER}/${name}`);
    for (const [device, controller] of state.of(sysfs.list(FOLDER), learn)) {
      emitInfo(sysfs, device, controller, out);
      for (const namespace of controller.namespaces)
        if (!emitNamespace(sysfs, device, namespace, out)) state.forget(device);
    }
  },
});

function emitInfo(sysfs: FileTree, device: string, controller: Controller, out: Out<typeof metrics>): void {
  const text = (path: string) => textOf(readIfReadable(sysfs, path) ?? NOTHING);
  out.node_nvme_info(
    1,
    device,
    text(controller.firmwareRevision),
    text(controller.model),
    text(controller.serial),
    text(controller.state),
    text(controller.cntlid),
  );
}

/** False when it is gone. Only Linux since 6.8 tells how much is used. */
function emitNamespace(
  sysfs: FileTree,
  device: string,
  { nsid, ...files }: Namespace,
  out: Out<typeof metrics>,
): boolean {
  const blocks = amount(sysfs, files.size);
  const blockSize = amount(sysfs, files.logicalBlockSize);
  if (blocks === null || blockSize === null) return false;
  const anaState = sysfs.readIfPresent(files.anaState);
  out.node_nvme_namespace_info(1, device, nsid, anaState === null ? NO_ANA_STATE : textOf(anaState));
  out.node_nvme_namespace_capacity_bytes(blocks * blockSize, device, nsid);
  out.node_nvme_namespace_size_bytes(blocks * blockSize, device, nsid);
  out.node_nvme_namespace_logical_block_size_bytes(blockSize, device, nsid);
  const used = amount(sysfs, files.used);
  if (used !== null) out.node_nvme_namespace_used_bytes(used * blockSize, device, nsid);
  return true;
}

const NOTHING = Buffer.alloc(0);

/** Null when there is no such file. */
function amount(sysfs: FileTree, path: string): number | null {
  const bytes = sysfs.readIfPresent(path);
  if (bytes === null) return null;
  const value = integerOf(bytes);
  if (value >= 0) return value;
  throw new ModuleError('malformed_reply', `${path}: not one unsigned number`);
}
