import { TakingTurns } from '../../../contract/in-turns.ts';
import type { IpmiClient } from '../../../contract/ipmi.ts';
import { BmcMemory } from '../../../protocols/ipmi/bmc-memory.ts';

/** A fleet; beyond it the one that was asked longest ago is forgotten. */
const MAX_BMCS = 5000;

/** What all requests share. */
export class State {
  /** Whom the last request was asked through; its totals are those of all. */
  client: Pick<IpmiClient, 'totals'> | null = null;
  /** Logs of thousands of entries may be counted at the same moment. */
  readonly counting = new TakingTurns();
  readonly #memories = new Map<string, BmcMemory>();

  memoryOf(bmc: string): BmcMemory {
    const memory = this.#memories.get(bmc) ?? new BmcMemory();
    this.#memories.delete(bmc);
    this.#memories.set(bmc, memory);
    const oldest = this.#memories.keys().next();
    if (this.#memories.size > MAX_BMCS && oldest.done !== true) this.#memories.delete(oldest.value);
    return memory;
  }
}
