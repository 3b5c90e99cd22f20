import type { FileTree, NetworkAddress } from '../../../contract/ports.ts';
import type { JsonObject } from '../../../model/json.ts';
import { integerOf, valueOf } from './kernel-text.ts';

/** A host of containers or a router has hundreds; those tell no more of what it is. */
const MAX_ADDRESSES = 8;

/** Interfaces by name, but those that `ignored` matches. */
export function readInterfaces(
  sysfs: FileTree,
  addresses: readonly NetworkAddress[],
  ignored: RegExp | null,
): JsonObject[] {
  const names = sysfs.exists('class/net') ? sysfs.list('class/net') : addresses.map((each) => each.interface);
  return [...new Set(names)]
    .filter((name) => !ignored?.test(name) && name !== 'bonding_masters')
    .sort()
    .map((name) =>
      describe(
        sysfs,
        name,
        addresses.filter((each) => each.interface === name),
      ),
    );
}

function describe(sysfs: FileTree, name: string, addresses: readonly NetworkAddress[]): JsonObject {
  const folder = `class/net/${name}`;
  return {
    name,
    mac: valueOf(sysfs, `${folder}/address`) ?? addresses[0]?.mac ?? null,
    state: valueOf(sysfs, `${folder}/operstate`),
    // Reading it fails while the link is down, and virtual interfaces have none or -1.
    speedMbps: integerOf(sysfs, `${folder}/speed`),
    mtu: integerOf(sysfs, `${folder}/mtu`),
    addresses: addresses
      .map(({ cidr, address }) => cidr ?? address)
      .sort()
      .slice(0, MAX_ADDRESSES),
  };
}
