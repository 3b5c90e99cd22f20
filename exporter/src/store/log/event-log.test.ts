import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordingLog, temporaryFolder } from '../../../../test/support/store.ts';
import { ModuleError } from '../../model/errors.ts';
import { openAppendFile, type AppendFile } from '../../platform/append-file.ts';
import { EventLog, type EventLogOptions } from './event-log.ts';

const START = 1_790_000_000_000;

async function open(folder: string, options: Partial<EventLogOptions> = {}, applied = 0) {
  const log = await EventLog.open({
    folder,
    log: recordingLog(),
    now: () => START,
    segmentMs: 1e12,
    ...options,
  });
  const recovered = new Map<number, string>();
  await log.recover(applied, (frames) => {
    for (const { number, payload } of frames) recovered.set(number, payload.toString());
    return Promise.resolve();
  });
  return { log, recovered, texts: [...recovered.values()] };
}

const segmentsOf = async (folder: string) => (await readdir(folder)).map((name) => join(folder, name)).sort();

/** `count` records in segments of about ten. */
async function filled(folder: string, count: number): Promise<string[]> {
  const { log } = await open(folder, { segmentBytes: 400 });
  const texts = Array.from({ length: count }, (_, index) => `record number ${index}`);
  for (const text of texts) await log.append([text]);
  await log.close();
  return texts;
}

describe('the event log', () => {
  it('gives back what was appended, in order, over segments', async () => {
    const folder = await temporaryFolder();
    const texts = await filled(folder, 50);
    expect((await segmentsOf(folder)).length).toBeGreaterThan(3);
    const again = await open(folder);
    expect(again.texts).toEqual(texts);
    expect(again.log.lost).toBe(0);
  });

  it('gives back only what was not applied yet, and goes on counting', async () => {
    const folder = await temporaryFolder();
    await filled(folder, 50);
    const first = START * 1000;
    const again = await open(folder, {}, first + 44);
    expect(again.texts).toEqual([
      'record number 45',
      'record number 46',
      'record number 47',
      'record number 48',
      'record number 49',
    ]);
    expect(again.log.next).toBe(first + 50);
    await again.log.verify(first + 44, new AbortController().signal);
    expect(again.log.lost).toBe(0);
  });

  it('never gives out a number again that the index knows', async () => {
    const { log } = await open(await temporaryFolder(), {}, 1_900_000_000_000_000);
    expect(log.next).toBe(1_900_000_000_000_001);
  });

  it('cuts off a torn tail, counts it, and appends behind what is whole', async () => {
    const folder = await temporaryFolder();
    const texts = await filled(folder, 5);
    const [path] = (await segmentsOf(folder)).slice(-1) as [string];
    const bytes = await readFile(path);
    await writeFile(path, bytes.subarray(0, bytes.length - 3));
    const torn = await open(folder);
    expect(torn.texts).toEqual(texts.slice(0, 4));
    expect(torn.log.lost).toBe(1);
    await torn.log.append(['after']);
    await torn.log.close();
    const again = await open(folder);
    expect(again.texts).toEqual([...texts.slice(0, 4), 'after']);
    expect(again.log.lost).toBe(0);
  });

  it.each(['old', 'new'] as const)('counts damage in the %s part of the log exactly', async (part) => {
    const folder = await temporaryFolder();
    const texts = await filled(folder, 50);
    const [path] = (await segmentsOf(folder)).slice(1, 2) as [string];
    const bytes = await readFile(path);
    for (const at of [30, 75]) bytes.writeUInt8(bytes.readUInt8(at) ^ 0xff, at);
    await writeFile(path, bytes);
    const applied = part === 'old' ? START * 1000 + 45 : 0;
    const again = await open(folder, {}, applied);
    await again.log.verify(applied, new AbortController().signal);
    expect(again.log.lost).toBe(2);
    if (part === 'new') expect(texts.filter((text) => !again.texts.includes(text))).toHaveLength(2);
  });

  it('survives any damage: every undamaged record is there, and what is not is counted', async () => {
    const folder = await temporaryFolder();
    const texts = await filled(folder, 40);
    const paths = await segmentsOf(folder);
    const originals = await Promise.all(paths.map((path) => readFile(path)));
    const damage = fc.record({
      segment: fc.nat(paths.length - 1),
      at: fc.nat(5000),
      kind: fc.constantFrom('flip', 'cut', 'insert'),
      length: fc.integer({ min: 1, max: 60 }),
      byte: fc.integer({ min: 1, max: 255 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 4 }), async (damages) => {
        const damaged = originals.map((bytes) => Buffer.from(bytes));
        for (const { segment, at, kind, length, byte } of damages) {
          const bytes = damaged[segment] as Buffer;
          const place = at % Math.max(1, bytes.length);
          const after = kind === 'insert' ? place : Math.min(bytes.length, place + length);
          const between =
            kind === 'cut' ? Buffer.alloc(0) : Buffer.alloc(kind === 'flip' ? after - place : length, byte);
          if (kind === 'flip')
            for (let i = place; i < after; i += 1) between[i - place] = (bytes[i] as number) ^ byte;
          damaged[segment] = Buffer.concat([bytes.subarray(0, place), between, bytes.subarray(after)]);
        }
        await Promise.all(paths.map((path, index) => writeFile(path, damaged[index] as Buffer)));
        const whole = texts.filter((text) =>
          damaged.some((bytes) => bytes.includes(wholeFrame(originals, text))),
        );
        const again = await open(folder);
        await again.log.close();
        expect(again.texts).toEqual(whole);
        const endIsMissing = !whole.includes(texts.at(-1) as string) && damaged.at(-1)?.length === 0;
        if (whole.length < texts.length && !endIsMissing) {
          const tailCutWhole = again.log.lost === 0 && cutAtFrameBoundary(originals, damaged, texts, whole);
          expect(again.log.lost > 0 || tailCutWhole).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    ['its bytes cannot be written', 'append'],
    ['a segment cannot be made', 'open'],
  ])('rejects when %s, keeps nothing of it, and works again', async (_, where) => {
    const folder = await temporaryFolder();
    let full = false;
    const openFile = async (path: string): Promise<AppendFile> => {
      if (full && where === 'open') throw new ModuleError('unreachable', `${path}: ENOSPC`);
      const file = await openAppendFile(path);
      return {
        get size() {
          return file.size;
        },
        append: async (bytes) => {
          if (!full) return file.append(bytes);
          await file.append(bytes.subarray(0, bytes.length - 2));
          throw new ModuleError('unreachable', `${path}: ENOSPC`);
        },
        truncate: (size) => file.truncate(size),
        close: () => file.close(),
      };
    };
    const { log } = await open(folder, { openFile, segmentBytes: 50 });
    await log.append(['before']);
    full = true;
    const failure = log.append(['this is not kept: the disk is full', 'nor this']);
    await expect(failure).rejects.toMatchObject({ name: 'ModuleError', code: 'unreachable' });
    full = false;
    await log.append(['after']);
    await log.close();
    const again = await open(folder);
    expect(again.texts).toEqual(['before', 'after']);
    expect(again.log.lost).toBe(0);
  });

  it('refuses to append until what failed is cut off', async () => {
    const folder = await temporaryFolder();
    let broken = false;
    const openFile = async (path: string): Promise<AppendFile> => {
      const file = await openAppendFile(path);
      const fail = () => Promise.reject(new ModuleError('unreachable', `${path}: EIO`));
      return {
        get size() {
          return file.size;
        },
        append: (bytes) => (broken ? file.append(bytes).then(fail) : file.append(bytes)),
        truncate: (size) => (broken ? fail() : file.truncate(size)),
        close: () => file.close(),
      };
    };
    const { log } = await open(folder, { openFile });
    await log.append(['before']);
    broken = true;
    await expect(log.append(['lost'])).rejects.toMatchObject({ code: 'unreachable' });
    await expect(log.append(['lost too'])).rejects.toMatchObject({ code: 'unreachable' });
    broken = false;
    await log.append(['after']);
    await log.close();
    expect((await open(folder)).texts).toEqual(['before', 'after']);
  });

  it('deletes whole segments by size, oldest first, and never the one it writes', async () => {
    const folder = await temporaryFolder();
    await filled(folder, 50);
    const { log } = await open(folder);
    await log.prune(0, 1000);
    expect(log.bytes).toBeLessThanOrEqual(1000);
    const rest = await open(folder);
    expect(rest.texts.at(-1)).toBe('record number 49');
    expect(rest.log.first).toBe(START * 1000 + 50 - rest.texts.length);
    await log.prune(0, 0);
    expect(await segmentsOf(folder)).toHaveLength(1);
  });

  it('deletes everything by age', async () => {
    const folder = await temporaryFolder();
    await filled(folder, 50);
    const { log } = await open(folder);
    await log.prune(Date.now() + 3_600_000, 1e9);
    expect(log.bytes).toBe(0);
    expect((await open(folder)).texts).toEqual([]);
  });

  it('starts a segment when the one before is old', async () => {
    const folder = await temporaryFolder();
    let nowMs = START;
    const { log } = await open(folder, { now: () => nowMs, segmentMs: 1000 });
    await log.append(['one']);
    nowMs += 1001;
    await log.append(['two']);
    await log.append(['three']);
    const sizes = await Promise.all((await segmentsOf(folder)).map(async (path) => (await stat(path)).size));
    expect(sizes).toEqual([23, 48]);
  });
});

function wholeFrame(originals: readonly Buffer[], text: string): Buffer {
  for (const bytes of originals) {
    const marker = Buffer.from([0xff, 0x46, 0x54, 0xfe]);
    for (let at = bytes.indexOf(marker); at >= 0; at = bytes.indexOf(marker, at + 1)) {
      const end = at + 20 + bytes.readUInt32LE(at + 4);
      if (bytes.toString('utf8', at + 20, end) === text) return bytes.subarray(at, end);
    }
  }
  throw new Error(`no frame of ${text}`);
}

/** What ends at the end of a record looks like a log that was never longer. */
function cutAtFrameBoundary(
  originals: readonly Buffer[],
  damaged: readonly Buffer[],
  texts: readonly string[],
  whole: readonly string[],
): boolean {
  const last = whole.at(-1);
  const tail = damaged.at(-1) as Buffer;
  const isPrefix = whole.every((text, index) => text === texts[index]);
  if (!isPrefix) return false;
  return (
    tail.length === 0 ||
    (last !== undefined &&
      tail.subarray(-wholeFrame(originals, last).length).equals(wholeFrame(originals, last)))
  );
}
