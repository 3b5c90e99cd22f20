import type { TakingTurns } from '../../../contract/in-turns.ts';
import { type DeviceTables, readColumns, type TableOptions } from '../../../protocols/snmp/table.ts';
import {
  hasInterfaces,
  HR_SYSTEM_UPTIME,
  objectsFor,
  SYS_UP_TIME,
  type Traits,
  UNKNOWN_TRAITS,
} from './objects.ts';
import { readInterfaces, traitsOf } from './read-interfaces.ts';
import { readLoad, readProcessors, readStorages } from './read-host.ts';
import type { Reading } from './reading.ts';
import type { Wanted } from './wanted.ts';

export interface Asked extends TableOptions {
  readonly wanted: Wanted;
  /** Names, by the options of the module. */
  readonly ignored: { readonly interfaces: RegExp | null; readonly storage: RegExp | null };
  readonly signal: AbortSignal;
  readonly turns: TakingTurns;
}

/** Looks at one device, again and again: what it has shown to lack, it is not asked for again. */
export class DeviceReader {
  #traits: Traits = UNKNOWN_TRAITS;

  /** @throws ModuleError */
  async read(asked: Asked): Promise<Reading> {
    const { wanted, ignored, turns } = asked;
    const tables = await readColumns(objectsFor(wanted, this.#traits), asked);
    const atMs = performance.now();
    const interfaces = hasInterfaces(wanted)
      ? await turns.run(() => readInterfaces(tables, ignored.interfaces), asked)
      : new Map<string, never>();
    if (hasInterfaces(wanted)) this.#traits = traitsOf(tables);
    const { memory, storages } = readStorages(tables, ignored.storage);
    return {
      atMs,
      uptime: { agent: ticksOf(tables, SYS_UP_TIME), machine: ticksOf(tables, HR_SYSTEM_UPTIME) },
      interfaces,
      cpuPercents: readProcessors(tables),
      memory,
      storages,
      load: readLoad(tables),
    };
  }
}

function ticksOf(tables: DeviceTables, oid: typeof SYS_UP_TIME): number | null {
  const ticks = tables.number(oid);
  return Number.isNaN(ticks) ? null : ticks;
}
