/** The whole SDR repository, or the device's own records (IPMI 2.0, sections 33 and 35). */
import { ask, type CommandChannel, NET_FN, type SendOptions } from '../command.ts';
import { isInterruption } from '../errors.ts';
import { ReplyBytes } from '../reply-bytes.ts';
import {
  FIRST_RECORD,
  LAST_RECORD,
  readRecords,
  type RecordProgress,
  type RecordSource,
} from './read-records.ts';

const SDR: RecordSource = {
  name: 'SDR repository',
  netFn: NET_FN.storage,
  reserve: 0x22,
  get: 0x23,
};
const DEVICE_SDR: RecordSource = {
  name: 'device SDRs',
  netFn: NET_FN.sensor,
  reserve: 0x22,
  get: 0x21,
};
const GET_REPOSITORY_INFO = 0x20;
const GET_DEVICE_INFO = 0x20;
/** A repository that changes while it is read is read once more, and that is enough of it. */
const ATTEMPTS = 2;

export interface SdrInfo {
  /** BCD with the lower digit first: 0x51 is 1.5. */
  readonly version: number;
  readonly recordCount: number;
  /** In bytes; 0xffff for "64 KB or more". Null for device SDRs. */
  readonly freeSpace: number | null;
  /** Seconds since 1970 by the BMC's clock; population counter for device SDRs that change, otherwise 0. */
  readonly additionTimestamp: number;
  readonly eraseTimestamp: number;
}

/** Plain data, so that a store may keep it in any form. */
export interface SdrSnapshot {
  readonly info: SdrInfo;
  /** With their headers, in the order of the repository. */
  readonly records: readonly Uint8Array[];
}

/** A reading that was given up: it goes on there, unless the repository has changed. */
export interface SdrPart extends SdrSnapshot {
  /** Id of the record that is to be read next. */
  readonly next: number;
}

/** Where the records of one BMC are kept; what it gives back is checked against the BMC before it is used. */
export interface SdrStore {
  load(): SdrSnapshot | null | Promise<SdrSnapshot | null>;
  save(snapshot: SdrSnapshot): void | Promise<void>;
  /** Set by a reading that was given up, and taken by the next: whoever has little time comes to the end all the same. */
  part?: SdrPart | null;
}

export interface SdrOptions extends SendOptions {
  readonly store?: SdrStore;
}

/** Reads records only when count or timestamps differ from those that the store has. */
export async function readSdrRepository(
  channel: CommandChannel,
  options: SdrOptions = {},
): Promise<SdrSnapshot> {
  return readFrom(channel, SDR, getSdrInfo, options);
}

/** The records that a controller without a repository has for its own sensors. */
export async function readDeviceSdrs(
  channel: CommandChannel,
  options: SdrOptions = {},
): Promise<SdrSnapshot> {
  return readFrom(channel, DEVICE_SDR, getDeviceSdrInfo, options);
}

type GetInfo = (channel: CommandChannel, options?: SendOptions) => Promise<SdrInfo>;

async function readFrom(
  channel: CommandChannel,
  source: RecordSource,
  getInfo: GetInfo,
  { store, ...options }: SdrOptions,
): Promise<SdrSnapshot> {
  let info = await getInfo(channel, options);
  const known = (await store?.load()) ?? null;
  if (known !== null && isSame(known.info, info)) return known;
  for (let attempt = 1; ; attempt += 1) {
    const records = info.recordCount === 0 ? [] : await readAll(channel, source, { info, store }, options);
    // All of them, should there be no time left to ask whether they are still the same.
    if (store) store.part = { info, records, next: LAST_RECORD };
    const after = await getInfo(channel, options);
    if (isSame(after, info) || attempt === ATTEMPTS) {
      const snapshot = { info: after, records };
      if (store) store.part = null;
      await store?.save(snapshot);
      return snapshot;
    }
    info = after;
  }
}

async function readAll(
  channel: CommandChannel,
  source: RecordSource,
  { info, store }: { readonly info: SdrInfo; readonly store: SdrStore | undefined },
  options: SendOptions,
): Promise<Uint8Array[]> {
  const progress = progressOf(store?.part, info);
  if (store) store.part = null;
  try {
    await readRecords(channel, source, progress, options);
  } catch (error) {
    if (store && isInterruption(error)) store.part = { info, ...progress };
    throw error;
  }
  return progress.records;
}

function progressOf(part: SdrPart | null | undefined, info: SdrInfo): RecordProgress {
  if (!part || !isSame(part.info, info)) return { records: [], next: FIRST_RECORD };
  return { records: [...part.records], next: part.next };
}

function isSame(a: SdrInfo, b: SdrInfo): boolean {
  return (
    a.version === b.version &&
    a.recordCount === b.recordCount &&
    a.additionTimestamp === b.additionTimestamp &&
    a.eraseTimestamp === b.eraseTimestamp
  );
}

export async function getSdrInfo(channel: CommandChannel, options?: SendOptions): Promise<SdrInfo> {
  const data = await ask(channel, { netFn: NET_FN.storage, command: GET_REPOSITORY_INFO }, options);
  const reply = new ReplyBytes(data, 'Get SDR Repository Info').atLeast(14);
  return {
    version: reply.u8(0),
    recordCount: reply.u16(1),
    freeSpace: reply.u16(3),
    additionTimestamp: reply.u32(5),
    eraseTimestamp: reply.u32(9),
  };
}

/** Operation 1 asks for the number of records rather than of sensors; where it is not known, all there is counts. */
export async function getDeviceSdrInfo(channel: CommandChannel, options?: SendOptions): Promise<SdrInfo> {
  const request = { netFn: NET_FN.sensor, command: GET_DEVICE_INFO, data: Uint8Array.of(1) };
  const reply = new ReplyBytes(await ask(channel, request, options), 'Get Device SDR Info').atLeast(2);
  const isDynamic = reply.bit(1, 7);
  return {
    version: 0,
    recordCount: reply.u8(0),
    freeSpace: null,
    additionTimestamp: isDynamic ? reply.u32(2) : 0,
    eraseTimestamp: 0,
  };
}
