/** The files that stand for nl80211 in tests: what Go's encoding/json makes of its structs, keys in any case. */
import { z } from 'zod';
import { ModuleError } from '../../../contract/module.ts';

/** Of each kind, far more than a device has. */
const MAX_ITEMS = 10_000;
const count = z.number().default(0);
/** Base64 of its bytes. */
const hardwareAddr = z.base64().default('').transform(formatHardwareAddress);

const Interface = z.object({
  name: z
    .string()
    .regex(/^[^/]*$/)
    .default(''),
  /** MHz. */
  frequency: count,
});
export type Interface = z.output<typeof Interface>;

const Bss = z.object({ ssid: z.string().default(''), bssid: hardwareAddr, status: count });

const Station = z
  .object({
    hardwareaddr: hardwareAddr,
    /** Nanoseconds, as `inactive`. */
    connected: count,
    inactive: count,
    receivedbytes: count,
    transmittedbytes: count,
    receivedpackets: count,
    transmittedpackets: count,
    receivebitrate: count,
    transmitbitrate: count,
    signal: count,
    transmitretries: count,
    transmitfailed: count,
    beaconloss: count,
  })
  .transform((station) => ({
    hardwareAddr: station.hardwareaddr,
    connected: station.connected,
    inactive: station.inactive,
    receivedBytes: station.receivedbytes,
    transmittedBytes: station.transmittedbytes,
    receivedPackets: station.receivedpackets,
    transmittedPackets: station.transmittedpackets,
    receiveBitrate: station.receivebitrate,
    transmitBitrate: station.transmitbitrate,
    signal: station.signal,
    transmitRetries: station.transmitretries,
    transmitFailed: station.transmitfailed,
    beaconLoss: station.beaconloss,
  }));

/** Those with a name, each once: some virtual devices have none. */
export function parseInterfaces(bytes: Buffer): Interface[] {
  const named = parse(z.array(Interface).max(MAX_ITEMS), bytes).filter(({ name }) => name !== '');
  return [...new Map(named.map((each) => [each.name, each])).values()];
}

export function parseBss(bytes: Buffer): z.output<typeof Bss> {
  return parse(Bss, bytes);
}

export function parseStations(bytes: Buffer): z.output<typeof Station>[] {
  const stations = parse(z.array(Station).max(MAX_ITEMS), bytes);
  return [...new Map(stations.map((each) => [each.hardwareAddr, each])).values()];
}

/** Numbers of the Go package wifi: authenticated, associated, not associated, joined an independent BSS. */
export function modeOf(status: number): string {
  if (status === 0 || status === 1) return 'client';
  return status === 3 ? 'ad-hoc' : 'unknown';
}

function parse<T>(schema: z.ZodType<T>, bytes: Buffer): T {
  try {
    return schema.parse(JSON.parse(bytes.toString('utf8'), lowerCaseKeys));
  } catch (error) {
    throw new ModuleError('malformed_reply', `wifi fixtures: ${String(error)}`, { cause: error });
  }
}

function lowerCaseKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key.toLowerCase(), each as unknown]));
}

function formatHardwareAddress(base64: string): string {
  return [...Buffer.from(base64, 'base64')].map((octet) => octet.toString(16).padStart(2, '0')).join(':');
}
