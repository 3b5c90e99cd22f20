/** Which hosts may be asked: addresses, networks and names; `!` before one refuses what it covers. */
import { BlockList, isIP } from 'node:net';
import type { AllowedHosts, AllowLists } from '../contract/ports.ts';
import { plainAddress } from '../protocols/plain-address.ts';

/** Private and unique local addresses and this machine; of the metadata services of clouds, EC2's lies among them. */
export const PRIVATE_ADDRESSES: readonly string[] = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '127.0.0.0/8',
  '::1/128',
  'fc00::/7',
  '!fd00:ec2::/32',
];

/** What a name or a pattern does not open: link-local (metadata services), unspecified, multicast, broadcast. */
const BY_ADDRESS_ONLY = [
  '169.254.0.0/16',
  '0.0.0.0/8',
  '224.0.0.0/4',
  '240.0.0.0/4',
  'fe80::/10',
  '::/128',
  'ff00::/8',
  'fd00:ec2::/32',
];

interface Network {
  readonly address: string;
  readonly prefix: number;
  readonly family: 'ipv4' | 'ipv6';
}

type Entry = { readonly refuses: boolean } & (
  { readonly network: Network } | { readonly name: string } | { readonly fault: string }
);

const NAME = /^[a-z0-9*?]([a-z0-9_.*?-]*[a-z0-9*?.])?$/i;

/** Whether it is an address of version 4 or 6, and not a name. */
export const isAddress = (text: string): boolean => isIP(text) !== 0;

/** What is wrong with an entry; null when nothing is. */
export function faultOfEntry(text: string): string | null {
  const entry = parseEntry(text);
  return 'fault' in entry ? entry.fault : null;
}

export const allowLists: AllowLists = { of: (entries) => new AllowList(entries) };

export class AllowList implements AllowedHosts {
  readonly #allowed = new Networks();
  readonly #refused = new Networks();
  readonly #byAddressOnly = new Networks(BY_ADDRESS_ONLY);
  readonly #names: string[] = [];
  readonly #refusedNames: string[] = [];

  /** Entries with a fault are for the one who reads the configuration to refuse: here they match nothing. */
  constructor(entries: readonly string[]) {
    for (const entry of entries.map(parseEntry)) {
      if ('network' in entry) (entry.refuses ? this.#refused : this.#allowed).add(entry.network);
      else if ('name' in entry) (entry.refuses ? this.#refusedNames : this.#names).push(entry.name);
    }
  }

  choose(host: string, addresses: readonly string[]): string | null {
    const name = host.toLowerCase().replace(/\.$/, '');
    if (this.#refusedNames.some((pattern) => matches(pattern, name))) return null;
    const named = this.#names.some((pattern) => matches(pattern, name));
    return addresses.find((address) => this.#admits(address, named)) ?? null;
  }

  #admits(address: string, named: boolean): boolean {
    const plain = plainAddress(address).replace(/%.*$/, '');
    if (this.#refused.have(plain)) return false;
    return this.#allowed.have(plain) || (named && !this.#byAddressOnly.have(plain));
  }
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 4 ? 'ipv4' : 'ipv6';
}

function parseEntry(text: string): Entry {
  const refuses = text.startsWith('!');
  const body = refuses ? text.slice(1) : text;
  const [address = '', prefix, ...more] = body.split('/');
  const version = isIP(address);
  if (version !== 0 && more.length === 0 && !address.includes('%')) {
    const bits = version === 4 ? 32 : 128;
    const length = prefix === undefined ? bits : /^\d{1,3}$/.test(prefix) ? Number(prefix) : NaN;
    if (!(length <= bits)) return { refuses, fault: `the prefix of ${address} is a number up to ${bits}` };
    return { refuses, network: { address, prefix: length, family: familyOf(address) } };
  }
  if (body.length > 253 || !NAME.test(body) || looksLikeAddress(body))
    return { refuses, fault: 'expected an address, a network such as 10.0.0.0/8, or a name such as *.lan' };
  return { refuses, name: body.toLowerCase() };
}

/** `10.0.0.300` is a mistake and no name; `10.1.*` is a pattern. */
function looksLikeAddress(text: string): boolean {
  return /^[\d.]+$/.test(text);
}

/** `*` is any text, `?` any character; in steps of at most the product of both lengths. */
function matches(pattern: string, text: string): boolean {
  let at = 0;
  let star = -1;
  let resumed = 0;
  for (let i = 0; i < text.length;) {
    if (pattern[at] === '*') {
      star = at++;
      resumed = i;
    } else if (pattern[at] === '?' || pattern[at] === text[i]) {
      at += 1;
      i += 1;
    } else if (star >= 0) {
      at = star + 1;
      i = ++resumed;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(at));
}

/** A list for each family: to Node, `::/0` has all addresses of IPv4 too. */
class Networks {
  readonly #lists = { ipv4: new BlockList(), ipv6: new BlockList() };

  constructor(networks: readonly string[] = []) {
    for (const entry of networks.map(parseEntry)) if ('network' in entry) this.add(entry.network);
  }

  add({ address, prefix, family }: Network): void {
    this.#lists[family].addSubnet(address, prefix, family);
  }

  have(address: string): boolean {
    const family = familyOf(address);
    return this.#lists[family].check(address, family);
  }
}
