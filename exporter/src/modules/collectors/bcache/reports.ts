/** The files of bcache that hold several values: lines of `name: value`. */
import { ModuleError } from '../../../contract/module.ts';
import { LineScanner } from '../../../protocols/line-scanner.ts';
import { parseHprint, parseSignedHprint } from './hprint.ts';

/** Writeback of a backing device: bytes, and bytes per second. */
export interface WritebackRate {
  readonly rate: number;
  readonly target: number;
  readonly proportional: number;
  readonly integral: number;
  readonly change: number;
}

/** Shares of the cache. */
export interface PriorityStats {
  readonly unusedPercent: number;
  readonly metadataPercent: number;
}

/** Content of writeback_rate_debug; what it lacks is 0. */
export function parseWritebackRate(bytes: Uint8Array): WritebackRate {
  const values = lastWords(bytes);
  const value = (name: string) => (values.get(name) ?? '0').replace(/\/sec$/, '');
  return {
    rate: parseHprint(value('rate:')),
    target: parseHprint(value('target:')),
    proportional: parseSignedHprint(value('proportional:')),
    integral: parseSignedHprint(value('integral:')),
    change: parseSignedHprint(value('change:')),
  };
}

/** Content of priority_stats; what it lacks is 0. */
export function parsePriorityStats(bytes: Uint8Array): PriorityStats {
  const values = lastWords(bytes);
  const percent = (name: string) => {
    const text = (values.get(name) ?? '0').replace(/%$/, '');
    if (!/^\d{1,3}$/.test(text)) throw new ModuleError('malformed_reply', `priority_stats: ${name} no share`);
    return Number(text);
  };
  return { unusedPercent: percent('Unused:'), metadataPercent: percent('Metadata:') };
}

function lastWords(bytes: Uint8Array): Map<string, string> {
  const scanner = new LineScanner(bytes);
  const values = new Map<string, string>();
  while (scanner.nextLine()) {
    const name = scanner.word();
    values.set(name, scanner.rest().split(/[ \t]/).at(-1) ?? '');
  }
  return values;
}
