/** The event log of a machine as idrac_exporter shows it: where each vendor has it. */
import { type LogEntry, readLogEntry } from '../read/log-entry.ts';
import { type Resource, text } from '../read/resource.ts';
import type { Vendor } from '../read/vendor.ts';
import type { Estate } from './discover.ts';
import { MAX_AGE } from './tree.ts';
import type { Walk } from './walk.ts';

/** As many as a log of a machine usually has room for. */
const MAX_ENTRIES = 2000;

const LOGS: Readonly<Partial<Record<Vendor, readonly string[]>>> = {
  dell: [
    '/redfish/v1/Managers/iDRAC.Embedded.1/LogServices/Sel/Entries',
    '/redfish/v1/Managers/iDRAC.Embedded.1/Logs/Sel',
  ],
  lenovo: [
    '/redfish/v1/Systems/1/LogServices/PlatformLog/Entries',
    '/redfish/v1/Systems/1/LogServices/StandardLog/Entries',
  ],
  hpe: ['/redfish/v1/Systems/1/LogServices/IML/Entries'],
  'hpe-ilo4': [],
  fujitsu: ['/redfish/v1/Managers/iRMC/LogServices/SystemEventLog/Entries'],
  supermicro: ['/redfish/v1/Systems/1/LogServices/Log1/Entries'],
  advantech: ['/redfish/v1/Systems/0/LogServices/Log/Entries'],
};
/** Of those that are not named here: what a service calls the log of its hardware, the best first. */
const NAMES = [/^sel$/i, /^iml$/i, /event/i, /log/i];

/** Paths of entries; the first that is there counts. */
export function vendorLogs(vendor: Vendor): readonly string[] {
  return LOGS[vendor] ?? [];
}

export async function walkLog(walk: Walk, estate: Estate): Promise<LogEntry[]> {
  const options = { maxMembers: MAX_ENTRIES };
  for (const path of vendorLogs(estate.vendor)) {
    const members = await walk.membersIfThere({ '@odata.id': path }, options);
    // The first iDRACs show the log service, which has no members, in place of its entries.
    if (members && members.length > 0) return members.map(readLogEntry);
  }
  if (LOGS[estate.vendor]) return [];
  const service = await logService(walk, estate);
  return service ? (await walk.members(service['Entries'], options)).map(readLogEntry) : [];
}

async function logService(walk: Walk, { systems, managers }: Estate): Promise<Resource | null> {
  const owners = [systems[0], managers[0]].flatMap((part) => (part ? [part.resource] : []));
  const services = await walk.each(owners, (owner) =>
    walk.membersIfThere(owner['LogServices'], { maxAgeMs: MAX_AGE.structure }),
  );
  const found = services.flat();
  for (const name of NAMES) {
    const service = found.find((each) => name.test(text(each['Id'])));
    if (service) return service;
  }
  return null;
}
