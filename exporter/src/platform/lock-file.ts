import { closeSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { UserError } from '../model/errors.ts';

interface Holder {
  readonly pid: number;
  /** Tells apart two processes that had the same pid, as after a reboot or in a container; empty if unknown. */
  readonly start: string;
}

/**
 * Takes the lock at `path` for this process; the lock of a process that is no more is taken over.
 * @returns a function that gives it back.
 * @throws UserError naming the folder and the process that holds it.
 */
export function takeLock(path: string): () => void {
  const content = `${process.pid} ${startOf(process.pid)}\n`;
  for (;;) {
    if (create(path, content)) return () => release(path, content);
    const held = read(path);
    if (held === null) continue;
    const holder = parseHolder(held);
    if (holder !== null && isAlive(holder)) {
      throw new UserError(
        `${dirname(path)} is in use by process ${holder.pid}: stop it, or choose another data directory`,
        1,
      );
    }
    discard(path, held);
  }
}

function create(path: string, content: string): boolean {
  try {
    const descriptor = openSync(path, 'wx', 0o640);
    writeSync(descriptor, content);
    closeSync(descriptor);
    return true;
  } catch (error) {
    if (codeIs(error, 'EEXIST')) return false;
    throw new UserError(`cannot write ${path}: ${String(error)}`, 1, { cause: error });
  }
}

/** Renaming first makes sure that what goes away is the stale lock, not one that someone else took just now. */
function discard(path: string, stale: string): void {
  const aside = `${path}.${process.pid}.stale`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (codeIs(error, 'ENOENT')) return;
    throw new UserError(`cannot take over ${path}: ${String(error)}`, 1, { cause: error });
  }
  if (read(aside) === stale) rmSync(aside, { force: true });
  else renameSync(aside, path);
}

function release(path: string, content: string): void {
  if (read(path) === content) rmSync(path, { force: true });
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'latin1').slice(0, 200);
  } catch (error) {
    if (codeIs(error, 'ENOENT')) return null;
    throw new UserError(`cannot read ${path}: ${String(error)}`, 1, { cause: error });
  }
}

function parseHolder(content: string): Holder | null {
  const match = /^([1-9]\d{0,9}) (\S*)\s*$/.exec(content);
  return match === null ? null : { pid: Number(match[1]), start: match[2] ?? '' };
}

function isAlive({ pid, start }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!codeIs(error, 'EPERM')) return false;
  }
  const now = startOf(pid);
  return start === '' || now === '' || start === now;
}

/** `<boot id>/<clock ticks from boot to the process' start>`; empty where there is no /proc. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()}/${ticks}`;
  } catch {
    return '';
  }
}

function codeIs(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
