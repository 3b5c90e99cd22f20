/** The closed list of reasons for which something outside a module's control can fail. */
export const ERROR_CODES = [
  'unreachable',
  'timeout',
  'auth_failed',
  'permission_denied',
  'malformed_reply',
  'unsupported',
  'limit_exceeded',
  'cancelled',
  'bug',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** The only failure a module may signal; whether to retry follows from the code and is the runner's decision. */
export class ModuleError extends Error {
  readonly code: ErrorCode;
  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    // Half of the collectors of a machine say at each scrape that what they measure is not there: a stack, which
    // nobody looks at, would cost three times as much as the rest of the error.
    const depth = Error.stackTraceLimit;
    Error.stackTraceLimit = code === 'bug' ? depth : 0;
    super(message, options);
    Error.stackTraceLimit = depth;
    this.name = 'ModuleError';
    this.code = code;
  }
}

/** What the user did wrong, in words meant for the user; printed without a stack trace. */
export class UserError extends Error {
  readonly exitCode: number;
  constructor(message: string, exitCode = 2, options?: ErrorOptions) {
    super(message, options);
    this.name = 'UserError';
    this.exitCode = exitCode;
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The error's code when it has one, else `bug`. */
export function codeOf(error: unknown): ErrorCode {
  return error instanceof ModuleError ? error.code : 'bug';
}
