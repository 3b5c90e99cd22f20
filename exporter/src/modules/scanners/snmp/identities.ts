/** Whom the neighbours of devices are known as in the inventory. */
import type { Neighbour } from './neighbours.ts';

export interface Identity {
  readonly asset: string;
  readonly name: string | null;
  readonly macs: readonly string[];
  readonly addresses: readonly string[];
}

/** What several have is nobody's: addresses of routers that share one, names that were never changed. */
const SEVERAL = null;
type Index = Map<string, string | typeof SEVERAL>;

export class Identities {
  readonly #macs: Index = new Map();
  readonly #addresses: Index = new Map();
  readonly #names: Index = new Map();

  add({ asset, name, macs, addresses }: Identity): void {
    for (const mac of macs) note(this.#macs, mac, asset);
    for (const address of addresses) note(this.#addresses, address, asset);
    if (name !== null) note(this.#names, plainName(name), asset);
  }

  /** By what is proven best; null when nobody known is meant, or several. */
  find({ macs, addresses, name }: Pick<Neighbour, 'macs' | 'addresses' | 'name'>): string | null {
    const byMac = macs.map((mac) => this.#macs.get(mac));
    const byAddress = addresses.map((address) => this.#addresses.get(address));
    const byName = name === null ? [] : [this.#names.get(plainName(name))];
    return [...byMac, ...byAddress, ...byName].find((asset) => typeof asset === 'string') ?? null;
  }
}

function note(index: Index, key: string, asset: string): void {
  const known = index.get(key);
  index.set(key, known === undefined || known === asset ? asset : SEVERAL);
}

/** Without the domain and the serial number that Cisco adds: `core-1.example.com(FOC1234)`. */
function plainName(name: string): string {
  return (name.toLowerCase().split(/[.(]/)[0] ?? '').trim();
}
