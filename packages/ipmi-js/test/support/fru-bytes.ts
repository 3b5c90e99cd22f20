/** Inventories as bytes, and a BMC that has one. */
import { type Answer, ScriptedBmc } from './scripted-bmc.ts';

/** A field of Latin 1. */
export function field(text: string): number[] {
  const content = Buffer.from(text, 'latin1');
  return [0xc0 | content.length, ...content];
}

export function withChecksum(bytes: readonly number[]): number[] {
  const sum = bytes.reduce((total, byte) => total + byte, 0);
  return [...bytes, -sum & 0xff];
}

/** @param content what follows the length byte, up to the end mark */
export function area(...content: number[]): number[] {
  const length = Math.ceil((content.length + 4) / 8);
  const padded = [1, length, ...content, 0xc1];
  while (padded.length < length * 8 - 1) padded.push(0);
  return withChecksum(padded);
}

/** @param areas in the order of the header: internal, chassis, board, product, multirecord; empty ones are left out */
export function inventory(...areas: (readonly number[])[]): Uint8Array {
  let at = 1;
  const starts = areas.map((each) => {
    const start = each.length === 0 ? 0 : at;
    at += Math.ceil(each.length / 8);
    return start;
  });
  const header = withChecksum([1, ...starts, ...Array.from({ length: 5 - starts.length }, () => 0), 0]);
  const padded = areas.flatMap((each) => [...each, ...Array.from({ length: -each.length & 7 }, () => 0)]);
  return Uint8Array.from([...header, ...padded]);
}

export function multiRecord(type: number, data: readonly number[], isLast = false): number[] {
  const sum = data.reduce((total, byte) => total + byte, 0);
  return [...withChecksum([type, isLast ? 0x82 : 0x02, data.length, -sum & 0xff]), ...data];
}

export interface FruBehaviour {
  largestPart?: number;
  refusal?: number;
  countsWords?: boolean;
  /** How often it is busy first. */
  busy?: number;
}

export class FruBmc extends ScriptedBmc {
  readonly #bytes: Uint8Array;
  readonly #behaviour: FruBehaviour;
  #busy: number;

  constructor(bytes: Uint8Array, behaviour: FruBehaviour = {}) {
    super({});
    this.#bytes = bytes;
    this.#behaviour = behaviour;
    this.#busy = behaviour.busy ?? 0;
    const words = behaviour.countsWords === true ? 1 : 0;
    this.commands.set('0a:10', ([id]) => (id === 0 ? [bytes.length & 0xff, bytes.length >> 8, words] : 0xcb));
    this.commands.set('0a:11', (data) => this.#part(data));
  }

  #part([, low = 0, high = 0, count = 0]: Uint8Array): Answer {
    const { largestPart = 255, refusal = 0xca, countsWords = false } = this.#behaviour;
    if (this.#busy-- > 0) return 0x81;
    const unit = countsWords ? 2 : 1;
    const offset = (low | (high << 8)) * unit;
    if (count * unit > largestPart) return refusal;
    const part = this.#bytes.subarray(offset, offset + count * unit);
    return part.length === 0 ? 0xc9 : [Math.ceil(part.length / unit), ...part];
  }
}
