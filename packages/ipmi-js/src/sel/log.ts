/** Reading the entries of the log (IPMI 2.0, 31.4 and 31.5): only those that are not known yet. */
import { ask, type CommandChannel, completionError, NET_FN, type SendOptions } from '../command.ts';
import { COMPLETION } from '../completion-codes.ts';
import { IpmiError, isInterruption } from '../errors.ts';
import { malformed, ReplyBytes } from '../reply-bytes.ts';
import { SEL_ENTRY_LENGTH } from './entry.ts';
import { getSelInfo, type SelInfo } from './info.ts';

const RESERVE_SEL = 0x42;
const GET_SEL_ENTRY = 0x43;
const FIRST_ENTRY = 0x0000;
const NO_ENTRY = 0xffff;
const WHOLE_ENTRY = 0xff;
const UNRESERVED = 0;
/** IDs have 16 bits, two of which are no IDs. */
const MAX_ENTRIES = 0xfffe;
const MAX_RESERVATIONS = 10;
/** Half an entry is what the smallest message buffers hold. */
const PART = 8;
const TOO_LARGE: readonly number[] = [
  COMPLETION.cannotReturnBytes,
  COMPLETION.dataTooLong,
  COMPLETION.noResponse,
];

/** Plain data, so that it may be kept in any form. */
export interface SelSnapshot {
  readonly info: SelInfo;
  /** 16 bytes each, oldest first. */
  readonly entries: readonly Uint8Array[];
}

export interface SelOptions extends SendOptions {
  /** What was read before: entries are read from its end on, where the log still has that end. */
  readonly known?: SelSnapshot | null;
  /** Given what was read until then when the reading is given up: as `known` it lets the next one go on there. */
  readonly onPart?: (part: SelSnapshot) => void;
}

/** Gives `known` itself back when nothing was added or erased. */
export async function readSel(
  channel: CommandChannel,
  { known, onPart, ...options }: SelOptions = {},
): Promise<SelSnapshot> {
  const info = await getSelInfo(channel, options);
  if (known && isSame(known.info, info)) return known;
  if (info.entryCount === 0) return { info, entries: [] };
  const reader = new EntryReader(channel, options);
  const kept = known?.info.eraseTimestamp === info.eraseTimestamp ? known.entries : [];
  try {
    await reader.after(kept);
    // Logs that overwrite their oldest entries still have the last one that is known: the count tells them.
    if (reader.entries.length !== info.entryCount) await reader.whole();
  } catch (error) {
    const { entries } = reader;
    if (isInterruption(error)) onPart?.({ info: { ...info, entryCount: entries.length }, entries });
    throw error;
  }
  return { info, entries: reader.entries };
}

function isSame(a: SelInfo, b: SelInfo): boolean {
  return (
    a.entryCount === b.entryCount &&
    a.freeBytes === b.freeBytes &&
    a.additionTimestamp === b.additionTimestamp &&
    a.eraseTimestamp === b.eraseTimestamp
  );
}

interface Entry {
  readonly next: number;
  readonly bytes: Uint8Array;
}

class EntryReader {
  readonly #channel: CommandChannel;
  readonly #options: SendOptions;
  #reservation = UNRESERVED;
  #reservations = 0;
  #inParts = false;
  /** Those that are read. */
  entries: Uint8Array[] = [];

  constructor(channel: CommandChannel, options: SendOptions) {
    this.#channel = channel;
    this.#options = options;
  }

  /** `known` and what follows its last entry; nothing when the log does not have that one any more. */
  async after(known: readonly Uint8Array[]): Promise<void> {
    const last = known.at(-1);
    if (last === undefined) return;
    this.entries = [...known];
    const id = new ReplyBytes(last, 'SEL entry').u16(0);
    const found = await this.#read(id);
    if (found?.bytes.every((byte, at) => byte === last[at]) !== true) this.entries = [];
    else await this.#from(found.next);
  }

  async whole(): Promise<void> {
    this.entries = [];
    await this.#from(FIRST_ENTRY);
  }

  async #from(first: number): Promise<void> {
    const { entries } = this;
    const seen = new Set<number>();
    for (let id = first; id !== NO_ENTRY;) {
      if (seen.has(id)) throw malformed(`SEL: entry ${id} comes after itself`);
      if (entries.length === MAX_ENTRIES)
        throw new IpmiError('limit_exceeded', `SEL: more than ${MAX_ENTRIES} entries`);
      seen.add(id);
      const entry = await this.#read(id);
      // Cleared while it was read: what is gone ends it.
      if (entry === null) break;
      entries.push(entry.bytes);
      id = entry.next;
    }
  }

  /** Null for an entry that is not there. */
  async #read(id: number): Promise<Entry | null> {
    for (;;) {
      const entry = this.#inParts ? await this.#readParts(id) : await this.#readPart(id, 0, WHOLE_ENTRY);
      if (entry === 'lost') await this.#reserve();
      else if (entry === 'too large') await this.#useParts(id);
      else if (entry === null) return null;
      else
        return {
          next: entry.next,
          bytes: new ReplyBytes(entry.bytes, 'SEL entry').slice(0, SEL_ENTRY_LENGTH),
        };
    }
  }

  async #useParts(id: number): Promise<void> {
    if (this.#inParts) throw new IpmiError('unsupported', `SEL: the BMC returns no part of entry ${id}`);
    this.#inParts = true;
    await this.#reserve();
  }

  async #readParts(id: number): Promise<Entry | 'lost' | 'too large' | null> {
    const first = await this.#readPart(id, 0, PART);
    if (first === null || typeof first === 'string') return first;
    const second = await this.#readPart(id, PART, PART);
    if (second === null || typeof second === 'string') return second;
    return { next: first.next, bytes: Uint8Array.of(...first.bytes.subarray(0, PART), ...second.bytes) };
  }

  async #readPart(id: number, offset: number, count: number): Promise<Entry | 'lost' | 'too large' | null> {
    const reservation = this.#reservation;
    const data = Uint8Array.of(reservation & 0xff, reservation >> 8, id & 0xff, id >> 8, offset, count);
    const request = { netFn: NET_FN.storage, command: GET_SEL_ENTRY, data };
    const answer = await this.#channel.send(request, this.#options);
    if (answer.completionCode === COMPLETION.reservationLost) return 'lost';
    if (answer.completionCode === COMPLETION.notPresent) return null;
    if (TOO_LARGE.includes(answer.completionCode)) return 'too large';
    if (answer.completionCode !== COMPLETION.done) throw completionError(request, answer.completionCode);
    const reply = new ReplyBytes(answer.data, `SEL entry ${id}`);
    return { next: reply.u16(0), bytes: reply.rest(2) };
  }

  async #reserve(): Promise<void> {
    this.#reservations += 1;
    if (this.#reservations > MAX_RESERVATIONS) {
      const message = `SEL: the reservation was lost ${MAX_RESERVATIONS} times; something else keeps changing it`;
      throw new IpmiError('limit_exceeded', message);
    }
    const request = { netFn: NET_FN.storage, command: RESERVE_SEL };
    this.#reservation = new ReplyBytes(await ask(this.#channel, request, this.#options), 'Reserve SEL').u16(
      0,
    );
  }
}
