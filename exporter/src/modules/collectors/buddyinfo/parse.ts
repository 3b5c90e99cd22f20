import { ModuleError } from '../../../contract/module.ts';
import { LineScanner } from '../../../protocols/line-scanner.ts';

/** MAX_ORDER of the kernel is 11; on arm64 up to 14. */
const MAX_SIZES = 64;

/**
 * Calls `visit` for each count of /proc/buddyinfo: `Node 0, zone   Normal   4381   1093 …`, of which the n-th is that
 * of the free blocks of 2^n pages.
 * @throws ModuleError `malformed_reply` when a line is another, or has more or fewer counts than the one before.
 */
export function readBuddyinfo(
  bytes: Uint8Array,
  visit: (node: string, zone: string, size: number, blocks: number) => void,
): void {
  const scanner = new LineScanner(bytes);
  const seen = new Set<string>();
  let sizes: number | null = null;
  while (scanner.nextLine()) {
    const [, node, , zone] = [scanner.word(), scanner.word(), scanner.word(), scanner.word()];
    const place = `${withoutComma(node)} ${withoutComma(zone)}`;
    if (zone === '' || seen.has(place)) throw malformed();
    seen.add(place);
    let size = 0;
    for (; size < MAX_SIZES && !scanner.atLineEnd(); size += 1) {
      const blocks = scanner.number();
      if (Number.isNaN(blocks)) throw malformed();
      visit(withoutComma(node), withoutComma(zone), size, blocks);
    }
    sizes ??= size;
    if (size !== sizes) throw malformed();
  }
}

const withoutComma = (word: string) => (word.endsWith(',') ? word.slice(0, -1) : word);

const malformed = () => new ModuleError('malformed_reply', 'buddyinfo: not counts of free blocks by zone');
