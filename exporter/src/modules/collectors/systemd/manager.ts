import { ModuleError } from '../../../contract/module.ts';
import type { BusObject, MessageBus } from '../../../contract/ports.ts';
import { parseUnits, type Unit } from './units.ts';

/** Calls that wait for an answer at a time: a bus refuses more than 128 of one connection unless told otherwise. */
const MAX_WAITING = 32;
const DESTINATION = 'org.freedesktop.systemd1';
const MANAGER: BusObject = {
  destination: DESTINATION,
  path: '/org/freedesktop/systemd1',
  interface: `${DESTINATION}.Manager`,
};

export type UnitInterface = 'Unit' | 'Service' | 'Mount' | 'Socket' | 'Timer';

/** Failures after which there is no point in asking on; another tells that systemd has no such value. */
const FATAL: ReadonlySet<string> = new Set(['timeout', 'unreachable', 'limit_exceeded', 'cancelled', 'bug']);

/** systemd, asked within one scrape. */
export class Manager {
  readonly #bus: MessageBus;
  readonly #signal: AbortSignal;

  constructor(bus: MessageBus, signal: AbortSignal) {
    this.#bus = bus;
    this.#signal = signal;
  }

  async units(): Promise<Unit[]> {
    return parseUnits(await this.#bus.call({ ...MANAGER, member: 'ListUnits' }, this.#signal));
  }

  /** @throws ModuleError when systemd does not tell. */
  property(name: string): Promise<unknown> {
    return this.#bus.property(MANAGER, name, this.#signal);
  }

  /** As `property`; undefined when systemd does not tell. */
  optionalProperty(name: string): Promise<unknown> {
    return orUndefined(this.property(name));
  }

  /** Undefined when systemd does not tell: older ones have fewer, and a unit may just have been unloaded. */
  unitProperty({ path }: Unit, owner: UnitInterface, name: string): Promise<unknown> {
    const object = { destination: DESTINATION, path, interface: `${DESTINATION}.${owner}` };
    return orUndefined(this.#bus.property(object, name, this.#signal));
  }
}

async function orUndefined(asked: Promise<unknown>): Promise<unknown> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof ModuleError && !FATAL.has(error.code)) return undefined;
    throw error;
  }
}

/** Does the work for each unit, not too many at a time. */
export async function forEachUnit(
  units: readonly Unit[],
  work: (unit: Unit) => Promise<void>,
): Promise<void> {
  let next = 0;
  const worker = async () => {
    for (let unit = units[next++]; unit !== undefined; unit = units[next++]) await work(unit);
  };
  await Promise.all(Array.from({ length: Math.min(MAX_WAITING, units.length) }, worker));
}
