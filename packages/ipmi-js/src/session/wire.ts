/** How messages become packets and packets messages: outside of sessions, in IPMI 1.5's and in RMCP+'s. */
import type { Decoded } from '../wire/dropped.ts';
import { AUTH_TYPE, decodeFrameV15, encodeFrameV15, RMCP_PLUS } from '../wire/frame-v15.ts';

export interface Wire {
  /** A whole packet, different each time. */
  seal(message: Buffer): Buffer;
  /** @param body after the RMCP header. */
  open(body: Buffer): Decoded<Buffer>;
}

export const OUTSIDE_SESSIONS: Wire = {
  seal: (message) =>
    encodeFrameV15({ authType: AUTH_TYPE.none, sequence: 0, sessionId: 0, authCode: null, message }),
  open(body) {
    if (body[0] === RMCP_PLUS) return 'session';
    const frame = decodeFrameV15(body);
    if (typeof frame === 'string') return frame;
    return frame.authType === AUTH_TYPE.none && frame.sessionId === 0 ? frame.message : 'session';
  },
};
