/** A BMC with records, as strict about how they are read as a test wants it. */
import type { IpmiRequest } from '../../src/command.ts';
import { IpmiError } from '../../src/errors.ts';
import { type Answer, ScriptedBmc } from './scripted-bmc.ts';

export interface SdrBehaviour {
  /** Larger parts are answered with `refusal`; whole records (0xff) count as their length. */
  largestPart?: number;
  refusal?: number | 'silence' | 'cut';
  /** Reservations that are lost, by the number of the request for a part, from 1. */
  losesAt?: readonly number[];
  /** Get SDR is refused without one. */
  needsReservation?: boolean;
}

/** @param records with headers; their IDs are those that they have */
export class SdrBmc extends ScriptedBmc {
  readonly #behaviour: SdrBehaviour;
  records: readonly Uint8Array[];
  addition = 100;
  #reservation = 0;
  #parts = 0;

  constructor(records: readonly Uint8Array[], behaviour: SdrBehaviour = {}) {
    super({});
    this.records = records;
    this.#behaviour = behaviour;
    const reserve = () => [++this.#reservation, 0];
    this.commands.set('0a:20', () => [0x51, records.length, 0, 0, 1, ...le32(this.addition), ...le32(7), 0]);
    this.commands.set('04:20', (data) => [data[0] === 1 ? records.length : 99, 0x81, ...le32(this.addition)]);
    this.commands.set('0a:22', reserve);
    this.commands.set('04:22', reserve);
    this.commands.set('0a:23', (data, request) => this.#part(data, request));
    this.commands.set('04:21', (data, request) => this.#part(data, request));
  }

  #part(data: Uint8Array, _request: IpmiRequest): Answer {
    const { largestPart = 255, refusal = 0xca, losesAt = [], needsReservation = false } = this.#behaviour;
    const [reservation = 0, , idLow = 0, idHigh = 0, offset = 0, count = 0] = data;
    this.#parts += 1;
    if (losesAt.includes(this.#parts)) this.#reservation += 1;
    const isReserved = reservation === this.#reservation && reservation !== 0;
    if (!isReserved && (needsReservation || offset > 0 || reservation !== 0)) return 0xc5;
    const id = idLow | (idHigh << 8);
    const at = id === 0 ? 0 : this.records.findIndex((each) => idOf(each) === id);
    const record = this.records[at];
    if (record === undefined) return 0xcb;
    const following = this.records[at + 1];
    const next = following === undefined ? 0xffff : idOf(following);
    const part = record.subarray(offset, count === 0xff ? record.length : offset + count);
    if (part.length <= largestPart) return [next & 0xff, next >> 8, ...part];
    if (refusal === 'silence') throw new IpmiError('timeout', 'nothing came');
    return refusal === 'cut' ? [next & 0xff, next >> 8, ...part.subarray(0, largestPart)] : refusal;
  }
}

function idOf(record: Uint8Array): number {
  return (record[0] ?? 0) | ((record[1] ?? 0) << 8);
}

export function le32(value: number): number[] {
  return [0, 8, 16, 24].map((shift) => (value >>> shift) & 0xff);
}

/** A maker's record with a content of `length` bytes. */
export function rawRecord(id: number, length = 3): Uint8Array {
  return Uint8Array.of(
    id & 0xff,
    id >> 8,
    0x51,
    0xc0,
    length,
    ...Array.from({ length }, (_, at) => (at + id) & 0xff),
  );
}
