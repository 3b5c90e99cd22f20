import type { Kind } from '../contract/module.ts';
import { type ErrorCode, messageOf, ModuleError } from '../model/errors.ts';

/** Partial failures one run may report: one for each device or process would flood the log. */
export const MAX_PARTIAL = 100;
const MAX_MESSAGE_LENGTH = 500;

/** What is known of a module's runs; plain numbers, read when somebody asks. */
export interface ModuleStatus {
  readonly kind: Kind;
  readonly id: string;
  runs: number;
  /** Milliseconds since the epoch; null before the first. */
  lastRunMs: number | null;
  lastSuccessMs: number | null;
  /** Whether the last run did, at least in part. */
  succeeded: boolean;
  lastDurationMs: number;
  lastError: { readonly code: ErrorCode; readonly message: string } | null;
  /** The last run succeeded in part. */
  partial: boolean;
  readonly errors: Map<ErrorCode, number>;
}

export function newStatus({ kind, id }: { readonly kind: Kind; readonly id: string }): ModuleStatus {
  return {
    kind,
    id,
    runs: 0,
    lastRunMs: null,
    lastSuccessMs: null,
    succeeded: false,
    lastDurationMs: 0,
    lastError: null,
    partial: false,
    errors: new Map(),
  };
}

/** Whether the last run found that this machine does not have what the module is about: no failure of anybody. */
export function isUnsupported({ runs, succeeded, lastError }: ModuleStatus): boolean {
  return runs > 0 && !succeeded && lastError?.code === 'unsupported';
}

export function countError(status: ModuleStatus, error: ModuleError): void {
  rememberError(status, error);
  status.errors.set(error.code, (status.errors.get(error.code) ?? 0) + 1);
}

export function rememberError(status: ModuleStatus, { code, message }: ModuleError): void {
  status.lastError = { code, message: message.slice(0, MAX_MESSAGE_LENGTH) };
}

/** Whatever a module throws that is no ModuleError is a bug of its own. */
export function asModuleError(thrown: unknown): ModuleError {
  return thrown instanceof ModuleError
    ? thrown
    : new ModuleError('bug', messageOf(thrown), { cause: thrown });
}
