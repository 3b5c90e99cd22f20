/** Which asset a device is, so that whatever is known of it meets there. */
import { plainAddress } from '../plain-address.ts';
import { deviceId } from './device-id.ts';
import type { SnmpTargetSettings } from './settings.ts';
import { parseTarget } from './target.ts';

export interface Device {
  readonly asset: string;
  /** What people call it. */
  readonly name: string;
}

type NamedTarget = Pick<SnmpTargetSettings, 'name' | 'address' | 'asset'>;

const LOOPBACK = /^(?:127\.|::1$|localhost$)/;

export class Devices {
  readonly #host: Device;
  readonly #ownAddresses: () => readonly { readonly address: string }[];
  readonly #targets: ReadonlyMap<string, NamedTarget>;

  /** `host` is this machine; `ownAddresses` are asked for each time, for they come and go. */
  constructor(
    host: Device,
    ownAddresses: () => readonly { readonly address: string }[],
    targets: readonly NamedTarget[],
  ) {
    this.#host = host;
    this.#ownAddresses = ownAddresses;
    this.#targets = new Map(targets.map((target) => [hostOf(target), target]));
  }

  /** Whose address it is, as far as it is known: what a device says of itself is not proven. */
  at(address: string): Device {
    const plain = plainAddress(address);
    const target = this.#targets.get(plain);
    if (target?.asset !== undefined) return this.ofTarget(target);
    if (this.isOwn(plain)) return this.#host;
    return { asset: deviceId(plain), name: target?.name ?? address };
  }

  /** Of two targets at one address, each may have an asset of its own. */
  ofTarget(target: NamedTarget): Device {
    const { name, asset } = target;
    if (asset !== undefined) return { asset, name };
    const address = hostOf(target);
    return this.isOwn(address) ? this.#host : { asset: deviceId(address), name };
  }

  isOwn(address: string): boolean {
    const plain = plainAddress(address);
    return LOOPBACK.test(plain) || this.#ownAddresses().some((own) => plainAddress(own.address) === plain);
  }
}

/** Name or address. */
const hostOf = ({ address }: Pick<NamedTarget, 'address'>) => plainAddress(parseTarget(address).host);
