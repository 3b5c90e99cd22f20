import { list, pathOf, type Resource, within } from '../read/resource.ts';
import {
  type Controller,
  type Drive,
  readController,
  readDrive,
  readStorage,
  readVolume,
  type Storage,
  type Volume,
} from '../read/storage.ts';
import type { Vendor } from '../read/vendor.ts';
import { isWhole, MAX_AGE } from './tree.ts';
import type { Walk } from './walk.ts';

/** Shelves hang below controllers. */
const MAX_STORAGES = 128;
const ILO4_STORAGE = '/redfish/v1/Systems/1/SmartStorage/ArrayControllers/';

export interface StorageUnit {
  readonly storage: Storage;
  readonly drives: readonly Drive[];
  readonly controllers: readonly Controller[];
  readonly volumes: readonly Volume[];
}

export interface StorageOptions {
  readonly vendor: Vendor;
  /** Whether the temperature of a drive is asked for where it takes a request of its own. */
  readonly environments: boolean;
}

export async function walkStorage(
  walk: Walk,
  system: Resource,
  options: StorageOptions,
): Promise<StorageUnit[]> {
  const units = await unitsBelow(walk, storageLink(system, options.vendor), options);
  const smart = options.vendor === 'hpe' ? smartStorage(system) : null;
  if (smart === null || units.some(({ drives }) => drives.length > 0)) return units;
  return [...units, ...(await unitsBelow(walk, smart, { ...options, vendor: 'hpe-ilo4' }))];
}

async function unitsBelow(walk: Walk, link: unknown, options: StorageOptions): Promise<StorageUnit[]> {
  const resources = await walk.members(link, { listAgeMs: MAX_AGE.structure, maxMembers: MAX_STORAGES });
  return walk.each(resources, (resource) => unitOf(walk, resource, options));
}

/** The first iLO 5 have what hangs on a Smart Array as iLO 4 has it. */
function smartStorage(system: Resource): unknown {
  const path = pathOf(within(system, 'Oem', 'Hpe', 'Links')['SmartStorage']);
  return path === null ? null : { '@odata.id': `${path.replace(/\/*$/, '/')}ArrayControllers/` };
}

function storageLink(system: Resource, vendor: Vendor): unknown {
  if (vendor === 'hpe-ilo4') return { '@odata.id': ILO4_STORAGE };
  // Inspur names its collection otherwise than it is called.
  const path = vendor === 'inspur' ? pathOf(system['Storage'])?.replaceAll('Storages', 'Storage') : undefined;
  return path === undefined ? system['Storage'] : { '@odata.id': path };
}

async function unitOf(walk: Walk, resource: Resource, options: StorageOptions): Promise<StorageUnit> {
  const [drives, controllers, volumes] = await Promise.all([
    drivesOf(walk, resource, options),
    controllersOf(walk, resource),
    options.vendor === 'hpe-ilo4' ? [] : walk.members(resource['Volumes']),
  ]);
  return {
    storage: readStorage(resource),
    drives,
    controllers: controllers.map(readController),
    volumes: volumes.map(readVolume),
  };
}

async function drivesOf(walk: Walk, resource: Resource, options: StorageOptions): Promise<Drive[]> {
  const drives = await driveResources(walk, resource, options.vendor);
  return walk.each(drives, async (drive) => {
    const metrics = drive['EnvironmentMetrics'];
    const environment = options.environments ? await walk.orNothing(metrics) : {};
    return readDrive(drive, environment, options.vendor);
  });
}

/** Links are expanded with the resource that has them, where that saves requests. */
async function driveResources(walk: Walk, resource: Resource, vendor: Vendor): Promise<Resource[]> {
  if (vendor === 'hpe-ilo4')
    return walk.members({ '@odata.id': `${(pathOf(resource) ?? '').replace(/\/*$/, '/')}DiskDrives/` });
  const links = list(resource['Drives']);
  if (links.filter((link) => !isWhole(link)).length < 2) return walk.whole(links);
  const expanded = walk.expands ? await walk.expanded(resource) : null;
  return walk.whole(list(expanded?.['Drives'] ?? resource['Drives']));
}

async function controllersOf(walk: Walk, resource: Resource): Promise<Resource[]> {
  if (pathOf(resource['Controllers']) === null) return [...list(resource['StorageControllers'])];
  return walk.members(resource['Controllers']);
}
