import { IpmiError } from '../errors.ts';

/** The reason of a signal when it is one of ours, else that somebody did not want to wait longer. */
export function abortError(signal: AbortSignal, target: string): IpmiError {
  const reason: unknown = signal.reason;
  if (reason instanceof IpmiError) return reason;
  return new IpmiError('aborted', `${target}: given up by the caller`, { cause: reason });
}
