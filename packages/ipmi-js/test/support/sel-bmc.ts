/** A BMC with a log, as strict about how it is read as a test wants it. */
import { type Answer, ScriptedBmc } from './scripted-bmc.ts';
import { le32 } from './sdr-bmc.ts';

export interface SelBehaviour {
  largestPart?: number;
  needsReservation?: boolean;
  /** Reservations that are lost, by the number of the request for a part, from 1. */
  losesAt?: readonly number[];
}

export class SelBmc extends ScriptedBmc {
  readonly #behaviour: SelBehaviour;
  entries: Uint8Array[];
  addition = 1000;
  erase = 500;
  #reservation = 0;
  #parts = 0;

  constructor(entries: readonly Uint8Array[], behaviour: SelBehaviour = {}) {
    super({});
    this.entries = [...entries];
    this.#behaviour = behaviour;
    this.commands.set('0a:40', () => {
      const { length } = this.entries;
      return [
        0x51,
        length & 0xff,
        length >> 8,
        0x20,
        0x3e,
        ...le32(this.addition),
        ...le32(this.erase),
        0x0b,
      ];
    });
    this.commands.set('0a:42', () => [++this.#reservation, 0]);
    this.commands.set('0a:43', (data) => this.#part(data));
  }

  add(...entries: Uint8Array[]): void {
    this.entries.push(...entries);
    this.addition += 1;
  }

  clear(): void {
    this.entries = [];
    this.erase += 1;
  }

  #part(data: Uint8Array): Answer {
    const { largestPart = 16, needsReservation = false, losesAt = [] } = this.#behaviour;
    const [reservation = 0, , low = 0, high = 0, offset = 0, count = 0] = data;
    this.#parts += 1;
    if (losesAt.includes(this.#parts)) this.#reservation += 1;
    const isReserved = reservation === this.#reservation && reservation !== 0;
    if (!isReserved && (needsReservation || offset > 0 || reservation !== 0)) return 0xc5;
    const id = low | (high << 8);
    const at = id === 0 ? 0 : this.entries.findIndex((each) => idOf(each) === id);
    const entry = this.entries[at];
    if (entry === undefined) return 0xcb;
    const part = entry.subarray(offset, count === 0xff ? 16 : offset + count);
    if (part.length > largestPart) return 0xca;
    const following = this.entries[at + 1];
    const next = following === undefined ? 0xffff : idOf(following);
    return [next & 0xff, next >> 8, ...part];
  }
}

function idOf(entry: Uint8Array): number {
  return (entry[0] ?? 0) | ((entry[1] ?? 0) << 8);
}

/** An event of a fan: `data` are its three bytes. */
export function fanEvent(
  id: number,
  timestamp = 1_700_000_000,
  data: readonly number[] = [0x52, 5, 10],
): Uint8Array {
  return Uint8Array.of(id & 0xff, id >> 8, 2, ...le32(timestamp), 0x20, 0, 4, 4, 6, 1, ...data);
}
