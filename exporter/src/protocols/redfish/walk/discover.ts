/** What a service has: its systems, chassis and managers, or its power distribution units. */
import { codeOf, ModuleError } from '../../../model/errors.ts';
import { pathOf, type Resource, text, within } from '../read/resource.ts';
import { type Vendor, vendorOf } from '../read/vendor.ts';
import { MAX_AGE, saysItExpands, type Tree } from './tree.ts';
import type { Walk } from './walk.ts';

const ROOT_PATH = '/redfish/v1/';
/** Blade enclosures and machines with many accelerators. */
const MAX_SYSTEMS = 64;
const MAX_CHASSIS = 128;
const MAX_MANAGERS = 16;
const LIST = { listAgeMs: MAX_AGE.structure };

/** One of several of its kind. */
export interface Part {
  /** Null for the first, whose series have the labels that idrac_exporter gives them. */
  readonly label: string | null;
  readonly resource: Resource;
}

export interface Estate {
  readonly root: Resource;
  readonly vendor: Vendor;
  readonly systems: readonly Part[];
  /** First the one that tells of temperatures or power. */
  readonly chassis: readonly Part[];
  readonly managers: readonly Part[];
  readonly pdus: readonly Resource[];
}

export interface Wanted {
  readonly chassis: boolean;
  readonly managers: boolean;
}

/** Services say so while they start, and to users who may not see more. */
export function nothingThere(): ModuleError {
  return new ModuleError(
    'unsupported',
    'it has no systems, no chassis and no power distribution units; check what the user may see, or wait until it has started',
  );
}

/** @throws ModuleError when the root, or which systems there are, cannot be read: there is nothing to tell then. */
export async function discover(tree: Tree, walk: Walk, wanted: Wanted): Promise<Estate> {
  const root = await tree.get(ROOT_PATH, MAX_AGE.root);
  tree.canExpand = saysItExpands(root);
  const pdus = await rackPdus(root, walk);
  if (pdus.length > 0) return { root, vendor: 'other', systems: [], chassis: [], managers: [], pdus };
  const [systems, chassis, managers] = await Promise.all([
    systemsOf(root, tree, walk),
    wanted.chassis ? walk.members(root['Chassis'], { ...LIST, maxMembers: MAX_CHASSIS }) : [],
    wanted.managers ? walk.members(root['Managers'], { ...LIST, maxMembers: MAX_MANAGERS }) : [],
  ]);
  return {
    root,
    vendor: vendorOf(root, systems[0] ?? {}),
    systems: labelled(systems),
    chassis: labelled(mainFirst(chassis)),
    managers: labelled(managers),
    pdus: [],
  };
}

/** An enclosure may have none. */
async function systemsOf(root: Resource, tree: Tree, walk: Walk): Promise<Resource[]> {
  const path = pathOf(root['Systems']);
  if (path === null) return [];
  try {
    return await walk.whole(await tree.collection(path, { ...LIST, maxMembers: MAX_SYSTEMS }));
  } catch (error) {
    if (codeOf(error) === 'unsupported') return [];
    throw error;
  }
}

async function rackPdus(root: Resource, walk: Walk): Promise<Resource[]> {
  const equipment = await walk.follow(root['PowerEquipment'], MAX_AGE.structure);
  return walk.members(equipment ? equipment['RackPDUs'] : root['PowerDistribution']);
}

function labelled(resources: readonly Resource[]): Part[] {
  return resources.map((resource, i) => ({
    label: i === 0 ? null : text(resource['Id']) || String(i),
    resource,
  }));
}

/** The first of a list may be a backplane or an enclosure of accelerators that tells nothing of its own. */
function mainFirst(chassis: readonly Resource[]): Resource[] {
  const main = chassis.find((each) => MEASURING.some((key) => pathOf(within(each, key)) !== null));
  return main ? [main, ...chassis.filter((each) => each !== main)] : [...chassis];
}

const MEASURING = ['Thermal', 'Power', 'ThermalSubsystem', 'PowerSubsystem'];
