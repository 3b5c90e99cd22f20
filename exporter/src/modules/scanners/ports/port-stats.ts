/** Figures of a scan of ports, for people who look at it as a whole. */
import type { Discovery } from '../../../contract/module.ts';
import type { JsonObject } from '../../../model/json.ts';

export interface PortDetails {
  readonly protocol: string;
  readonly port: number;
  readonly service: string;
  readonly process: string | null;
  /** Connections by state, their sum as `connections`, and the queues; empty when the scan kept none. */
  readonly stats: Readonly<Record<string, number>>;
}

export interface PortStats {
  readonly total_ports: number;
  /** Ports with most connections first. */
  readonly top_ports: readonly PortDetails[];
}

export function portStats(discovery: Discovery, top = 10): PortStats {
  const ports = allPorts(discovery);
  const byConnections = [...ports].sort((a, b) => connectionsOf(b) - connectionsOf(a) || a.port - b.port);
  return { total_ports: ports.length, top_ports: byConnections.slice(0, top) };
}

/** TCP before UDP where both have the port; null when nothing listens there. */
export function portDetails(discovery: Discovery, port: number): PortDetails | null {
  return allPorts(discovery).find((each) => each.port === port) ?? null;
}

function allPorts({ assets }: Discovery): PortDetails[] {
  return assets.flatMap(({ attributes }) => {
    const { protocol, port, service, process, stats } = attributes;
    if (typeof protocol !== 'string' || typeof port !== 'number') return [];
    return {
      protocol,
      port,
      service: typeof service === 'string' ? service : 'unknown',
      process: typeof process === 'string' ? process : null,
      stats: isObject(stats) ? numbersOf(stats) : {},
    };
  });
}

function connectionsOf({ stats }: PortDetails): number {
  return stats['connections'] ?? 0;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function numbersOf(object: JsonObject): Record<string, number> {
  return Object.fromEntries(
    Object.entries(object).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
  );
}
