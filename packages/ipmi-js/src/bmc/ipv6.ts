/** What a LAN channel of the BMC has of IPv6 (IPMI 2.0 revision 1.1, table 23-4, parameters 50 and later). */
import type { CommandChannel, SendOptions } from '../command.ts';
import { ReplyBytes } from '../reply-bytes.ts';
import { getLanParameter, PRESENT_CHANNEL } from './lan.ts';

const PARAMETER = {
  enables: 51,
  status: 55,
  staticAddress: 56,
  dynamicAddress: 59,
  routerControl: 64,
  staticRouters: [65, 69],
  dynamicRouterCount: 73,
  dynamicRouter: 74,
} as const;
const MODES = ['off', 'only', 'beside_ipv4'] as const;
const SOURCES = ['static', 'slaac', 'dhcp'] as const;
const STATES = ['active', 'disabled', 'pending', 'failed', 'deprecated', 'invalid'] as const;
/** Of each kind: BMCs have some, and the reply has room to claim 255. */
const MAX_ADDRESSES = 16;
const ADDRESS_BYTES = 16;
const NONE = '::';

export interface Ipv6Address {
  /** In the short form of RFC 5952. */
  readonly address: string;
  readonly prefixLength: number;
  readonly source: (typeof SOURCES)[number] | 'other';
  readonly state: (typeof STATES)[number] | 'other';
}

export interface Ipv6Configuration {
  readonly mode: (typeof MODES)[number] | 'other';
  /** Those that are set, whatever their state. */
  readonly addresses: readonly Ipv6Address[];
  readonly routers: readonly string[];
}

/**
 * Null when the BMC knows nothing of IPv6.
 * @param lanChannel the one the request comes in by when left out
 */
export async function getIpv6Configuration(
  channel: CommandChannel,
  lanChannel: number = PRESENT_CHANNEL,
  options?: SendOptions,
): Promise<Ipv6Configuration | null> {
  const read: Read = (parameter, set = 0) =>
    getLanParameter(channel, lanChannel, parameter, { ...options, set });
  const enables = await read(PARAMETER.enables);
  if (enables === null) return null;
  const mode = MODES[new ReplyBytes(enables, 'IPv6 enables').u8(0)] ?? 'other';
  if (mode === 'off') return { mode, addresses: [], routers: [] };
  return { mode, addresses: await addressesOf(read), routers: await routersOf(read) };
}

type Read = (parameter: number, set?: number) => Promise<Uint8Array | null>;

async function addressesOf(read: Read): Promise<Ipv6Address[]> {
  const status = await read(PARAMETER.status);
  if (status === null) return [];
  const [statics, dynamics] = new ReplyBytes(status, 'IPv6 status').slice(0, 2);
  const ofStatic = await several(read, PARAMETER.staticAddress, statics);
  const ofDynamic = await several(read, PARAMETER.dynamicAddress, dynamics);
  return [
    ...ofStatic.flatMap((data) => (isEnabled(data) ? addressOf(data) : [])),
    ...ofDynamic.flatMap(addressOf),
  ];
}

/** Set selector, source (with "enabled" of static ones in the highest bit), address, prefix, state. */
function addressOf(data: Uint8Array): Ipv6Address[] {
  const reply = new ReplyBytes(data, 'IPv6 address').atLeast(20);
  const address = ipv6Text(reply.slice(2, 2 + ADDRESS_BYTES));
  if (address === NONE) return [];
  const source = SOURCES[reply.u8(1) & 0x0f] ?? 'other';
  const state = STATES[reply.u8(19) & 0x0f] ?? 'other';
  return [{ address, prefixLength: reply.u8(18), source, state }];
}

function isEnabled(data: Uint8Array): boolean {
  return new ReplyBytes(data, 'IPv6 address').bit(1, 7);
}

async function routersOf(read: Read): Promise<string[]> {
  const control = await read(PARAMETER.routerControl);
  const fixed = control !== null && new ReplyBytes(control, 'IPv6 router control').bit(0, 0);
  const ofStatic = fixed
    ? await Promise.all(PARAMETER.staticRouters.map((parameter) => read(parameter)))
    : [];
  const count = await read(PARAMETER.dynamicRouterCount);
  const ofDynamic = count === null ? [] : await several(read, PARAMETER.dynamicRouter, count[0]);
  const routers = [
    ...ofStatic.flatMap((data) => (data === null ? [] : textAt(data, 0))),
    ...ofDynamic.flatMap((data) => textAt(data, 1)),
  ];
  return [...new Set(routers)].filter((router) => router !== NONE);
}

/** The sets from 0 on, until the BMC has no more of them. */
async function several(read: Read, parameter: number, count = 0): Promise<Uint8Array[]> {
  const found: Uint8Array[] = [];
  for (let set = 0; set < Math.min(count, MAX_ADDRESSES); set += 1) {
    const data = await read(parameter, set);
    if (data === null) break;
    found.push(data);
  }
  return found;
}

const textAt = (data: Uint8Array, at: number) =>
  ipv6Text(new ReplyBytes(data, 'IPv6 router').slice(at, at + ADDRESS_BYTES));

/** The URL parser shortens as RFC 5952 wants it. */
function ipv6Text(bytes: Uint8Array): string {
  const groups = Array.from({ length: 8 }, (_, at) =>
    (((bytes[2 * at] ?? 0) << 8) | (bytes[2 * at + 1] ?? 0)).toString(16),
  );
  return new URL(`http://[${groups.join(':')}]/`).hostname.slice(1, -1);
}
