/** Processors, memory and network adapters. */
import { type MemoryErrors, type MemoryModule, readMemoryErrors, readMemoryModule } from '../read/memory.ts';
import {
  type NetworkAdapter,
  type NetworkPort,
  readNetworkAdapter,
  readNetworkPort,
  readPhysicalPorts,
} from '../read/network.ts';
import { pathOf, type Resource } from '../read/resource.ts';
import { type Processor, readProcessor } from '../read/system.ts';
import type { Vendor } from '../read/vendor.ts';
import { MAX_AGE } from './tree.ts';
import type { Walk } from './walk.ts';

/** Nobody takes these out of a machine that runs. */
const LIST = { listAgeMs: MAX_AGE.structure };
/** iLO 4 has these where its root does not say. */
const ILO4 = {
  Processors: '/redfish/v1/Systems/1/Processors/',
  Memory: '/redfish/v1/Systems/1/Memory/',
  NetworkAdapters: '/redfish/v1/Systems/1/NetworkAdapters/',
} as const;

function linkOf(owner: Resource, key: keyof typeof ILO4, vendor: Vendor): unknown {
  return vendor === 'hpe-ilo4' ? { '@odata.id': ILO4[key] } : owner[key];
}

export async function walkProcessors(walk: Walk, system: Resource, vendor: Vendor): Promise<Processor[]> {
  const processors = await walk.members(linkOf(system, 'Processors', vendor), LIST);
  return processors.flatMap((each) => readProcessor(each, vendor === 'hpe-ilo4') ?? []);
}

export interface Memory {
  readonly module: MemoryModule;
  /** Null where the service does not count them, or was not asked. */
  readonly errors: MemoryErrors | null;
}

export async function walkMemory(
  walk: Walk,
  system: Resource,
  { vendor, errors: askForErrors }: { readonly vendor: Vendor; readonly errors: boolean },
): Promise<Memory[]> {
  const modules = await walk.members(linkOf(system, 'Memory', vendor), LIST);
  return walk.each(modules, async (resource) => {
    const module = readMemoryModule(resource, vendor === 'hpe-ilo4');
    if (module === null) return null;
    const metrics = askForErrors ? await walk.followIfThere(resource['Metrics']) : null;
    return { module, errors: metrics && readMemoryErrors(metrics) };
  });
}

export interface Network {
  readonly adapter: NetworkAdapter;
  readonly ports: readonly NetworkPort[];
}

export async function walkNetwork(walk: Walk, chassis: Resource, vendor: Vendor): Promise<Network[]> {
  const adapters = await walk.members(linkOf(chassis, 'NetworkAdapters', vendor), LIST);
  return walk.each(adapters, async (resource) => {
    const adapter = readNetworkAdapter(resource, vendor);
    return { adapter, ports: await portsOf(walk, resource, adapter.id, vendor) };
  });
}

async function portsOf(
  walk: Walk,
  resource: Resource,
  adapter: string,
  vendor: Vendor,
): Promise<NetworkPort[]> {
  if (vendor === 'hpe-ilo4') return readPhysicalPorts(resource);
  const link = pathOf(resource['Ports']) === null ? resource['NetworkPorts'] : resource['Ports'];
  const ports = await walk.members(link, LIST);
  return ports.map((port) => readNetworkPort(port, adapter, vendor));
}
