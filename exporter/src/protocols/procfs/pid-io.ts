/** /proc/<pid>/io, proc_pid_io(5): bytes that went to and came from storage. */
import { numberAfter } from './field.ts';

export interface PidIo {
  readonly readBytes: number;
  readonly writeBytes: number;
}

/** Null when it is not such a file. */
export function parsePidIo(bytes: Buffer): PidIo | null {
  const readBytes = numberAfter(bytes, '\nread_bytes:');
  const writeBytes = numberAfter(bytes, '\nwrite_bytes:');
  return readBytes === null || writeBytes === null ? null : { readBytes, writeBytes };
}
