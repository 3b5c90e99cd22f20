/** Asks one service what its machine is and of which parts it is made. */
import type { ModuleError } from '../../../contract/module.ts';
import type { RedfishClient } from '../../../contract/redfish.ts';
import type { HardwareReading } from '../../../protocols/hardware/reading.ts';
import { readEstate } from '../../../protocols/redfish/hardware/estate.ts';
import { type Machine, machineOf } from '../../../protocols/redfish/hardware/machine.ts';
import { EVERYTHING, readHardware } from '../../../protocols/redfish/hardware/read-hardware.ts';
import { type ServiceMemory, Tree } from '../../../protocols/redfish/walk/tree.ts';
import type { WatchedService } from '../../../protocols/redfish/watched.ts';

export interface FoundMachine {
  readonly watched: WatchedService;
  readonly machine: Machine;
  readonly reading: HardwareReading;
  /** Seconds since the epoch; null without TLS. */
  readonly certificateExpiry: number | null;
}

export interface Look {
  readonly redfish: RedfishClient;
  readonly memory: ServiceMemory;
  readonly signal: AbortSignal;
  readonly partial: (reason: ModuleError) => void;
}

/** @throws ModuleError when not even what there is can be read. */
export async function lookAt(
  watched: WatchedService,
  { redfish, memory, signal, partial }: Look,
): Promise<FoundMachine> {
  const session = redfish.open({ ...watched.service, signal });
  const tree = new Tree({ get: (path, maxAgeMs) => session.get(path, maxAgeMs), memory });
  const read = await readEstate(tree, partial);
  return {
    watched,
    machine: machineOf(read.estate),
    reading: await readHardware(read, tree, EVERYTHING, partial),
    certificateExpiry: session.certificateExpiry(),
  };
}
