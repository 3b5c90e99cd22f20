import { ModuleError } from '../../../contract/module.ts';
import { LineScanner } from '../../../protocols/line-scanner.ts';

/** Columns of /proc/net/dev in order, see dev_seq_printf_stats in the kernel. */
export const NET_COLUMNS = [
  'receive_bytes',
  'receive_packets',
  'receive_errs',
  'receive_drop',
  'receive_fifo',
  'receive_frame',
  'receive_compressed',
  'receive_multicast',
  'transmit_bytes',
  'transmit_packets',
  'transmit_errs',
  'transmit_drop',
  'transmit_fifo',
  'transmit_colls',
  'transmit_carrier',
  'transmit_compressed',
] as const;
/** The same columns where they are not to be taken for netlink's, of which some are parts. */
export const DETAILED_NET_COLUMNS = NET_COLUMNS.map((column) =>
  column.replace(/_errs$/, '_errors').replace(/_drop$/, '_dropped'),
);
const HEADER_LINES = 2;

/**
 * Calls `visit` for each device; the array has one value for each of NET_COLUMNS and is valid during the call only.
 * @throws ModuleError `malformed_reply`
 */
export function readNetDev(
  bytes: Uint8Array,
  wanted: (device: string) => boolean,
  visit: (device: string, values: Float64Array) => void,
): void {
  const scanner = new LineScanner(bytes);
  for (let i = 0; i < HEADER_LINES; i += 1) if (!scanner.nextLine()) throw malformed();
  const values = new Float64Array(NET_COLUMNS.length);
  while (scanner.nextLine()) {
    if (scanner.atLineEnd()) continue;
    const device = scanner.wordBeforeLast(':');
    if (device === null || device === '' || device.includes('/')) throw malformed();
    if (!wanted(device)) continue;
    for (let i = 0; i < values.length; i += 1) {
      const value = scanner.number();
      if (Number.isNaN(value)) throw malformed();
      values[i] = value;
    }
    visit(device, values);
  }
}

const malformed = () => new ModuleError('malformed_reply', 'net/dev: not lines of "device: counters"');
