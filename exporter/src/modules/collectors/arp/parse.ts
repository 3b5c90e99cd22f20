import { ModuleError } from '../../../contract/module.ts';
import { LineScanner } from '../../../protocols/line-scanner.ts';

/** ATF_PUBL in linux/if_arp.h: set on the entries of a proxy, which arp_seq_show lists after the neighbours. */
const PUBLISHED = 0x08;

/**
 * Entries of /proc/net/arp by device. As in a netlink dump without NUD_NOARP, there are none that need no ARP.
 *
 *     IP address       HW type     Flags       HW address            Mask     Device
 *     192.0.2.1        0x1         0x2         02:00:5e:10:00:05     *        eth0
 *
 * @throws ModuleError `malformed_reply`
 */
export function countEntries(bytes: Uint8Array, withProxies: boolean): Map<string, number> {
  const scanner = new LineScanner(bytes);
  const counts = new Map<string, number>();
  while (scanner.nextLine()) {
    if (scanner.accept('IP ') || scanner.atLineEnd()) continue;
    const isWhole = scanner.skip(2) === 2;
    const flags = hexAfterPrefix(scanner);
    const hasAddressAndMask = scanner.skip(2) === 2;
    const device = scanner.word();
    if (!isWhole || Number.isNaN(flags) || !hasAddressAndMask || device === '' || !scanner.atLineEnd())
      throw new ModuleError('malformed_reply', 'net/arp: not six columns');
    if (!withProxies && (flags & PUBLISHED) !== 0) continue;
    counts.set(device, (counts.get(device) ?? 0) + 1);
  }
  return counts;
}

function hexAfterPrefix(scanner: LineScanner): number {
  scanner.atLineEnd(); // goes to the word
  return scanner.accept('0x') ? scanner.hex() : NaN;
}
