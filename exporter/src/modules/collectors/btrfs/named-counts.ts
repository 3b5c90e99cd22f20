import { ModuleError } from '../../../contract/module.ts';
import { LineScanner } from '../../../protocols/line-scanner.ts';

/**
 * Lines of `name count`, as in commit_stats and error_stats; names that are not in `names` are passed over.
 * @throws ModuleError `malformed_reply` when a count is no number.
 */
export function readNamedCounts<N extends string>(bytes: Uint8Array, names: readonly N[]): Map<N, number> {
  const scanner = new LineScanner(bytes);
  const counts = new Map<N, number>();
  while (scanner.nextLine()) {
    const word = scanner.word();
    const name = names.find((each) => each === word);
    if (name === undefined) continue;
    const count = scanner.number();
    if (Number.isNaN(count)) throw new ModuleError('malformed_reply', `${name}: no count`);
    counts.set(name, count);
  }
  return counts;
}
