import { ModuleError } from '../../../contract/module.ts';
import type { FileTree } from '../../../contract/ports.ts';
import { parsePasswd } from '../../../protocols/passwd.ts';

const MAX_AGE_MS = 60_000;

/** Names of users, by uid. */
export class Users {
  #names: ReadonlyMap<number, string> = new Map();
  #readAtMs = -Infinity;

  /** The number itself for a user that etc/passwd does not have. */
  nameOf(uid: number, rootfs: FileTree, nowMs: number): string {
    if (Math.abs(nowMs - this.#readAtMs) > MAX_AGE_MS) {
      this.#readAtMs = nowMs;
      this.#names = readNames(rootfs) ?? this.#names;
    }
    return this.#names.get(uid) ?? String(uid);
  }
}

function readNames(rootfs: FileTree): ReadonlyMap<number, string> | null {
  try {
    return parsePasswd(rootfs.readOnce('etc/passwd'));
  } catch (error) {
    if (error instanceof ModuleError) return null;
    throw error;
  }
}
