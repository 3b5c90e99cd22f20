/** What an agent of SNMP v1 and v2c answers. RFC 1157, RFC 3416 */
import { type Element, element, head, integerContent, readInteger, readOid, tlv } from './ber.ts';
import { type Table, Tag, varbind } from './table.ts';

export const PDU = { get: 0xa0, getNext: 0xa1, response: 0xa2, getBulk: 0xa5 } as const;
const SEQUENCE = 0x30;
const NO_SUCH_OBJECT = Buffer.from([0x80, 0]);
const END_OF_MIB_VIEW = Buffer.from([0x82, 0]);
export const Status = { noError: 0, tooBig: 1, noSuchName: 2 } as const;
const V1 = 0;

export interface Request {
  readonly version: number;
  readonly community: string;
  /** Version and community as they came: they go back unchanged. */
  readonly envelope: Buffer;
  readonly requestId: Buffer;
  readonly pdu: number;
  /** Of GETBULK; 0 in other requests. */
  readonly nonRepeaters: number;
  readonly maxRepetitions: number;
  readonly oids: readonly (readonly number[])[];
}

export interface Reply {
  readonly status: number;
  /** From 1; 0 for none. */
  readonly index: number;
  readonly varbinds: readonly Buffer[];
}

/** @throws RangeError for what is no request. */
export function readRequest(bytes: Buffer): Request {
  const message = element(bytes, 0);
  const version = element(bytes, message.start);
  const community = element(bytes, version.end);
  const pdu = element(bytes, community.end);
  const [requestId, second, third, list] = elements(bytes, pdu);
  if (!requestId || !second || !third || !list) throw new RangeError('a PDU lacks a part');
  return {
    version: readInteger(bytes, version),
    community: bytes.toString('latin1', community.start, community.end),
    envelope: bytes.subarray(version.from, community.end),
    requestId: bytes.subarray(requestId.from, requestId.end),
    pdu: pdu.tag,
    nonRepeaters: readInteger(bytes, second),
    maxRepetitions: readInteger(bytes, third),
    oids: elements(bytes, list).map((each) => readOid(bytes, element(bytes, each.start))),
  };
}

function elements(bytes: Buffer, { start, end }: Element): Element[] {
  const found: Element[] = [];
  for (let at = start; at < end; at = found.at(-1)?.end ?? end) found.push(element(bytes, at));
  return found;
}

export function encodeReply({ envelope, requestId }: Request, { status, index, varbinds }: Reply): Buffer {
  const length = varbinds.reduce((sum, each) => sum + each.length, 0);
  const before = [requestId, ...[status, index].map((each) => tlv(Tag.integer, integerContent(each)))];
  const list = [...before, head(SEQUENCE, length), ...varbinds];
  const pdu = [envelope, head(PDU.response, lengthOf(list)), ...list];
  return Buffer.concat([head(SEQUENCE, lengthOf(pdu)), ...pdu]);
}

const lengthOf = (parts: readonly Buffer[]) => parts.reduce((sum, each) => sum + each.length, 0);

/** Of GETBULK no more than fits into `maxBytes`; other replies that are larger are `tooBig`. */
export function answer(request: Request, table: Table, maxBytes: number): Reply {
  if (request.pdu === PDU.getBulk) return bulk(request, table, maxBytes);
  const varbinds: Buffer[] = [];
  for (const [i, oid] of request.oids.entries()) {
    const found = request.pdu === PDU.get ? exact(oid, request, table) : next(oid, request, table);
    if (found === null) return { status: Status.noSuchName, index: i + 1, varbinds: asked(request) };
    varbinds.push(found);
  }
  if (lengthOf(varbinds) > maxBytes) return { status: Status.tooBig, index: 0, varbinds: [] };
  return { status: Status.noError, index: 0, varbinds };
}

/** Version 1 gives the request back with an error. */
function asked({ oids }: Request): Buffer[] {
  return oids.map((oid) => varbind(oid, Buffer.from([Tag.null, 0])));
}

function exact(oid: readonly number[], { version }: Request, table: Table): Buffer | null {
  const at = table.find(oid);
  if (version === V1) return at < 0 || table.tag(at) === Tag.counter64 ? null : table.varbind(at);
  return at < 0 ? varbind(oid, NO_SUCH_OBJECT) : table.varbind(at);
}

function next(oid: readonly number[], { version }: Request, table: Table): Buffer | null {
  let at = table.after(oid);
  // Version 1 has no Counter64: RFC 3584 section 4.2.2.1
  while (version === V1 && at < table.size && table.tag(at) === Tag.counter64) at += 1;
  if (at < table.size) return table.varbind(at);
  return version === V1 ? null : varbind(oid, END_OF_MIB_VIEW);
}

function bulk(request: Request, table: Table, maxBytes: number): Reply {
  const { oids, nonRepeaters, maxRepetitions } = request;
  const single = Math.min(Math.max(nonRepeaters, 0), oids.length);
  const varbinds = oids.slice(0, single).map((oid) => next(oid, request, table) ?? Buffer.alloc(0));
  const columns = oids.slice(single).map((oid) => ({ at: table.after(oid), last: oid }));
  let room = maxBytes - lengthOf(varbinds);
  for (let repetition = 0; repetition < maxRepetitions; repetition += 1) {
    for (const column of columns) {
      const found = table.varbind(column.at);
      const each = found.length > 0 ? found : varbind(column.last, END_OF_MIB_VIEW);
      room -= each.length;
      if (room < 0) return { status: Status.noError, index: 0, varbinds };
      varbinds.push(each);
      if (found.length > 0) column.last = table.oid(column.at);
      column.at = Math.min(column.at + 1, table.size);
    }
    if (columns.every(({ at }) => at >= table.size)) break;
  }
  return { status: Status.noError, index: 0, varbinds };
}
