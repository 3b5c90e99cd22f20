/** Whose trap it is, by the address that it came from: what it says of itself is not proven. */
import type { HostIdentity } from '../../../contract/module.ts';
import type { NetworkAddress } from '../../../contract/ports.ts';
import { plainAddress } from '../../../protocols/plain-address.ts';
import { deviceId } from '../../../protocols/snmp/device-id.ts';
import type { SnmpTargetSettings } from '../../../protocols/snmp/settings.ts';
import { parseTarget } from '../../../protocols/snmp/target.ts';

export interface Device {
  readonly asset: string;
  /** What people call it. */
  readonly name: string;
}

const LOOPBACK = /^(?:127\.|::1$)/;

export function deviceFinder(
  host: HostIdentity,
  ownAddresses: () => readonly Pick<NetworkAddress, 'address'>[],
  targets: readonly Pick<SnmpTargetSettings, 'name' | 'address'>[],
): (address: string) => Device {
  const names = new Map(targets.map(({ name, address }) => [plainAddress(parseTarget(address).host), name]));
  const isOwn = (address: string) =>
    LOOPBACK.test(address) || ownAddresses().some((own) => plainAddress(own.address) === address);
  return (address) => {
    if (isOwn(address)) return host;
    return { asset: deviceId(address), name: names.get(address) ?? address };
  };
}
