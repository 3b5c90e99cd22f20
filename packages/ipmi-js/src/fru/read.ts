/** Reading an inventory in parts: only what its areas hold (IPMI 2.0, 34.1 and 34.2). */
import {
  ask,
  type BridgeTarget,
  type CommandChannel,
  completionError,
  NET_FN,
  type SendOptions,
} from '../command.ts';
import { COMPLETION } from '../completion-codes.ts';
import { malformed, ReplyBytes } from '../reply-bytes.ts';
import { AREA_UNIT } from './areas.ts';
import { decodeFru, FRU_HEADER_LENGTH, fruHeader } from './decode.ts';
import type { FruInventory } from './inventory.ts';
import { MULTIRECORD_HEADER_LENGTH, multiRecordHeader } from './multirecord.ts';

const GET_AREA_INFO = 0x10;
const READ_FRU = 0x11;
const DEVICE_BUSY = 0x81;
/** Sizes of parts: what a reply over LAN holds well, and less where the BMC cannot. */
const PART_SIZES = [64, 32, 16, 8, 4, 2] as const;
const TOO_LARGE: readonly number[] = [
  COMPLETION.cannotReturnBytes,
  COMPLETION.dataTooLong,
  COMPLETION.dataLengthInvalid,
  COMPLETION.dataTruncated,
  COMPLETION.parameterOutOfRange,
  COMPLETION.outOfSpace,
  COMPLETION.noResponse,
  COMPLETION.unspecified,
];
/** EEPROMs that are being written answer "busy" for some milliseconds. */
const MAX_BUSY = 5;

export interface FruOptions extends SendOptions {
  /** The controller that has it, when it is not the BMC. */
  readonly target?: BridgeTarget;
  readonly lun?: number;
  /** Also the maker's own area, which no other has any use for. */
  readonly internal?: boolean;
}

/** @param deviceId 0 for the BMC's own, others from FRU locator records @throws IpmiError */
export async function readFru(
  channel: CommandChannel,
  deviceId: number,
  options: FruOptions = {},
): Promise<FruInventory> {
  return decodeFru(await readInventory(channel, deviceId, options));
}

/** As long as the inventory, with zeros for what no area holds. */
async function readInventory(
  channel: CommandChannel,
  deviceId: number,
  options: FruOptions,
): Promise<Uint8Array> {
  const reader = await InventoryReader.open(channel, deviceId, options);
  await reader.read(0, FRU_HEADER_LENGTH);
  const header = fruHeader(reader.inventory);
  for (const start of [header.chassis, header.board, header.product]) await readArea(reader, start);
  await readMultiRecords(reader, header.multiRecord);
  if (options.internal === true && header.internal !== 0)
    await reader.read(header.internal, reader.inventory.length);
  return reader.inventory;
}

async function readArea(reader: InventoryReader, start: number): Promise<void> {
  if (start === 0) return;
  await reader.read(start, start + AREA_UNIT);
  await reader.read(start + AREA_UNIT, start + (reader.inventory[start + 1] ?? 0) * AREA_UNIT);
}

async function readMultiRecords(reader: InventoryReader, start: number): Promise<void> {
  for (let at = start; start !== 0 && at + MULTIRECORD_HEADER_LENGTH <= reader.inventory.length;) {
    await reader.read(at, at + MULTIRECORD_HEADER_LENGTH);
    const { length, isLast } = multiRecordHeader(reader.inventory.subarray(at));
    const end = at + MULTIRECORD_HEADER_LENGTH + length;
    await reader.read(at + MULTIRECORD_HEADER_LENGTH, end);
    if (isLast) return;
    at = end;
  }
}

class InventoryReader {
  readonly inventory: Uint8Array;
  readonly #channel: CommandChannel;
  readonly #deviceId: number;
  readonly #options: FruOptions;
  /** Bytes that a unit of offsets and counts has: 2 for devices that count words. */
  readonly #unit: number;
  #size = 0;
  #busy = 0;

  private constructor(
    channel: CommandChannel,
    deviceId: number,
    options: FruOptions,
    size: number,
    unit: number,
  ) {
    this.#channel = channel;
    this.#deviceId = deviceId;
    this.#options = options;
    this.#unit = unit;
    this.inventory = new Uint8Array(size);
  }

  static async open(
    channel: CommandChannel,
    deviceId: number,
    options: FruOptions,
  ): Promise<InventoryReader> {
    const data = await ask(channel, fruRequest(GET_AREA_INFO, [deviceId], options), options);
    const reply = new ReplyBytes(data, 'Get FRU Inventory Area Info').atLeast(3);
    return new InventoryReader(channel, deviceId, options, reply.u16(0), reply.bit(2, 0) ? 2 : 1);
  }

  /** Up to `end` or the end of the inventory. */
  async read(start: number, end: number): Promise<void> {
    const last = Math.min(end, this.inventory.length);
    for (let at = start - (start % this.#unit); at < last;) at += await this.#readPart(at, last);
  }

  /** How many bytes came; 0 when it has to be tried again. */
  async #readPart(at: number, end: number): Promise<number> {
    const wanted = Math.min(PART_SIZES[this.#size] ?? 1, end - at);
    const offset = at / this.#unit;
    const data = [this.#deviceId, offset & 0xff, offset >> 8, Math.ceil(wanted / this.#unit)];
    const request = fruRequest(READ_FRU, data, this.#options);
    const answer = await this.#channel.send(request, this.#options);
    if (answer.completionCode === DEVICE_BUSY && this.#busy < MAX_BUSY) {
      this.#busy += 1;
      return 0;
    }
    if (TOO_LARGE.includes(answer.completionCode) && this.#size + 1 < PART_SIZES.length) {
      this.#size += 1;
      return 0;
    }
    if (answer.completionCode !== COMPLETION.done) throw completionError(request, answer.completionCode);
    return this.#place(at, answer.data);
  }

  #place(at: number, reply: Uint8Array): number {
    const count = Math.min(reply.length - 1, this.inventory.length - at);
    const part = reply.subarray(1, 1 + count - (count % this.#unit));
    if (part.length === 0) throw malformed(`FRU ${this.#deviceId}: no bytes at ${at}`);
    this.inventory.set(part, at);
    return part.length;
  }
}

function fruRequest(command: number, data: readonly number[], { target, lun }: FruOptions) {
  return {
    netFn: NET_FN.storage,
    command,
    data: Uint8Array.from(data),
    ...(target === undefined ? {} : { target }),
    ...(lun === undefined ? {} : { lun }),
  };
}
