import { ModuleError } from '../../../contract/module.ts';
import { LineScanner } from '../../../protocols/line-scanner.ts';

/** In bytes. */
export interface QueueSums {
  readonly transmit: number;
  readonly receive: number;
}

/** `sl local_address rem_address st` stand before the queues, `tr:tm->when retrnsmt uid` after them. */
const WORDS_BEFORE = 4;
const WORDS_AFTER = 3;

/**
 * The queues of all sockets in /proc/net/udp or udp6: a header, then one line for each.
 * @throws ModuleError `malformed_reply`
 */
export function sumQueues(bytes: Uint8Array, path: string): QueueSums {
  const scanner = new LineScanner(bytes);
  let [transmit, receive] = [0, 0];
  scanner.nextLine();
  while (scanner.nextLine()) {
    const isIndented = scanner.skip(WORDS_BEFORE) === WORDS_BEFORE;
    transmit += scanner.hexBefore(':');
    receive += scanner.hex();
    if (!isIndented || scanner.skip(WORDS_AFTER) < WORDS_AFTER) transmit = NaN;
    if (Number.isNaN(transmit + receive))
      throw new ModuleError('malformed_reply', `${path}: not lines of sockets with their queues`);
  }
  return { transmit, receive };
}
