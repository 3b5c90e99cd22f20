import { ModuleError } from '../../../contract/module.ts';
import type { FileTree } from '../../../contract/ports.ts';
import { parseUdevProperties } from './parse.ts';

/** What is known of a device besides its counters. */
export interface DiskFacts {
  readonly major: string;
  readonly minor: string;
  readonly path: string;
  readonly wwn: string;
  readonly model: string;
  readonly serial: string;
  readonly revision: string;
  readonly rotational: string;
  readonly filesystem: {
    readonly type: string;
    readonly usage: string;
    readonly uuid: string;
    readonly version: string;
  } | null;
  readonly mapper: {
    readonly name: string;
    readonly uuid: string;
    readonly vgName: string;
    readonly lvName: string;
    readonly lvLayer: string;
    /** Devices below it. */
    readonly backing: readonly string[];
  } | null;
  readonly ata: {
    readonly writeCache: number;
    readonly writeCacheEnabled: number;
    readonly rotationRpm: number;
  } | null;
}

/** What lies below a mapped device changes without udev's record of it. */
const READ_ANEW_AFTER_RUNS = 10;

interface Known {
  readonly id: string;
  readonly record: Buffer;
  readonly facts: DiskFacts;
  /** The run in which it was read. */
  readonly readIn: number;
  /** The run in which it was last asked for. */
  run: number;
}

/** Facts by device, read anew now and then, and when the device's number or its udev record has changed. */
export class DiskFactsCache {
  readonly #known = new Map<string, Known>();
  #run = 0;

  /** Starts a run; forgets the devices that the last one did not ask for. */
  begin(): void {
    for (const [device, known] of this.#known) if (known.run !== this.#run) this.#known.delete(device);
    this.#run += 1;
  }

  get(device: string, major: number, minor: number, udev: FileTree | null, sysfs: FileTree): DiskFacts {
    const id = `${major}:${minor}`;
    const record = readOrEmpty(udev, `b${id}`);
    const known = this.#known.get(device);
    if (known?.id === id && this.#run < known.readIn + READ_ANEW_AFTER_RUNS && known.record.equals(record)) {
      known.run = this.#run;
      return known.facts;
    }
    const copy = Buffer.from(record); // a view that the next read overwrites
    const facts = readFacts(device, major, minor, copy, sysfs);
    this.#known.set(device, { id, record: copy, facts, readIn: this.#run, run: this.#run });
    return facts;
  }
}

function readFacts(device: string, major: number, minor: number, record: Buffer, sysfs: FileTree): DiskFacts {
  const properties = parseUdevProperties(record.toString('utf8'));
  const value = (key: string) => properties.get(key) ?? '';
  const amount = (key: string) => (properties.has(key) && value(key) !== '' ? Number(value(key)) : NaN);
  const folder = `block/${device.replaceAll('/', '!')}`;
  return {
    major: String(major),
    minor: String(minor),
    path: value('ID_PATH'),
    wwn: value('ID_WWN'),
    model: value('ID_MODEL'),
    // The first is what the label on the disk says; virtio disks have only the last.
    serial: value('SCSI_IDENT_SERIAL') || value('ID_SERIAL_SHORT') || value('ID_SERIAL'),
    revision: value('ID_REVISION'),
    rotational: readOrEmpty(sysfs, `${folder}/queue/rotational`)[0] === 0x31 ? '1' : '0',
    filesystem: value('ID_FS_TYPE')
      ? {
          type: value('ID_FS_TYPE'),
          usage: value('ID_FS_USAGE'),
          uuid: value('ID_FS_UUID'),
          version: value('ID_FS_VERSION'),
        }
      : null,
    mapper: value('DM_NAME')
      ? {
          name: value('DM_NAME'),
          uuid: value('DM_UUID'),
          vgName: value('DM_VG_NAME'),
          lvName: value('DM_LV_NAME'),
          lvLayer: value('DM_LV_LAYER'),
          backing: listOrEmpty(sysfs, `${folder}/slaves`),
        }
      : null,
    ata: value('ID_ATA')
      ? {
          writeCache: amount('ID_ATA_WRITE_CACHE'),
          writeCacheEnabled: amount('ID_ATA_WRITE_CACHE_ENABLED'),
          rotationRpm: amount('ID_ATA_ROTATION_RATE_RPM'),
        }
      : null,
  };
}

const NOTHING = Buffer.alloc(0);

/**
 * Opened and closed: udev replaces a record's file, it does not rewrite it. Many devices have none, and an error
 * would cost more than the question.
 */
function readOrEmpty(tree: FileTree | null, path: string): Buffer {
  return tree?.exists(path) ? (attempt(() => tree.readOnce(path)) ?? NOTHING) : NOTHING;
}

function listOrEmpty(tree: FileTree, path: string): string[] {
  return attempt(() => tree.list(path)) ?? [];
}

function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof ModuleError) return null;
    throw error;
  }
}
