/** Kinds of block groups; a small file system may have `mixed` ones instead of data and metadata. */
export const GROUP_TYPES = ['data', 'metadata', 'system', 'mixed'] as const;

/** Copies of each byte, by layout. */
const COPIES: Readonly<Record<string, number>> = {
  single: 1,
  raid0: 1,
  dup: 2,
  raid1: 2,
  raid10: 2,
  raid1c3: 3,
  raid1c4: 4,
};
/** Devices of a stripe that hold parity, by layout. */
const PARITY: Readonly<Record<string, number>> = { raid5: 1, raid6: 2 };

/** Layouts are folders among the files of a block group type. */
export const isLayout = (name: string): boolean => Object.hasOwn(COPIES, name) || Object.hasOwn(PARITY, name);

/** Bytes on disk for each byte of data. */
export function allocationRatio(layout: string, devices: number): number {
  return COPIES[layout] ?? devices / (devices - (PARITY[layout] ?? 0));
}
