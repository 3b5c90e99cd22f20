/** Messages to controllers behind the BMC: Send Message around the request, and the answer wherever it comes (IPMI 2.0, 22.7). */
import { NET_FN, type BridgeTarget, type IpmiRequest } from '../command.ts';
import { BMC_ADDRESS, decodeMessage, encodeMessage, type MessageResponse } from '../wire/message.ts';

export const SEND_MESSAGE = 0x34;
/** The BMC remembers who asked and sends the answer there. */
const TRACK_REQUEST = 0x40;
const NO_DATA = new Uint8Array(0);

/** The request as the BMC gets it. */
export function encodeBridged(request: IpmiRequest, target: BridgeTarget, sequence: number): Buffer {
  const inner = encodeMessage({
    ...messageOf(request),
    address: target.address,
    requester: BMC_ADDRESS,
    sequence,
  });
  const data = Buffer.concat([Buffer.of(TRACK_REQUEST | target.channel), inner]);
  return encodeMessage({ netFn: NET_FN.app, lun: 0, command: SEND_MESSAGE, sequence, data });
}

export function encodeDirect(request: IpmiRequest, sequence: number): Buffer {
  return encodeMessage({ ...messageOf(request), sequence });
}

function messageOf({ netFn, lun = 0, command, data = NO_DATA }: IpmiRequest) {
  return { netFn, lun, command, data };
}

/**
 * The answer of the controller in what the BMC sent: as a message of its own, or within a reply to Send Message.
 * `accepted` when the BMC only says that it has passed the request on, null when this is not about the request.
 */
export function bridgedAnswer(
  response: MessageResponse,
  request: IpmiRequest,
  checkChecksums: boolean,
): MessageResponse | 'accepted' | null {
  if (answers(response, request)) return response;
  if (response.netFn !== NET_FN.app + 1 || response.command !== SEND_MESSAGE) return null;
  // The bus did not take it: no controller there, or it did not acknowledge.
  if (response.completionCode !== 0) return response;
  if (response.data.length === 0) return 'accepted';
  const inner = decodeMessage(response.data, { checkChecksums });
  if (typeof inner === 'string') return null;
  return inner.sequence === response.sequence && answers(inner, request) ? inner : null;
}

export function answers(response: MessageResponse, request: IpmiRequest): boolean {
  return response.netFn === request.netFn + 1 && response.command === request.command;
}
