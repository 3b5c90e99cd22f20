/** In which logs a service keeps what happens to the hardware of its machine. */
import { pathOf, type Resource, text } from '../read/resource.ts';
import type { Vendor } from '../read/vendor.ts';
import type { Estate } from './discover.ts';
import { vendorLogs } from './log.ts';
import { MAX_AGE } from './tree.ts';
import type { Walk } from './walk.ts';

export interface FoundLog {
  /** As the service calls it: `Sel`, `IML`, … */
  readonly id: string;
  /** Of its entries. */
  readonly path: string;
}

/** Owners of logs, and logs, that are looked at: blade enclosures have some dozens. */
const MAX_OWNERS = 8;
const MAX_SERVICES = 32;
const MAX_LOGS = 8;
/** It becomes part of the keys of events. */
const MAX_PATH = 120;

/** Who has logged in, what the firmware did at start, and files for the vendor's support. */
const OF_OTHER_THINGS =
  /audit|security|^sl$|post ?codes?|dump|crash|journal|host ?logger|console|debug|diagnos|maintenance|advisor/i;
/** The log that a machine keeps of its hardware, the best first. */
const MAIN: readonly RegExp[] = [
  /^iml$/i,
  /^platformlog$/i,
  /^standardlog$/i,
  /^sel$/i,
  /^systemeventlog$/i,
  /^log1?$/i,
  /^eventlog$/i,
  /event/i,
];
/** Where they are when the service does not say; idrac_exporter looks for none there. */
const ILO4_LOGS = ['/redfish/v1/Systems/1/LogServices/IML/Entries/'];

/** The main one first. `wanted` are ids, in which `*` stands for anything; null leaves it to what is known of them. */
export async function findLogs(
  walk: Walk,
  estate: Estate,
  wanted: readonly string[] | null,
): Promise<FoundLog[]> {
  const services = await logServices(walk, estate);
  const isWanted = wanted === null ? keepsHardware : isOneOf(wanted);
  const found = services.filter(isWanted).flatMap((service) => logOf(service) ?? []);
  const known = found.length > 0 || wanted !== null ? found : await firstThatIsThere(walk, estate.vendor);
  const unique = [...new Map(known.map((log) => [log.path, log])).values()];
  return unique.sort((a, b) => rankOf(a) - rankOf(b)).slice(0, MAX_LOGS);
}

async function logServices(walk: Walk, { systems, managers }: Estate): Promise<Resource[]> {
  const owners = [...systems, ...managers].slice(0, MAX_OWNERS);
  const options = { maxAgeMs: MAX_AGE.structure, maxMembers: MAX_SERVICES };
  const services = await walk.each(owners, ({ resource }) =>
    walk.membersIfThere(resource['LogServices'], options),
  );
  return services.flat();
}

function keepsHardware(service: Resource): boolean {
  const names = [text(service['Id']), text(service['Name'])];
  return service['ServiceEnabled'] !== false && !names.some((name) => OF_OTHER_THINGS.test(name));
}

function isOneOf(wanted: readonly string[]): (service: Resource) => boolean {
  const patterns = wanted.map((each) => {
    const literal = each.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
    return new RegExp(`^${literal}$`, 'i');
  });
  return (service) => patterns.some((pattern) => pattern.test(text(service['Id'])));
}

function logOf(service: Resource): FoundLog | null {
  const path = pathOf(service['Entries']);
  return path === null || path.length > MAX_PATH ? null : { id: text(service['Id']), path };
}

async function firstThatIsThere(walk: Walk, vendor: Vendor): Promise<FoundLog[]> {
  for (const path of vendor === 'hpe-ilo4' ? ILO4_LOGS : vendorLogs(vendor)) {
    const entries = await walk.followIfThere({ '@odata.id': path }, MAX_AGE.structure);
    // The first iDRACs show the log service, which has no members, in place of its entries.
    if (entries && Array.isArray(entries['Members'])) return [{ id: text(entries['Id']), path }];
  }
  return [];
}

function rankOf({ id }: FoundLog): number {
  const rank = MAIN.findIndex((name) => name.test(id));
  return rank === -1 ? MAIN.length : rank;
}
