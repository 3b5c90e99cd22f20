import { IpmiError, type IpmiErrorCode } from 'ipmi-js';

/** What is wrong with one answer, and not with the BMC. */
const OF_ONE_ANSWER: readonly IpmiErrorCode[] = ['completion_code', 'malformed_reply', 'unsupported'];

export function isOfOneAnswer(error: unknown): error is IpmiError {
  return error instanceof IpmiError && OF_ONE_ANSWER.includes(error.code);
}

/** Null when the BMC does not have it, or what it has makes no sense. @throws IpmiError */
export function ifTold<T>(asked: Promise<T>): Promise<T | null> {
  return asked.catch((error: unknown) => {
    if (isOfOneAnswer(error)) return null;
    throw error;
  });
}
