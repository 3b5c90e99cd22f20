/** Reading records one after the other, in as few requests as the BMC allows. */
import { type CommandChannel, completionError, type SendOptions } from '../command.ts';
import { COMPLETION } from '../completion-codes.ts';
import { IpmiError } from '../errors.ts';
import { malformed, ReplyBytes } from '../reply-bytes.ts';
import { SDR_HEADER_LENGTH } from './decode.ts';

export interface RecordSource {
  readonly name: string;
  readonly netFn: number;
  readonly reserve: number;
  readonly get: number;
}

export const FIRST_RECORD = 0x0000;
export const LAST_RECORD = 0xffff;
const WHOLE_RECORD = 0xff;
/** No reservation: enough for reads of whole records. */
const UNRESERVED = 0;
/** Large chassis have some hundreds; beyond this, a BMC counts in circles that are no circles. */
const MAX_RECORDS = 8192;
/** Others may write to the repository or read it; so often in one reading of it is no coincidence. */
const MAX_RESERVATIONS = 10;
/** Sizes to read with once a whole record does not fit into a reply. Controllers without buffers manage 16. */
const PART_SIZES = [64, 32, 16, 8, 5] as const;
/** Index of the size that all controllers manage. */
const SAFE_SIZE = 2;
/** What controllers answer to a part that is too large for them. */
const TOO_LARGE: readonly number[] = [
  COMPLETION.cannotReturnBytes,
  COMPLETION.dataTooLong,
  COMPLETION.dataLengthInvalid,
  COMPLETION.dataTruncated,
  COMPLETION.outOfSpace,
  COMPLETION.noResponse,
  COMPLETION.parameterOutOfRange,
  COMPLETION.unspecified,
];

interface Part {
  readonly next: number;
  readonly bytes: Uint8Array;
}

/** How far a reading is. */
export interface RecordProgress {
  /** With their headers. */
  readonly records: Uint8Array[];
  /** The record that is to be read next. */
  next: number;
}

/** Reads from where `progress` is to the last record. @throws IpmiError */
export async function readRecords(
  channel: CommandChannel,
  source: RecordSource,
  progress: RecordProgress,
  options?: SendOptions,
): Promise<void> {
  const reader = new RecordReader(channel, source, options);
  const { records } = progress;
  const seen = new Set(records.map(recordId));
  while (progress.next !== LAST_RECORD) {
    const id = progress.next;
    if (seen.has(id)) throw malformed(`${source.name}: record ${id} comes after itself`);
    if (records.length === MAX_RECORDS) throw tooMany(source);
    seen.add(id);
    const { next, bytes } = await reader.read(id);
    records.push(bytes);
    progress.next = next;
  }
}

function tooMany({ name }: RecordSource): IpmiError {
  return new IpmiError('limit_exceeded', `${name}: more than ${MAX_RECORDS} records`);
}

class RecordReader {
  readonly #channel: CommandChannel;
  readonly #source: RecordSource;
  readonly #options: SendOptions | undefined;
  #reservation = UNRESERVED;
  #reservations = 0;
  /** Index into PART_SIZES; -1 while whole records are read. */
  #size = -1;

  constructor(channel: CommandChannel, source: RecordSource, options: SendOptions | undefined) {
    this.#channel = channel;
    this.#source = source;
    this.#options = options;
  }

  /** A lost reservation means that the record may have changed under way: it is read from its beginning. */
  async read(id: number): Promise<Part> {
    for (;;) {
      const record = this.#size < 0 ? await this.#readWhole(id) : await this.#readParts(id);
      if (record !== 'again') return record;
    }
  }

  async #readWhole(id: number): Promise<Part | 'again'> {
    const part = await this.#readPart(id, 0, WHOLE_RECORD).catch(unlessSilent);
    if (part === 'silent') return this.#readInParts(SAFE_SIZE);
    if (part === 'too large') return this.#readInParts(0);
    if (part === 'lost') return this.#reserve();
    // A reply that was cut to what fits says so by nothing but its length.
    return part.bytes.length >= recordLength(part.bytes) ? part : this.#readInParts(0);
  }

  /** From here on: parts have to be reserved. */
  #readInParts(size: number): Promise<'again'> {
    this.#size = size;
    return this.#reserve();
  }

  async #readParts(id: number): Promise<Part | 'again'> {
    const header = await this.#readPart(id, 0, SDR_HEADER_LENGTH);
    if (header === 'lost') return this.#reserve();
    if (header === 'too large') throw malformed(`${this.#source.name}: record ${id} has no readable header`);
    const record = new Uint8Array(recordLength(header.bytes));
    record.set(header.bytes.subarray(0, SDR_HEADER_LENGTH));
    for (let at = SDR_HEADER_LENGTH; at < record.length;) {
      const wanted = Math.min(PART_SIZES[this.#size] ?? SDR_HEADER_LENGTH, record.length - at);
      const part = await this.#readPart(id, at, wanted);
      if (part === 'lost') return this.#reserve();
      if (part === 'too large') this.#shrink();
      else at += this.#place(record, at, part.bytes, wanted);
    }
    return { next: header.next, bytes: record };
  }

  #place(record: Uint8Array, at: number, bytes: Uint8Array, wanted: number): number {
    if (bytes.length === 0) throw malformed(`${this.#source.name}: a part of a record came without bytes`);
    const placed = bytes.subarray(0, wanted);
    record.set(placed, at);
    return placed.length;
  }

  #shrink(): void {
    this.#size += 1;
    if (this.#size < PART_SIZES.length) return;
    throw new IpmiError(
      'unsupported',
      `${this.#source.name}: the BMC returns no part of a record of any size`,
    );
  }

  async #reserve(): Promise<'again'> {
    const { name, netFn, reserve } = this.#source;
    this.#reservations += 1;
    if (this.#reservations > MAX_RESERVATIONS) {
      const message = `${name}: the reservation was lost ${MAX_RESERVATIONS} times; something else keeps writing to it`;
      throw new IpmiError('limit_exceeded', message);
    }
    const request = { netFn, command: reserve };
    const { completionCode, data } = await this.#channel.send(request, this.#options);
    if (completionCode === COMPLETION.invalidCommand) this.#reservation = UNRESERVED;
    else if (completionCode !== COMPLETION.done) throw completionError(request, completionCode);
    else this.#reservation = new ReplyBytes(data, `reservation of the ${name}`).u16(0);
    return 'again';
  }

  async #readPart(id: number, offset: number, count: number): Promise<Part | 'lost' | 'too large'> {
    const { name, netFn, get } = this.#source;
    const reservation = this.#reservation;
    const data = Uint8Array.of(reservation & 0xff, reservation >> 8, id & 0xff, id >> 8, offset, count);
    const request = { netFn, command: get, data };
    const answer = await this.#channel.send(request, this.#options);
    if (answer.completionCode === COMPLETION.reservationLost) return 'lost';
    if (TOO_LARGE.includes(answer.completionCode) && count > SDR_HEADER_LENGTH) return 'too large';
    if (answer.completionCode !== COMPLETION.done) throw completionError(request, answer.completionCode);
    const reply = new ReplyBytes(answer.data, `record ${id} of the ${name}`);
    return { next: reply.u16(0), bytes: reply.rest(2) };
  }
}

/** Some controllers answer nothing at all when a record does not fit into a reply. */
function unlessSilent(error: unknown): 'silent' {
  if (error instanceof IpmiError && error.code === 'timeout') return 'silent';
  throw error;
}

function recordId(bytes: Uint8Array): number {
  return new ReplyBytes(bytes, 'header of an SDR').u16(0);
}

/** With the header. @throws IpmiError 'malformed_reply' */
function recordLength(bytes: Uint8Array): number {
  return SDR_HEADER_LENGTH + new ReplyBytes(bytes, 'header of an SDR').u8(SDR_HEADER_LENGTH - 1);
}
