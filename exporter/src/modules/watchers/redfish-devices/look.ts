/** One look at a machine through its BMC. */
import type { ModuleError } from '../../../contract/module.ts';
import type { RedfishSession } from '../../../contract/redfish.ts';
import type { HardwareReading, PartGroup } from '../../../protocols/hardware/reading.ts';
import { readEstate } from '../../../protocols/redfish/hardware/estate.ts';
import { type Machine, machineOf } from '../../../protocols/redfish/hardware/machine.ts';
import { EVERYTHING, readHardware, type Wanted } from '../../../protocols/redfish/hardware/read-hardware.ts';
import { Tree } from '../../../protocols/redfish/walk/tree.ts';
import type { ReadLogs } from './logs.ts';
import type { Target } from './target.ts';

const QUICK: Wanted = new Set<PartGroup>(['thermal', 'power', 'chassis']);

export interface Seen {
  readonly machine: Machine;
  readonly reading: HardwareReading;
  /** Null when it was not their turn. */
  readonly logs: ReadLogs | null;
}

/** @throws ModuleError when not even what there is can be read. */
export async function lookAt(
  { memory, logs: ownLogs }: Target,
  session: RedfishSession,
  isSlow: boolean,
  partial: (reason: ModuleError) => void,
): Promise<Seen> {
  const tree = new Tree({ get: (path, maxAgeMs) => session.get(path, maxAgeMs), memory });
  const read = await readEstate(tree, partial);
  const [reading, logs] = await Promise.all([
    readHardware(read, tree, isSlow ? EVERYTHING : QUICK, partial),
    isSlow ? ownLogs.read(tree, read, partial) : null,
  ]);
  return { machine: machineOf(read.estate), reading, logs };
}
