/** What ipmi-js fails with, as modules fail. */
import { COMPLETION, IpmiError, type IpmiErrorCode } from 'ipmi-js';
import { type ErrorCode, messageOf, ModuleError } from '../../model/errors.ts';

const CODES: Readonly<Record<Exclude<IpmiErrorCode, 'completion_code' | 'aborted'>, ErrorCode>> = {
  timeout: 'timeout',
  unreachable: 'unreachable',
  auth_failed: 'auth_failed',
  malformed_reply: 'malformed_reply',
  unsupported: 'unsupported',
  limit_exceeded: 'limit_exceeded',
  closed: 'cancelled',
};

/** @param target host and port; it begins the message unless that names it */
export function asModuleError(error: unknown, target: string): ModuleError {
  if (error instanceof ModuleError) return error;
  if (!(error instanceof IpmiError)) return new ModuleError('bug', messageOf(error), { cause: error });
  const message = error.message.includes(target) ? error.message : `${target}: ${error.message}`;
  return new ModuleError(codeOf(error), message, { cause: error });
}

function codeOf({ code, completionCode, cause }: IpmiError): ErrorCode {
  if (code === 'completion_code')
    return completionCode === COMPLETION.insufficientPrivilege ? 'permission_denied' : 'unsupported';
  if (code !== 'aborted') return CODES[code];
  return cause instanceof DOMException && cause.name === 'TimeoutError' ? 'timeout' : 'cancelled';
}
