/** The closed list of reasons for which a BMC could not be asked or understood. */
export const IPMI_ERROR_CODES = [
  /** Nothing came back in time. */
  'timeout',
  /** The network says that there is nobody, or the address has no meaning. */
  'unreachable',
  /** User, password, privilege or K_G is refused, or the BMC does not prove that it knows them. */
  'auth_failed',
  /** The BMC answered that it did not do it; `completionCode` says why. */
  'completion_code',
  /** What came back does not follow the specification. */
  'malformed_reply',
  /** Neither side can what the other needs. */
  'unsupported',
  /** A bound of the BMC (session slots) or of this client is reached. */
  'limit_exceeded',
  /** The session or client was closed by its owner. */
  'closed',
  /** The caller's AbortSignal fired. */
  'aborted',
] as const;
export type IpmiErrorCode = (typeof IPMI_ERROR_CODES)[number];

/** Of failures that say nothing about what was asked for: who asks again may go on where he was. */
const INTERRUPTIONS: readonly IpmiErrorCode[] = ['timeout', 'unreachable', 'aborted', 'closed'];

/** The only failure of this package that is not a mistake in a call. Messages hold no credentials. */
export class IpmiError extends Error {
  readonly code: IpmiErrorCode;
  /** Of the reply, or the RMCP+ status code of a refused login; null when it is not about one. */
  readonly completionCode: number | null;

  constructor(
    code: IpmiErrorCode,
    message: string,
    options: ErrorOptions & { completionCode?: number | null } = {},
  ) {
    super(message, options);
    this.name = 'IpmiError';
    this.code = code;
    this.completionCode = options.completionCode ?? null;
  }
}

export function isInterruption(error: unknown): boolean {
  return error instanceof IpmiError && INTERRUPTIONS.includes(error.code);
}
