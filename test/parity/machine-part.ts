/**
 * A machine with what test machines lack, made of parts: one for each collector, or for a few that belong together.
 * node_exporter and Fathom both read it, by their `--path.*`.
 */
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Accepted } from './allow-list.ts';
import type { Tolerance } from './compare.ts';

export interface MachinePart {
  /** Path below the root of the machine (proc/…, sys/…, udev/…, etc/…) → content. */
  readonly files?: Readonly<Record<string, string | Buffer>>;
  /** Path → target of a symbolic link. */
  readonly links?: Readonly<Record<string, string>>;
  /** Flags of node_exporter, for the machine below `root` as well as for the real one, whose root is `/`. */
  readonly peerArgs?: (root: string) => readonly string[];
  /** Our options that mean the same, by collector. */
  readonly config?: (root: string) => Readonly<Record<string, object>>;
  /** Differences from Debian's node_exporter 1.5.0 that are wanted. */
  readonly differs?: Accepted;
  /** Of a family's values on a live machine; null for exactly between before and after. */
  readonly tolerance?: (family: string) => Tolerance | null;
}

const FOLDER = join(import.meta.dirname, 'machine');

export async function machineParts(): Promise<MachinePart[]> {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith('.ts'));
  return Promise.all(
    names
      .sort()
      .map(async (name) => ((await import(join(FOLDER, name))) as { default: MachinePart }).default),
  );
}

/** The wanted differences of all parts. */
export function acceptedIn(parts: readonly MachinePart[]): Accepted {
  return Object.fromEntries(parts.flatMap(({ differs = {} }) => Object.entries(differs)));
}

export function buildMachine(root: string, parts: readonly MachinePart[]): void {
  for (const { files = {}, links = {} } of parts) {
    for (const [path, content] of Object.entries(files)) writeFileSync(prepared(root, path), content);
    for (const [path, target] of Object.entries(links)) symlinkSync(target, prepared(root, path));
  }
}

function prepared(root: string, path: string): string {
  const full = join(root, path);
  mkdirSync(dirname(full), { recursive: true });
  return full;
}
