import type { NetworkAddress } from '../../../contract/ports.ts';

export interface AddressInfo {
  readonly device: string;
  readonly address: string;
  /** Length of the network prefix. */
  readonly netmask: string;
  readonly scope: string;
}

/** Each address once. */
export function addressInfos(addresses: readonly NetworkAddress[]): AddressInfo[] {
  const infos = new Map<string, AddressInfo>();
  for (const { interface: device, address, family, cidr } of addresses) {
    const netmask = cidr === null ? '' : cidr.slice(cidr.lastIndexOf('/') + 1);
    infos.set(`${device} ${address}/${netmask}`, {
      device,
      address,
      netmask,
      scope: scopeOf(address, family),
    });
  }
  return [...infos.values()];
}

/** As Go's net.IP tells scopes apart: loopback counts as link-local, all other unicast as global. */
export function scopeOf(address: string, family: 4 | 6): string {
  return family === 4 ? scopeOf4(address) : scopeOf6(address.toLowerCase());
}

function scopeOf4(address: string): string {
  const [a = 0, b = 0, c = 0] = address.split('.').map(Number);
  if (a === 127 || (a === 169 && b === 254) || (a === 224 && b === 0 && c === 0)) return 'link-local';
  return address === '0.0.0.0' || address === '255.255.255.255' || (a >= 224 && a <= 239) ? '' : 'global';
}

function scopeOf6(address: string): string {
  if (address === '::') return '';
  if (address === '::1') return 'link-local';
  const head = parseInt(address.split(':')[0] || '0', 16);
  if ((head & 0xffc0) === 0xfe80 || (head & 0xff0f) === 0xff02) return 'link-local';
  if ((head & 0xff0f) === 0xff01) return 'interface-local';
  return (head & 0xff00) === 0xff00 ? '' : 'global';
}
