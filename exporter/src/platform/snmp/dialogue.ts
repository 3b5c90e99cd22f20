/** How a session and its agent speak with one another: by community, or as a user of version 3. */
import type { SnmpReply } from '../../contract/snmp.ts';
import type { SnmpAuth } from '../../model/snmp.ts';
import { communityMessage, readCommunityMessage } from '../../protocols/snmp/message.ts';
import type { Pdu, Request } from '../../protocols/snmp/pdu.ts';
import { readVarbinds } from '../../protocols/snmp/varbinds.ts';
import { type Question, Refusal } from './exchange.ts';

export interface Dialogue {
  ask(request: Request): Promise<SnmpReply>;
}

/** Sends a question until it is answered. */
export type Put = <T>(question: Question<T>) => Promise<T>;

export function communityDialogue({ version, community }: SnmpAuth, put: Put): Dialogue {
  const own = version === 1 ? 1 : 2;
  return {
    ask: (request) =>
      put({
        encode: (id) => communityMessage(own, community, request, id),
        read: (bytes, id) => replyIn(bytes, readCommunityMessage(bytes), id),
      }),
  };
}

/** @throws ModuleError `malformed_reply` */
export function replyIn(bytes: Buffer, pdu: Pdu, id: number): SnmpReply | Refusal {
  if (pdu.requestId !== id) return new Refusal('it answers another request', 'malformed_reply');
  const { errorStatus, errorIndex, varbindsStart, varbindsEnd } = pdu;
  return { errorStatus, errorIndex, varbinds: readVarbinds(bytes, varbindsStart, varbindsEnd) };
}
