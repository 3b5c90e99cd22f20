/** Protocol data units: RFC 3416 section 3. */
import { type Oid, PduType } from '../../model/snmp.ts';
import { BerReader, contentEnd, contentStart, malformed, SEQUENCE } from './ber.ts';
import type { BerWriter } from './ber-writer.ts';

export interface Request {
  readonly type: PduType;
  readonly oids: readonly Oid[];
  /** Of GETBULK; 0 for others, whose error status has its place. */
  readonly nonRepeaters: number;
  /** Of GETBULK; 0 for others, whose error index has its place. */
  readonly maxRepetitions: number;
}

/** Of a response or report; where its varbinds lie is not looked into yet. */
export interface Pdu {
  readonly type: number;
  readonly requestId: number;
  readonly errorStatus: number;
  readonly errorIndex: number;
  readonly varbindsStart: number;
  readonly varbindsEnd: number;
}

export function writeRequest(writer: BerWriter, request: Request, requestId: number): void {
  const mark = writer.length;
  for (let i = request.oids.length - 1; i >= 0; i -= 1) {
    const varbind = writer.length;
    writer.null();
    writer.oid(request.oids[i] ?? []);
    writer.wrap(SEQUENCE, varbind);
  }
  writer.wrap(SEQUENCE, mark);
  writer.integer(request.maxRepetitions);
  writer.integer(request.nonRepeaters);
  writer.integer(requestId);
  writer.wrap(request.type, mark);
}

/** @throws ModuleError `malformed_reply` unless it is a response or a report. */
export function readPdu(reader: BerReader): Pdu {
  const type = reader.peek();
  if (type !== PduType.response && type !== PduType.report) throw malformed(`a PDU of the type ${type}`);
  const pdu = reader.enter(type, 'the PDU');
  const requestId = pdu.integer('the request id');
  const errorStatus = pdu.integer('the error status');
  const errorIndex = pdu.integer('the error index');
  if (pdu.peek() !== SEQUENCE) throw malformed('its varbinds are no sequence');
  const varbindsEnd = contentEnd(pdu.bytes, pdu.at, pdu.end);
  const varbindsStart = contentStart(pdu.bytes, pdu.at);
  return { type, requestId, errorStatus, errorIndex, varbindsStart, varbindsEnd };
}
