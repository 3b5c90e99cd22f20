import {
  lastPart,
  list,
  number,
  pathOf,
  positive,
  type Resource,
  type Status,
  statusOf,
  text,
} from './resource.ts';
import type { Vendor } from './vendor.ts';

export interface NetworkAdapter {
  readonly id: string;
  readonly manufacturer: string;
  readonly model: string;
  readonly serial: string;
  readonly status: Status;
}

export interface NetworkPort {
  readonly id: string;
  readonly health: string;
  /** Empty when the service does not say. */
  readonly linkStatus: string;
  readonly maxMbps: number | null;
  readonly currentMbps: number | null;
}

export function readNetworkAdapter(resource: Resource, vendor: Vendor): NetworkAdapter {
  const model = text(resource['Model']);
  return {
    id: text(resource['Id']),
    manufacturer: text(resource['Manufacturer']),
    model: model === '' && vendor === 'hpe-ilo4' ? text(resource['Name']) : model,
    serial: text(resource['SerialNumber']),
    status: statusOf(resource),
  };
}

export function readNetworkPort(resource: Resource, adapter: string, vendor: Vendor): NetworkPort {
  const gbps = positive(resource['MaxSpeedGbps']);
  return {
    id: portId(resource, adapter, vendor),
    health: statusOf(resource).health,
    linkStatus: text(resource['LinkStatus']),
    maxMbps: gbps === null ? null : gbps * 1000,
    currentMbps: currentMbps(resource),
  };
}

/** Ports of Dell may have the id of their adapter; their paths differ. */
function portId(resource: Resource, adapter: string, vendor: Vendor): string {
  const id = text(resource['Id']);
  return vendor === 'dell' && id === adapter ? lastPart(pathOf(resource) ?? id) : id;
}

function currentMbps(resource: Resource): number | null {
  const gbps = positive(resource['CurrentSpeedGbps']);
  return (
    positive(resource['CurrentLinkSpeedMbps']) ??
    (gbps === null ? null : gbps * 1000) ??
    positive(list(resource['SupportedLinkCapabilities'])[0]?.['LinkSpeedMbps']) ??
    number(resource['CurrentLinkSpeedMbps']) ??
    number(resource['CurrentSpeedGbps'])
  );
}

/** iLO 4 has the ports within the adapter, without names. */
export function readPhysicalPorts(adapter: Resource): NetworkPort[] {
  return list(adapter['PhysicalPorts']).map((port, i) => ({
    id: String(i),
    health: '',
    linkStatus: '',
    maxMbps: null,
    currentMbps: number(port['SpeedMbps']),
  }));
}
