export * from './command.ts';
export { COMPLETION, completionText } from './completion-codes.ts';
export { IPMI_ERROR_CODES, IpmiError } from './errors.ts';
export type { IpmiErrorCode } from './errors.ts';
