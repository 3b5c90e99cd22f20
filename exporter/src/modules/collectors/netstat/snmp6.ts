import { ModuleError } from '../../../contract/module.ts';
import { LineScanner } from '../../../protocols/line-scanner.ts';
import type { Statistics } from './statistics.ts';

/** Linux 6 has about 100 lines; each type of ICMPv6 message that was seen may add two. */
const MAX_LINES = 2000;

/** The name at the start of a line, as it was last seen. */
export interface KnownKey {
  readonly text: string;
  /** Null when the statistic is not wanted. */
  readonly variable: string | null;
}

/**
 * Shows the wanted statistics of /proc/net/snmp6. Protocol and name are one word: `Ip6InReceives 7`; those of
 * the protocols end with the first 6, and without one it is none of theirs. `known` is kept from reading to reading.
 * @throws ModuleError `malformed_reply`
 */
export function readSnmp6(bytes: Uint8Array, known: KnownKey[], statistics: Statistics): void {
  const scanner = new LineScanner(bytes);
  for (let line = 0; scanner.nextLine(); line += 1) {
    if (line === MAX_LINES)
      throw new ModuleError('malformed_reply', `net/snmp6: more than ${MAX_LINES} lines`);
    const { variable } = readKey(scanner, known, line, statistics);
    if (variable !== null && !scanner.atLineEnd()) statistics.show(variable, scanner.integer());
  }
}

function readKey(scanner: LineScanner, known: KnownKey[], line: number, statistics: Statistics): KnownKey {
  const expected = known[line];
  if (expected !== undefined && scanner.accept(expected.text)) return expected;
  const word = scanner.word();
  const end = word.indexOf('6') + 1;
  // The blank after the word belongs to the text, lest a longer word be taken for it.
  const blank = scanner.accept('\t') ? '\t' : scanner.accept(' ') ? ' ' : null;
  const variable = end > 0 && blank !== null ? statistics.nameOf(word.slice(0, end), word.slice(end)) : null;
  const key = { text: word + (blank ?? ''), variable };
  if (blank !== null && isAscii(word)) known[line] = key;
  return key;
}

/** What is not could not be recognized byte by byte. */
function isAscii(word: string): boolean {
  return !/[^!-~]/.test(word);
}
