/**
 * The log of events: segment files that are only appended to, each named for the number of its first record.
 * It is the truth; the database is an index over it that can be made again.
 */
import { join } from 'node:path';
import { ModuleError, messageOf } from '../../model/errors.ts';
import { openAppendFile, type AppendFile } from '../../platform/append-file.ts';
import {
  listFolder,
  makeFolder,
  readChunks,
  removeFile,
  statFile,
  syncFolder,
} from '../../platform/folder.ts';
import type { StoreLog } from '../store.ts';
import { countTorn, encodeFrames, HEADER_BYTES, MAX_PAYLOAD_BYTES, scanFrames, type Frame } from './frame.ts';

/** Small enough to delete the oldest without losing much, large enough to have few files. */
export const SEGMENT_BYTES = 16 * 1024 * 1024;
const CHUNK_BYTES = 256 * 1024;
const SEGMENT_NAME = /^(\d{16})\.log$/;

interface Segment {
  readonly path: string;
  /** Number of its first record, as its name says. */
  readonly first: number;
  bytes: number;
  createdMs: number;
  /** When it was last appended to. */
  touchedMs: number;
}

export interface EventLogOptions {
  readonly folder: string;
  readonly log: StoreLog;
  readonly now: () => number;
  /** A segment older than this is closed, so that retention by age finds whole segments to delete. */
  readonly segmentMs: number;
  readonly segmentBytes?: number;
  readonly openFile?: (path: string) => Promise<AppendFile>;
}

export class EventLog {
  readonly #options: EventLogOptions;
  readonly #segments: Segment[] = [];
  #file: AppendFile | null = null;
  /** Set when a write failed and its bytes could not be cut off yet. */
  #dirty = false;
  #next = 0;
  #lost = 0;
  #problem: string | null = null;

  private constructor(options: EventLogOptions) {
    this.#options = options;
  }

  static async open(options: EventLogOptions): Promise<EventLog> {
    const log = new EventLog(options);
    await makeFolder(options.folder);
    for (const name of await listFolder(options.folder)) {
      const first = SEGMENT_NAME.exec(name)?.[1];
      if (first === undefined) continue;
      const path = join(options.folder, name);
      const { size, mtimeMs } = (await statFile(path)) ?? { size: 0, mtimeMs: 0 };
      log.#segments.push({ path, first: Number(first), bytes: size, createdMs: mtimeMs, touchedMs: mtimeMs });
    }
    return log;
  }

  get bytes(): number {
    return this.#segments.reduce((sum, segment) => sum + segment.bytes, 0);
  }

  /** Records found torn or corrupt. */
  get lost(): number {
    return this.#lost;
  }

  /** Why the last append failed; null when it did not. */
  get problem(): string | null {
    return this.#problem;
  }

  /** The number that the next record gets. */
  get next(): number {
    return this.#next;
  }

  /** Number of the oldest record that is kept, damaged or not. */
  get first(): number {
    return this.#segments[0]?.first ?? this.#next;
  }

  /**
   * Hands out every whole record after `applied`, in slices of a chunk, and makes the log ready for appending:
   * what is torn at its end is cut off.
   */
  async recover(applied: number, onFrames: (frames: Frame[]) => Promise<void>): Promise<void> {
    // Consecutive numbers from the microseconds of the log's birth: they never meet those of a log deleted before.
    this.#next = Math.max(
      applied + 1,
      this.#segments.at(-1)?.first ?? Math.trunc(this.#options.now()) * 1000,
    );
    for (const [index, segment] of this.#segments.entries()) {
      const following = this.#segments[index + 1];
      if (following !== undefined && following.first <= applied + 1) continue;
      await this.#read(segment, following, applied, onFrames);
    }
  }

  /** Looks through the segments that `recover` had no need to read; counts what is damaged. */
  async verify(applied: number, signal: AbortSignal): Promise<void> {
    for (const [index, segment] of [...this.#segments].entries()) {
      const following = this.#segments[index + 1];
      if (signal.aborted || following === undefined || following.first > applied + 1) return;
      await this.#read(segment, following, Infinity, () => Promise.resolve()).catch((error: unknown) => {
        this.#options.log.warn(
          { file: segment.path, error: messageOf(error) },
          'segment of the event log not verified',
        );
      });
    }
  }

  /**
   * Appends one record for each payload; resolves when they are on disk.
   * @throws ModuleError when the disk is full or broken; nothing is then appended.
   */
  async append(payloads: readonly string[]): Promise<void> {
    const bytes = encodeFrames(payloads, this.#next);
    try {
      await this.#append(bytes);
      this.#problem = null;
    } catch (error) {
      this.#problem = messageOf(error);
      throw error;
    }
    this.#next += payloads.length;
  }

  async #append(bytes: Buffer): Promise<void> {
    const file = await this.#writable(bytes.length);
    try {
      await file.append(bytes);
    } catch (error) {
      this.#dirty = true;
      await this.#cut(file).catch(() => undefined);
      throw error;
    }
    const segment = this.#current();
    segment.bytes = file.size;
    segment.touchedMs = this.#options.now();
  }

  /** Deletes whole segments: last appended to before `beforeMs`, or oldest first while larger than `maxBytes`. */
  async prune(beforeMs: number, maxBytes: number): Promise<void> {
    while (this.#segments.length > 0) {
      const oldest = this.#segments[0] as Segment;
      const last = this.#segments.length === 1;
      if (oldest.touchedMs >= beforeMs && (last || this.bytes <= maxBytes)) return;
      if (last && oldest.bytes === 0) return;
      if (last) await this.#startSegment();
      await removeFile(oldest.path);
      this.#segments.shift();
    }
    await syncFolder(this.#options.folder);
  }

  async close(): Promise<void> {
    await this.#file?.close();
    this.#file = null;
  }

  #current(): Segment {
    const segment = this.#segments.at(-1);
    if (segment === undefined) throw new ModuleError('bug', 'the log has no segment');
    return segment;
  }

  async #writable(bytes: number): Promise<AppendFile> {
    if (this.#file !== null && this.#dirty) await this.#cut(this.#file);
    const segment = this.#segments.at(-1);
    const { now, segmentMs, segmentBytes = SEGMENT_BYTES } = this.#options;
    const full = segment !== undefined && segment.bytes > 0 && segment.bytes + bytes > segmentBytes;
    const old = segment !== undefined && segment.bytes > 0 && now() - segment.createdMs > segmentMs;
    if (segment === undefined || full || old) return this.#startSegment();
    return (this.#file ??= await this.#open(segment.path));
  }

  async #startSegment(): Promise<AppendFile> {
    const path = join(this.#options.folder, `${String(this.#next).padStart(16, '0')}.log`);
    const file = await this.#open(path);
    await this.#file?.close();
    this.#file = file;
    const nowMs = this.#options.now();
    const known = this.#segments.at(-1)?.path === path;
    if (!known)
      this.#segments.push({ path, first: this.#next, bytes: file.size, createdMs: nowMs, touchedMs: nowMs });
    return file;
  }

  #open(path: string): Promise<AppendFile> {
    return (this.#options.openFile ?? openAppendFile)(path);
  }

  /** Until it succeeds nothing may be appended: the numbers of the failed records are given out again. */
  async #cut(file: AppendFile): Promise<void> {
    await file.truncate(this.#current().bytes);
    this.#dirty = false;
  }

  async #read(
    segment: Segment,
    following: Segment | undefined,
    applied: number,
    onFrames: (frames: Frame[]) => Promise<void>,
  ): Promise<void> {
    let expected = segment.first;
    let lost = 0;
    const validEnd = await scanSegment(segment.path, async (frames) => {
      const fresh: Frame[] = [];
      for (const frame of frames) {
        if (frame.number < expected) continue;
        lost += frame.number - expected;
        expected = frame.number + 1;
        if (frame.number > applied) fresh.push(frame);
      }
      await onFrames(fresh);
    });
    if (following !== undefined) lost += Math.max(0, following.first - expected);
    else lost += await this.#endAt(segment, validEnd);
    this.#next = Math.max(this.#next, expected);
    this.#count(segment, lost);
  }

  #count(segment: Segment, lost: number): void {
    if (lost === 0) return;
    this.#lost += lost;
    this.#options.log.warn({ file: segment.path, lost }, 'records of the event log are damaged');
  }

  /** Cuts off what follows the last whole record; returns how many records seem to have been begun there. */
  async #endAt(segment: Segment, validEnd: number): Promise<number> {
    if (validEnd === segment.bytes) return 0;
    const torn = await tornAfter(segment.path, validEnd);
    this.#file = await this.#open(segment.path);
    await this.#file.truncate(validEnd);
    segment.bytes = validEnd;
    return torn;
  }
}

/** Calls back with the whole frames of each chunk; returns where the last one ends. */
async function scanSegment(path: string, onFrames: (frames: Frame[]) => Promise<void>): Promise<number> {
  let rest: Buffer = Buffer.alloc(0);
  let base = 0;
  let validEnd = 0;
  const scan = async (atEnd: boolean) => {
    const frames: Frame[] = [];
    const found = scanFrames(rest, atEnd, (frame) => frames.push(frame));
    if (found.validEnd > 0) validEnd = base + found.validEnd;
    if (frames.length > 0) await onFrames(frames);
    rest = Buffer.from(rest.subarray(found.consumed));
    base += found.consumed;
  };
  for await (const chunk of readChunks(path, CHUNK_BYTES)) {
    rest = Buffer.concat([rest, chunk]);
    await scan(false);
  }
  await scan(true);
  return validEnd;
}

/** A tail longer than the largest frame holds more than one; its first part is enough to say that it is damaged. */
async function tornAfter(path: string, validEnd: number): Promise<number> {
  let at = 0;
  const parts: Buffer[] = [];
  for await (const chunk of readChunks(path, CHUNK_BYTES)) {
    const from = Math.max(0, validEnd - at);
    at += chunk.length;
    if (from < chunk.length) parts.push(Buffer.from(chunk.subarray(from)));
    if (at - validEnd > 2 * (MAX_PAYLOAD_BYTES + HEADER_BYTES)) break;
  }
  return countTorn(Buffer.concat(parts));
}
