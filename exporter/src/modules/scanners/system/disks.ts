import type { FileTree } from '../../../contract/ports.ts';
import type { JsonObject } from '../../../model/json.ts';
import { integerOf, valueOf } from './kernel-text.ts';

/** Sizes in sysfs are in units of 512 bytes, whatever the disk's own are. */
const SECTOR_BYTES = 512;
/** Optical drives and floppies are drives, not disks. */
const REMOVABLE_MEDIA = /^(?:sr|fd)\d+$/;

/** Physical and virtual disks, by name; not what is made of them (partitions, RAID, device mapper, loop). */
export function readDisks(sysfs: FileTree): JsonObject[] {
  return sysfs
    .list('block')
    .filter((name) => !REMOVABLE_MEDIA.test(name) && sysfs.exists(`block/${name}/device`))
    .sort()
    .flatMap((name) => describeDisk(sysfs, name));
}

function describeDisk(sysfs: FileTree, name: string): JsonObject[] {
  const folder = `block/${name}`;
  const sectors = integerOf(sysfs, `${folder}/size`) ?? 0;
  if (sectors === 0 || integerOf(sysfs, `${folder}/hidden`) === 1) return [];
  const rotational = integerOf(sysfs, `${folder}/queue/rotational`);
  return [
    {
      name,
      sizeBytes: sectors * SECTOR_BYTES,
      vendor: makerOf(sysfs, folder),
      model: valueOf(sysfs, `${folder}/device/model`),
      serial: valueOf(sysfs, `${folder}/serial`) ?? valueOf(sysfs, `${folder}/device/serial`),
      rotational: rotational === null ? null : rotational === 1,
    },
  ];
}

/** virtio has the number of the maker of its PCI device there. */
function makerOf(sysfs: FileTree, folder: string): string | null {
  const vendor = valueOf(sysfs, `${folder}/device/vendor`);
  return vendor?.startsWith('0x') ? null : vendor;
}
