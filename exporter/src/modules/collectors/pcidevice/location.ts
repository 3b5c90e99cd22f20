/** Segment, bus, device and function of `0000:01:00.0`. */
export type Location = readonly [segment: string, bus: string, device: string, func: string];

const LOCATION = /^([0-9a-f]{1,8}):([0-9a-f]{1,8}):([0-9a-f]{1,8})\.([0-9a-f]{1,8})$/i;
/** The least digits of each part. */
const WIDTHS = [4, 2, 2, 1] as const;

/** Null when the name is not that of a device: `pci0000:00` is a bus. */
export function parseLocation(name: string): Location | null {
  const match = LOCATION.exec(name);
  if (!match) return null;
  const parts = WIDTHS.map((width, i) => hex(parseInt(match[i + 1] ?? '', 16), width));
  return parts as unknown as Location;
}

export const hex = (value: number, width: number): string => value.toString(16).padStart(width, '0');
