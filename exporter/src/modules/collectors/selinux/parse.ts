import { ModuleError } from '../../../contract/module.ts';
import { LineScanner } from '../../../protocols/line-scanner.ts';

/** The access vector cache, in the order of the columns of avc/cache_stats. */
export interface CacheStats {
  lookups: number;
  hits: number;
  misses: number;
  allocations: number;
  reclaims: number;
  frees: number;
}

/**
 * avc/cache_stats: a head line and one line for each CPU, added up.
 * @throws ModuleError `malformed_reply`.
 */
export function parseCacheStats(bytes: Uint8Array): CacheStats {
  const scanner = new LineScanner(bytes);
  const sum: CacheStats = { lookups: 0, hits: 0, misses: 0, allocations: 0, reclaims: 0, frees: 0 };
  scanner.nextLine();
  while (scanner.nextLine()) {
    sum.lookups += scanner.number();
    sum.hits += scanner.number();
    sum.misses += scanner.number();
    sum.allocations += scanner.number();
    sum.reclaims += scanner.number();
    sum.frees += scanner.number();
    if (Number.isNaN(sum.frees) || !scanner.atLineEnd()) throw malformed('cache_stats');
  }
  if (Object.values(sum).some(Number.isNaN)) throw malformed('cache_stats');
  return sum;
}

export interface HashStats {
  readonly entries: number;
  readonly bucketsUsed: number;
  readonly bucketsAvailable: number;
  readonly longestChain: number;
}

/**
 * avc/hash_stats: `entries: 503`, `buckets used: 283/512`, `longest chain: 7`.
 * @throws ModuleError `malformed_reply`.
 */
export function parseHashStats(text: string): HashStats {
  const match =
    /^entries: (\d{1,20})\nbuckets used: (\d{1,20})\/(\d{1,20})\nlongest chain: (\d{1,20})\s*$/.exec(text);
  if (!match) throw malformed('hash_stats');
  const [entries, bucketsUsed, bucketsAvailable, longestChain] = match.slice(1).map(Number);
  return { entries, bucketsUsed, bucketsAvailable, longestChain } as HashStats;
}

/** What selinuxfs and node_exporter say for the modes. */
const MODES: Readonly<Record<string, number>> = { enforcing: 1, permissive: 0 };
const NO_MODE = -1;

/** The mode of `/etc/selinux/config`; -1 for disabled, and for a file that does not tell. */
export function parseConfigMode(text: string): number {
  for (const line of text.split('\n')) {
    const match = /^SELINUX=(.*)$/.exec(line.trim());
    if (match) return MODES[(match[1] ?? '').replace(/^"+|"+$/g, '')] ?? NO_MODE;
  }
  return NO_MODE;
}

/** The mode of selinuxfs' `enforce`; -1 when it is none. */
export function parseCurrentMode(text: string): number {
  return /^\d{1,3}\s*$/.test(text) ? Number(text) : NO_MODE;
}

const malformed = (file: string) =>
  new ModuleError('malformed_reply', `selinux/avc/${file}: not its numbers`);
