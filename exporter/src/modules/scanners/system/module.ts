import { z } from 'zod';
import { regex } from '../../../contract/config.ts';
import { type Context, defineScanner, ModuleError } from '../../../contract/module.ts';
import { codeOf, messageOf } from '../../../model/errors.ts';
import type { Json, JsonObject } from '../../../model/json.ts';
import { parseBootTime } from '../../../protocols/procfs/boot.ts';
import { type Cpuinfo, describeCpu, parseCpuinfo } from './cpu.ts';
import { readDisks } from './disks.ts';
import { readInterfaces } from './interfaces.ts';
import { valueOf } from './kernel-text.ts';
import { describeHardware, virtualization } from './machine.ts';
import { describeMount, localMounts, readMounts } from './mounted.ts';
import { parseOsRelease } from './os-release.ts';

/** Disks, file systems and interfaces kept, each: together they stay within the bound on attributes. */
const MAX_PARTS = 64;

const config = z.object({
  ignoredInterfaces: regex('^(lo$|veth|cali|cilium|lxc|tap|vnet|fwbr|fwln|fwpr|ifb|dummy)').describe(
    'Interfaces left out: by default the loopback and those that come and go with containers and virtual machines.',
  ),
  ignoredMountpoints: regex(
    '^/(var/lib/(docker|containers|containerd|kubelet)|run/containerd|snap)(/|$)',
  ).describe('Mount points left out.'),
});
type Config = z.output<typeof config>;

interface State {
  /** The time of a boot as first computed: the kernel's answer moves with every correction of the clock. */
  boot: { readonly id: string | null; readonly time: string } | null;
}
type Needs = 'procfs' | 'sysfs' | 'rootfs' | 'filesystems' | 'os';
type Scan = Context<Needs, State>;

export default defineScanner({
  id: 'system',
  summary: 'This host: operating system, processor, memory, disks, file systems, interfaces, hardware.',
  config,
  needs: ['procfs', 'sysfs', 'rootfs', 'filesystems', 'os'],
  interval: '300s',
  init: (): State => ({ boot: null }),
  async scan(context, options) {
    const { host, os, sysfs, rootfs, procfs } = context;
    const uname = os.uname();
    const platform = os.platform();
    const release = part(context, () => parseOsRelease(readOsRelease(context)));
    const cpuinfo =
      part(context, () => parseCpuinfo(procfs.readOnce('cpuinfo').toString('utf8'))) ?? NO_CPUINFO;
    const attributes: Record<string, Json | undefined> = {
      hostname: uname.nodename,
      fqdn: await partLater(context, () => os.fqdn()),
      platform,
      os: { name: uname.sysname, release: uname.release, version: uname.version, machine: uname.machine },
      distribution: release && { ...release },
      cpu: part(context, () => describeCpu(cpuinfo, sysfs, os)),
      memoryBytes: part(context, () => os.totalMemoryBytes()),
      disks: part(context, () => atMost(context, 'disks', readDisks(sysfs))),
      filesystems: await partLater(context, () => filesystemsOf(context, options)),
      interfaces: part(context, () =>
        atMost(context, 'interfaces', readInterfaces(sysfs, os.addresses(), options.ignoredInterfaces)),
      ),
      machineId: valueOf(rootfs, 'etc/machine-id') ?? undefined,
      hardware: part(context, () => describeHardware(sysfs)) ?? undefined,
      virtualization: part(context, () => virtualization(sysfs, rootfs, cpuinfo.hypervisor)),
      ...part(context, () => bootOf(context)),
      stats: part(context, () => ({
        uptimeSeconds: Math.floor(os.uptimeSeconds()),
        cpuMhz: cpuinfo.currentMhz,
      })),
    };
    const labels = {
      os: platform,
      arch: uname.machine,
      ...(release?.id ? { distribution: release.id } : {}),
    };
    const asset = { id: host.asset, kind: 'host' as const, name: host.name, labels, relations: [] };
    return { assets: [{ ...asset, attributes: defined(attributes) }], complete: true };
  },
});

const NO_CPUINFO: Cpuinfo = {
  model: null,
  logicalCores: null,
  physicalCores: null,
  currentMhz: null,
  hypervisor: false,
};

/** One part of the host; undefined, and the failure told, when it cannot be had. The rest is none the worse. */
function part<T>({ partial }: Scan, read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    partial(toModuleError(error));
    return undefined;
  }
}

async function partLater<T>({ partial }: Scan, read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    partial(toModuleError(error));
    return undefined;
  }
}

function toModuleError(error: unknown): ModuleError {
  return error instanceof ModuleError
    ? error
    : new ModuleError(codeOf(error), messageOf(error), { cause: error });
}

function atMost<T>({ partial }: Scan, what: string, all: readonly T[]): T[] {
  if (all.length > MAX_PARTS) {
    partial(new ModuleError('limit_exceeded', `${all.length} ${what}, of which ${MAX_PARTS} are kept`));
  }
  return all.slice(0, MAX_PARTS);
}

/** os-release(5): the first of the two that exists. */
function readOsRelease({ rootfs }: Scan): string {
  const path = rootfs.exists('etc/os-release') ? 'etc/os-release' : 'usr/lib/os-release';
  return rootfs.readOnce(path).toString('utf8');
}

function filesystemsOf(context: Scan, { ignoredMountpoints }: Config): Promise<JsonObject[]> {
  const { procfs, filesystems, partial } = context;
  const mounts = localMounts(readMounts(procfs), filesystems.root, ignoredMountpoints);
  return Promise.all(
    atMost(context, 'file systems', mounts).map((mount) => describeMount(mount, filesystems, partial)),
  );
}

function bootOf({ procfs, state }: Scan): { bootId?: string; bootTime: string } {
  const id = valueOf(procfs, 'sys/kernel/random/boot_id');
  let { boot } = state;
  if (boot?.id !== id) {
    const seconds = parseBootTime(procfs.read('stat'));
    if (seconds === null) throw new ModuleError('malformed_reply', 'stat: no btime');
    boot = { id, time: new Date(seconds * 1000).toISOString() };
    state.boot = boot;
  }
  return { ...(id === null ? {} : { bootId: id }), bootTime: boot.time };
}

function defined(attributes: Readonly<Record<string, Json | undefined>>): JsonObject {
  return Object.fromEntries(
    Object.entries(attributes).filter((entry): entry is [string, Json] => entry[1] !== undefined),
  );
}
