/** A device as an asset of the inventory. */
import type { AssetDraft } from '../../../model/asset.ts';
import type { Json, JsonObject } from '../../../model/json.ts';
import { KIND_OF } from './device-type.ts';
import type { Identities } from './identities.ts';
import type { DeviceInterface } from './interfaces.ts';
import type { Neighbour } from './neighbours.ts';
import type { DeviceFacts } from './read-device.ts';

export interface FoundDevice {
  readonly asset: string;
  /** As the configuration has it; null for those that were found in a range. */
  readonly configuredName: string | null;
  /** Name or address that it was asked at. */
  readonly host: string;
  readonly port: number;
  /** Name of the auth that it answers to. */
  readonly auth: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly facts: DeviceFacts;
}

/** Together they stay within the bound on attributes, with room for the rest. */
const MAX_INTERFACE_BYTES = 36 * 1024;
const MAX_NEIGHBOUR_BYTES = 12 * 1024;
const MAX_ADDRESSES = 64;
const MAX_RELATIONS = 500;
const MAX_NAME = 256;

export function assetOf(device: FoundDevice, identities: Identities): AssetDraft {
  const { asset, configuredName, host, port, auth, facts } = device;
  const neighbours = facts.neighbours.map((neighbour) => ({ neighbour, asset: identities.find(neighbour) }));
  const linked = neighbours.flatMap((each) =>
    each.asset === null || each.asset === asset ? [] : [each.asset],
  );
  const shownInterfaces = withinBytes(
    [...facts.interfaces].sort(byInterest),
    interfaceJson,
    MAX_INTERFACE_BYTES,
  );
  const attributes = {
    type: facts.type,
    address: host,
    addresses: addressesOf(device).slice(0, MAX_ADDRESSES),
    vendor: facts.vendor,
    model: facts.model,
    serial: facts.serial,
    firmware: facts.firmware,
    description: facts.description,
    location: facts.location,
    contact: facts.contact,
    sysName: facts.name,
    objectId: facts.objectId,
    snmp: { auth, port },
    chassis: facts.chassis.length > 1 ? facts.chassis.map((each) => ({ ...each })) : null,
    interfaceCount: facts.interfaces.length,
    interfaces: shownInterfaces.sort((a, b) => Number(a['index']) - Number(b['index'])),
    neighbours: withinBytes(neighbours, neighbourJson, MAX_NEIGHBOUR_BYTES),
    stats: facts.uptimeSeconds === null ? null : { uptimeSeconds: facts.uptimeSeconds },
  };
  return {
    id: asset,
    kind: KIND_OF[facts.type],
    name: (configuredName ?? facts.name ?? host).slice(0, MAX_NAME),
    labels: {
      type: facts.type,
      ...(facts.vendor === null ? {} : { vendor: facts.vendor }),
      ...device.labels,
    },
    attributes: present(attributes),
    relations: [...new Set(linked)]
      .sort()
      .slice(0, MAX_RELATIONS)
      .map((target) => ({ type: 'connects-to' as const, target })),
  };
}

/** That it was asked at, and those of its interfaces that others may know it by. */
export function addressesOf({ host, facts }: FoundDevice): string[] {
  const ofInterfaces = facts.interfaces.flatMap(({ addresses }) => addresses);
  return [...new Set([host, ...ofInterfaces.filter((address) => !LOCAL_ONLY.test(address))])];
}

/** Loopback and link-local ones: each device has the same. */
const LOCAL_ONLY = /^(?:127\.|169\.254\.|::1$|fe80:)/;

/** Those with addresses first, then those that are up. */
function byInterest(a: DeviceInterface, b: DeviceInterface): number {
  const rank = ({ addresses, status }: DeviceInterface) =>
    addresses.length > 0 ? 0 : status === 'up' ? 1 : 2;
  return rank(a) - rank(b) || a.index - b.index;
}

function interfaceJson({ type, addresses, ...rest }: DeviceInterface): JsonObject {
  return present({
    ...rest,
    type,
    addresses: addresses.length === 0 ? null : addresses.slice(0, MAX_ADDRESSES),
  });
}

function neighbourJson({
  neighbour,
  asset,
}: {
  readonly neighbour: Neighbour;
  readonly asset: string | null;
}): JsonObject {
  const { macs, addresses, ...rest } = neighbour;
  return present({
    ...rest,
    mac: macs[0] ?? null,
    address: addresses[0] ?? null,
    asset,
  });
}

/** As many as fit. */
function withinBytes<T>(
  items: readonly T[],
  toJson: (item: T) => JsonObject,
  maxBytes: number,
): JsonObject[] {
  const kept: JsonObject[] = [];
  let bytes = 0;
  for (const item of items) {
    const json = toJson(item);
    bytes += JSON.stringify(json).length + 1;
    if (bytes > maxBytes) break;
    kept.push(json);
  }
  return kept;
}

function present(attributes: Readonly<Record<string, Json>>): JsonObject {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== null));
}
