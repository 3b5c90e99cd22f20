import type { ServiceMemory } from '../../../protocols/redfish/walk/tree.ts';

/** A fleet; beyond it the one that was asked longest ago is forgotten. */
const MAX_SERVICES = 5000;

export interface KnownService extends ServiceMemory {
  /** Groups of metrics that could not be read to their end, since the service was first asked. */
  errors: number;
}

/** What all requests share. */
export class State {
  readonly #services = new Map<string, KnownService>();

  of(service: string): KnownService {
    const known = this.#services.get(service) ?? { expandFailures: 0, errors: 0 };
    this.#services.delete(service);
    this.#services.set(service, known);
    const oldest = this.#services.keys().next();
    if (this.#services.size > MAX_SERVICES && oldest.done !== true) this.#services.delete(oldest.value);
    return known;
  }
}
