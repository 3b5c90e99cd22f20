import { ModuleError } from '../../../contract/module.ts';
import { LineScanner } from '../../../protocols/line-scanner.ts';

/** Machines have 200 to 500 caches. */
const MAX_SLABS = 5000;

export interface Slab {
  readonly name: string;
  readonly activeObjects: number;
  readonly objects: number;
  readonly objectBytes: number;
  readonly objectsPerSlab: number;
  readonly pagesPerSlab: number;
}

/**
 * Calls `visit` for each cache in /proc/slabinfo 2.1: `name active objects size perslab pages : tunables … : slabdata …`.
 * Of caches with the same name, the first is shown.
 * @throws ModuleError `malformed_reply`, `limit_exceeded`.
 */
export function readSlabinfo(bytes: Uint8Array, visit: (slab: Slab) => void): void {
  const scanner = new LineScanner(bytes);
  const seen = new Set<string>();
  while (scanner.nextLine()) {
    if (scanner.accept('slabinfo -') || scanner.accept('# name')) continue;
    const slab = readSlab(scanner);
    if (seen.has(slab.name)) continue;
    seen.add(slab.name);
    if (seen.size > MAX_SLABS)
      throw new ModuleError('limit_exceeded', `slabinfo: more than ${MAX_SLABS} caches`);
    visit(slab);
  }
}

function readSlab(scanner: LineScanner): Slab {
  const slab = {
    name: scanner.word(),
    activeObjects: scanner.number(),
    objects: scanner.number(),
    objectBytes: scanner.number(),
    objectsPerSlab: scanner.number(),
    pagesPerSlab: scanner.number(),
  };
  const sum = slab.activeObjects + slab.objects + slab.objectBytes + slab.objectsPerSlab + slab.pagesPerSlab;
  if (Number.isNaN(sum) || !scanner.accept(' : tunables'))
    throw new ModuleError('malformed_reply', 'slabinfo: not a name and five numbers');
  return slab;
}
