/** Why a packet that came in is not believed; each is counted. */
export const DROP_REASONS = [
  /** From an address that nothing was asked of. */
  'elsewhere',
  /** Lengths or fixed fields are not those of the specification. */
  'malformed',
  /** Another session's, or of a kind that the session does not have. */
  'session',
  /** Session sequence number seen before, or too far from the last. */
  'sequence',
  /** The authentication code or the padding of the decrypted payload is wrong. */
  'integrity',
  'checksum',
  /** Well made, but nothing waits for it. */
  'unexpected',
] as const;
export type DropReason = (typeof DROP_REASONS)[number];

/** What a decoder of packets gives: the value, or the reason for which there is none. */
export type Decoded<T extends object> = T | DropReason;
