/** The names in a file pci.ids (https://pci-ids.ucw.cz); ids are without `0x`, as the file has them. */
export interface PciNames {
  /** `8086`, `8086:1521` and `8086:1521:8086:00a3`. */
  readonly devices: ReadonlyMap<string, string>;
  /** `02`, `0200` and `010802`. */
  readonly classes: ReadonlyMap<string, string>;
}

/**
 * Tabs at the start of a line tell its level: vendor, device, subsystem; or, below `C`, class, subclass, interface.
 * Of the 20,000 devices in the file only those of `vendors` are kept. What is no such line is passed over.
 */
export function parsePciIds(content: string, vendors: ReadonlySet<string>): PciNames {
  const devices = new Map<string, string>();
  const classes = new Map<string, string>();
  /** Ids of the lines above, by level; cut off at the level of the last line. */
  let path: string[] = [];
  let ofClasses = false;
  for (const line of content.split('\n')) {
    const gap = line.indexOf('  ');
    if (gap < 0 || line.startsWith('#')) continue;
    const level = line.startsWith('\t\t') ? 2 : line.startsWith('\t') ? 1 : 0;
    if (level === 0) ofClasses = line.startsWith('C ');
    if (level > path.length) continue;
    const id = line.slice(level === 0 && ofClasses ? 1 : level, gap).trim();
    path = [...path.slice(0, level), id.replace(/\s+/g, ':')];
    const name = line.slice(gap).trim();
    if (ofClasses) classes.set(path.join(''), name);
    else if (vendors.has(path[0] ?? '')) devices.set(path.join(':'), name);
  }
  return { devices, classes };
}

/** The interface, the subclass or the class: whichever is the most precise that has a name. */
export function className({ classes }: PciNames, id: string): string {
  return (
    classes.get(id.slice(0, 6)) ??
    classes.get(id.slice(0, 4)) ??
    classes.get(id.slice(0, 2)) ??
    `Unknown class (${id})`
  );
}
