/** /proc/<pid>/io, proc_pid_io(5): bytes that went to and came from storage. */
import { numberAfter } from './field.ts';

const READ = Buffer.from('\nread_bytes:');
const WRITTEN = Buffer.from('\nwrite_bytes:');

/** Null when it is not such a file. */
export function parseReadBytes(bytes: Buffer): number | null {
  return numberAfter(bytes, READ);
}

/** Null when it is not such a file. */
export function parseWrittenBytes(bytes: Buffer): number | null {
  return numberAfter(bytes, WRITTEN);
}
