/** What kind of machine it is: maker, serial number, and what it runs on if it is a virtual one. */
import type { FileTree } from '../../../contract/ports.ts';
import type { JsonObject } from '../../../model/json.ts';
import { valueOf } from './kernel-text.ts';

const DMI = 'class/dmi/id';
/** What makers leave in the fields they forgot. */
const PLACEHOLDER =
  /^(?:to be filled|default string|not (?:specified|available|applicable)|system (?:product|serial|manufacturer|version)|none$|n\/a$|unknown$|0+$|x+$|\.+$)/i;

const BY_MAKER: readonly (readonly [RegExp, string])[] = [
  [/vmware/i, 'vmware'],
  [/virtualbox|innotek/i, 'virtualbox'],
  [/microsoft corporation virtual machine/i, 'hyperv'],
  [/xen/i, 'xen'],
  [/parallels/i, 'parallels'],
  [/bhyve/i, 'bhyve'],
  [/amazon ec2/i, 'amazon'],
  [/google/i, 'google'],
  [/qemu|kvm|openstack|proxmox|rhev|ovirt|nutanix/i, 'kvm'],
];

/** Null for each field the firmware does not tell, or not to everyone: serial numbers are for root only. */
export function describeHardware(sysfs: FileTree): JsonObject | null {
  const field = (name: string) => {
    const value = valueOf(sysfs, `${DMI}/${name}`);
    return value === null || PLACEHOLDER.test(value) ? null : value;
  };
  if (!sysfs.exists(DMI)) return null;
  return {
    vendor: field('sys_vendor'),
    product: field('product_name'),
    serial: field('product_serial'),
    uuid: field('product_uuid'),
    biosVersion: field('bios_version'),
    biosDate: field('bios_date'),
  };
}

/** `none` for hardware, `vm` for a virtual machine of unknown kind. */
export function virtualization(sysfs: FileTree, rootfs: FileTree, hypervisorFlag: boolean): string {
  if (rootfs.exists('.dockerenv')) return 'docker';
  if (rootfs.exists('run/.containerenv')) return 'podman';
  const container = valueOf(rootfs, 'run/systemd/container');
  if (container !== null && /^[a-z0-9-]{1,32}$/.test(container)) return container;
  const product = valueOf(sysfs, `${DMI}/product_name`) ?? '';
  const maker = `${valueOf(sysfs, `${DMI}/sys_vendor`) ?? ''} ${product}`;
  // Clouds rent whole machines too, under the same maker.
  const known = product.includes('.metal') ? undefined : BY_MAKER.find(([pattern]) => pattern.test(maker));
  if (known) return known[1];
  if (valueOf(sysfs, 'hypervisor/type') === 'xen') return 'xen';
  return hypervisorFlag ? 'vm' : 'none';
}
