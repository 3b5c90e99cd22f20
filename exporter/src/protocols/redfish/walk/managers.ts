/** The managers, and what only Dell tells of itself. */
import { list, number, pathOf, type Resource, text, within } from '../read/resource.ts';
import { type Firmware, type Manager, readFirmware, readManager } from '../read/system.ts';
import type { Vendor } from '../read/vendor.ts';
import { MAX_AGE } from './tree.ts';
import type { Walk } from './walk.ts';

const DELL_ATTRIBUTES = '/redfish/v1/Managers/iDRAC.Embedded.1/Oem/Dell/DellAttributes/iDRAC.Embedded.1';
const DELL_SYSTEM = '/redfish/v1/Systems/System.Embedded.1/Oem/Dell/DellSystem/System.Embedded.1';

export async function walkManager(walk: Walk, resource: Resource, vendor: Vendor): Promise<Manager> {
  const manager = readManager(resource);
  const attributes = vendor === 'dell' ? await dellAttributes(walk, resource) : null;
  if (!attributes) return manager;
  return {
    ...manager,
    model: text(attributes['Info.1.HWModel']),
    type: text(attributes['Info.1.Type']),
  };
}

async function dellAttributes(walk: Walk, manager: Resource): Promise<Resource | null> {
  const links = list(within(manager, 'Links', 'Oem', 'Dell')['DellAttributes']);
  const link = links.find((each) => pathOf(each) === DELL_ATTRIBUTES);
  const resource = link ? await walk.follow(link, MAX_AGE.firmware) : null;
  return resource && within(resource, 'Attributes');
}

export interface DellSystem {
  /** Empty when it is not said. */
  readonly batteryHealth: string;
  /** Cubic feet per minute. */
  readonly airflow: number | null;
}

export async function walkDellSystem(walk: Walk): Promise<DellSystem | null> {
  const resource = await walk.followIfThere({ '@odata.id': DELL_SYSTEM });
  if (!resource) return null;
  const airflow = number(resource['EstimatedSystemAirflowCFM']);
  return { batteryHealth: text(resource['BatteryRollupStatus']), airflow: airflow === 0 ? null : airflow };
}

export async function walkFirmware(walk: Walk, root: Resource): Promise<Firmware[]> {
  const service = await walk.followIfThere(root['UpdateService'], MAX_AGE.firmware);
  const inventory = await walk.members(service?.['FirmwareInventory'], { maxAgeMs: MAX_AGE.firmware });
  return inventory.map(readFirmware);
}
