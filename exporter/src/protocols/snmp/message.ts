/** Messages of version 1 and 2c: RFC 1157, RFC 1901; and what tells of any message whose answer it is. */
import { PduType } from '../../model/snmp.ts';
import { BerReader, malformed, OCTET_STRING, SEQUENCE } from './ber.ts';
import { BerWriter } from './ber-writer.ts';
import { type Pdu, readPdu, type Request, writeRequest } from './pdu.ts';

/** The number that stands in a message for a version. */
export const VERSION_NUMBER = { 1: 0, 2: 1, 3: 3 } as const;

export function communityMessage(
  version: 1 | 2,
  community: string,
  request: Request,
  requestId: number,
): Buffer {
  const writer = new BerWriter();
  writeRequest(writer, request, requestId);
  writer.octets(Buffer.from(community));
  writer.integer(VERSION_NUMBER[version]);
  writer.wrap(SEQUENCE);
  return writer.bytes();
}

/** @throws ModuleError `malformed_reply`; also for a message of version 3. */
export function readCommunityMessage(bytes: Buffer): Pdu {
  const message = new BerReader(bytes).enter(SEQUENCE, 'the message');
  const version = message.integer('the version');
  if (version !== VERSION_NUMBER[1] && version !== VERSION_NUMBER[2])
    throw malformed(`its version is ${version}`);
  message.skip(OCTET_STRING, 'the community');
  return readPdu(message);
}

/**
 * The number by which an answer finds its request: of version 3 the message's, else the request's.
 * Null for what is no SNMP message.
 */
export function answeredId(bytes: Buffer): number | null {
  try {
    const message = new BerReader(bytes).enter(SEQUENCE, 'the message');
    if (message.integer('the version') === VERSION_NUMBER[3])
      return message.enter(SEQUENCE, 'the header').integer('the message id');
    message.skip(OCTET_STRING, 'the community');
    return message.enter(PduType.response, 'the PDU').integer('the request id');
  } catch {
    return null;
  }
}
