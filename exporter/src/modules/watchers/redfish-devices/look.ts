/** One look at a machine through its BMC. */
import type { ModuleError } from '../../../contract/module.ts';
import type { RedfishSession } from '../../../contract/redfish.ts';
import type { HardwareReading, PartGroup } from '../../../protocols/hardware/reading.ts';
import { readEstate } from '../../../protocols/redfish/hardware/estate.ts';
import { type Machine, machineOf } from '../../../protocols/redfish/hardware/machine.ts';
import { EVERYTHING, readHardware, type Wanted } from '../../../protocols/redfish/hardware/read-hardware.ts';
import type { LogEntry } from '../../../protocols/redfish/read/log-entry.ts';
import type { Estate } from '../../../protocols/redfish/walk/discover.ts';
import { walkLog } from '../../../protocols/redfish/walk/log.ts';
import { Tree } from '../../../protocols/redfish/walk/tree.ts';
import { Walk } from '../../../protocols/redfish/walk/walk.ts';
import type { Target } from './target.ts';

const QUICK: Wanted = new Set<PartGroup>(['thermal', 'power', 'chassis']);

export interface Seen {
  readonly machine: Machine;
  readonly reading: HardwareReading;
  /** Null when it was not its turn, or could not be read. */
  readonly log: readonly LogEntry[] | null;
}

/** @throws ModuleError when not even what there is can be read. */
export async function lookAt(
  { memory, logMemory }: Target,
  session: RedfishSession,
  isSlow: boolean,
  partial: (reason: ModuleError) => void,
): Promise<Seen> {
  const tree = new Tree({ get: (path, maxAgeMs) => session.get(path, maxAgeMs), memory });
  const read = await readEstate(tree, partial);
  const [reading, log] = await Promise.all([
    readHardware(read, tree, isSlow ? EVERYTHING : QUICK, partial),
    isSlow ? readLog(tree, read.estate, logMemory, partial) : null,
  ]);
  return { machine: machineOf(read.estate), reading, log };
}

/** What could not be read is read at the next turn: nothing is remembered then. */
async function readLog(
  tree: Tree,
  estate: Estate,
  memory: Target['logMemory'],
  partial: (reason: ModuleError) => void,
): Promise<LogEntry[] | null> {
  const failures: ModuleError[] = [];
  const entries = await walkLog(new Walk(tree, (error) => failures.push(error)), estate, memory);
  failures.forEach(partial);
  if (failures.length === 0) memory.remember();
  // At the first reading half of it would make the rest look new.
  return failures.length > 0 && !memory.knowsAny ? null : entries;
}
