/** One step of a login to RMCP+. */
import type { Decoded } from '../wire/dropped.ts';
import { decodeFrameV20, encodeHandshake } from '../wire/frame-v20.ts';
import type { Reply } from '../wire/rakp-messages.ts';
import type { BmcLink } from './bmc-link.ts';
import { STATUS } from './refusals.ts';
import type { LoginOptions } from './session.ts';
import { transact } from './transact.ts';

export interface Handshake<T extends Reply> {
  readonly name: string;
  readonly tag: number;
  readonly request: number;
  readonly payload: Buffer;
  readonly response: number;
  decode(payload: Buffer): Decoded<T>;
  readonly consoleSessionId: number;
}

/** One step of the login: a payload of its own kind each way, outside of the session. */
export function handshake<T extends Reply & { readonly consoleSessionId: number }>(
  link: BmcLink,
  { timing, signal }: Pick<LoginOptions, 'timing' | 'signal'>,
  step: Handshake<T>,
): Promise<T> {
  const accept = (body: Buffer): Decoded<T> => {
    const frame = decodeFrameV20(body);
    if (typeof frame === 'string') return frame;
    if (frame.payloadType !== step.response) return 'unexpected';
    const reply = step.decode(frame.payload);
    if (typeof reply === 'string') return reply;
    if (reply.tag !== step.tag) return 'unexpected';
    const ours = reply.status !== STATUS.done || reply.consoleSessionId === step.consoleSessionId;
    return ours ? reply : 'session';
  };
  return transact(
    link,
    { packet: encodeHandshake(step.request, step.payload), name: step.name, accept },
    timing,
    signal,
  );
}
