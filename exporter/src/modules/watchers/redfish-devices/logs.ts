/** The logs of one machine with what is remembered of each from look to look. */
import type { ModuleError } from '../../../contract/module.ts';
import type { ReadLog } from '../../../protocols/hardware/several-logs.ts';
import { concernsHardware } from '../../../protocols/redfish/read/log-entry.ts';
import type { ReadEstate } from '../../../protocols/redfish/hardware/estate.ts';
import { findLogs, type FoundLog } from '../../../protocols/redfish/walk/find-logs.ts';
import { LogMemory } from '../../../protocols/redfish/walk/log-memory.ts';
import { readLog } from '../../../protocols/redfish/walk/read-log.ts';
import type { Tree } from '../../../protocols/redfish/walk/tree.ts';
import { Walk } from '../../../protocols/redfish/walk/walk.ts';

export interface ReadLogs {
  /** Null when it could not be read. */
  readonly main: ReadLog | null;
  readonly others: readonly ReadLog[];
}

export class Logs {
  readonly #wanted: readonly string[] | null;
  #memories: ReadonlyMap<string, LogMemory> = new Map();
  #mainPath: string | null = null;

  /** `wanted` are ids; null for all that a machine keeps of its hardware. */
  constructor(wanted: readonly string[] | null) {
    this.#wanted = wanted;
  }

  async read(tree: Tree, estate: ReadEstate, partial: (reason: ModuleError) => void): Promise<ReadLogs> {
    const found = await this.#find(tree, estate, partial);
    const read = await Promise.all(found.map((log) => this.#readOne(tree, log, partial)));
    const known = read.filter((each) => each !== null);
    const isMain = ({ log }: ReadLog) => log === this.#mainPath;
    return { main: known.find(isMain) ?? null, others: known.filter((each) => !isMain(each)) };
  }

  /** Which one is the main one stays as it is while a part of them cannot be found. */
  async #find(tree: Tree, read: ReadEstate, partial: (reason: ModuleError) => void): Promise<FoundLog[]> {
    let { isWhole } = read;
    const walk = new Walk(tree, (reason) => {
      isWhole = false;
      partial(reason);
    });
    const found = await findLogs(walk, read.estate, this.#wanted);
    const isThere = found.some(({ path }) => path === this.#mainPath);
    if (this.#mainPath === null || (isWhole && !isThere)) this.#mainPath = found[0]?.path ?? null;
    // What cannot be found for the moment is not forgotten.
    const kept = isWhole ? [] : this.#memories;
    this.#memories = new Map([...kept, ...found.map(({ path }) => [path, this.#memoryOf(path)] as const)]);
    return found;
  }

  async #readOne(tree: Tree, log: FoundLog, partial: (reason: ModuleError) => void): Promise<ReadLog | null> {
    const entries = await readLog(tree, log, this.#memoryOf(log.path), partial);
    return entries && { log: log.path, entries: entries.filter(concernsHardware) };
  }

  #memoryOf(path: string): LogMemory {
    return this.#memories.get(path) ?? new LogMemory();
  }
}
