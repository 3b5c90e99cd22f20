import { answer, encodeReply, PDU, type Reply, type Request, Status } from './answer.ts';
import { integerContent, tlv } from './ber.ts';
import type { Fault } from './options.ts';
import { type Table, Tag, varbind } from './table.ts';

const SMALL_REPLY_BYTES = 1400;
const ANSWERED_OF = 3;
const NOISE_BYTES = 600;
const GARBLED_BYTES = 3;
/** OIDs of tables have at least so many sub-identifiers before the row. */
const COLUMN_LENGTH = 10;

/** The datagram to send; null for none. */
export type Answerer = (request: Request) => Buffer | null;

export interface Device {
  readonly table: Table;
  readonly maxReplyBytes: number;
}

export function answererFor(device: Device, fault: Fault | undefined): Answerer {
  const reply = (request: Request): Reply => answer(request, device.table, device.maxReplyBytes);
  const sound = (request: Request) => encodeReply(request, reply(request));
  const random = randomNumbers();
  let asked = 0;
  switch (fault) {
    case undefined:
    case 'other-port':
      return sound;
    case 'silent':
      return () => null;
    case 'lossy':
      return (request) => ((asked += 1) % ANSWERED_OF === 0 ? null : sound(request));
    case 'cut':
      return (request) => half(sound(request));
    case 'too-big':
      return (request) => {
        const found = reply(request);
        const bytes = encodeReply(request, found);
        if (bytes.length <= SMALL_REPLY_BYTES) return bytes;
        return encodeReply(request, { status: Status.tooBig, index: 0, varbinds: [] });
      };
    case 'stuck':
      return (request) => encodeReply(request, repeated(request, firstRow));
    case 'ring':
      return (request) =>
        encodeReply(
          request,
          repeated(request, (oid) => inRing(oid, device.table)),
        );
    case 'endless':
      return (request) => encodeReply(request, repeated(request, nextInEndless));
    case 'noise':
      return () => Buffer.from(Array.from({ length: random(NOISE_BYTES) }, () => random(256)));
    case 'garbled':
      return (request) => garbled(sound(request), random);
    case 'other-id':
      return (request) => {
        const requestId = tlv(Tag.integer, integerContent(random(2 ** 31)));
        return encodeReply({ ...request, requestId }, reply(request));
      };
  }
}

const half = (bytes: Buffer) => bytes.subarray(0, bytes.length >>> 1);

function garbled(bytes: Buffer, random: (below: number) => number): Buffer {
  for (let i = 0; i < GARBLED_BYTES; i += 1) bytes[random(bytes.length)] = random(256);
  return bytes;
}

/** A reply in which each OID follows from the one before. */
function repeated(request: Request, follow: (oid: readonly number[]) => readonly number[]): Reply {
  const value = tlv(Tag.integer, integerContent(1));
  if (request.pdu === PDU.get)
    return { status: Status.noError, index: 0, varbinds: request.oids.map((oid) => varbind(oid, value)) };
  const times = request.pdu === PDU.getBulk ? request.maxRepetitions : 1;
  const varbinds: Buffer[] = [];
  let last = request.oids;
  for (let i = 0; i < times; i += 1) {
    last = last.map(follow);
    varbinds.push(...last.map((oid) => varbind(oid, value)));
  }
  return { status: Status.noError, index: 0, varbinds };
}

const firstRow = (oid: readonly number[]) => (oid.length <= COLUMN_LENGTH ? [...oid, 1] : oid);

function nextInEndless(oid: readonly number[]): readonly number[] {
  if (oid.length <= COLUMN_LENGTH) return firstRow(oid);
  return [...oid.slice(0, -1), (oid.at(-1) ?? 0) + 1];
}

/** The next row of the column; behind the last one, the first. */
function inRing(oid: readonly number[], table: Table): readonly number[] {
  const next = table.oid(table.after(oid));
  const column = oid.slice(0, COLUMN_LENGTH);
  if (oid.length <= COLUMN_LENGTH || column.every((each, i) => each === next[i])) return next;
  return table.oid(table.after(column));
}

/** The same numbers in each run. Lehmer's generator, Park and Miller 1988. */
function randomNumbers(): (below: number) => number {
  let state = 48_271;
  return (below) => {
    state = (state * 48_271) % 0x7fffffff;
    return state % below;
  };
}
