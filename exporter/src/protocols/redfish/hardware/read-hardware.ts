/** How the parts of a machine do, by the resources of its service. */
import type { ModuleError } from '../../../model/errors.ts';
import {
  type DriveReading,
  type FanReading,
  type HardwareReading,
  type MemoryReading,
  PART_GROUPS,
  type PartGroup,
  type StorageReading,
} from '../../hardware/reading.ts';
import { isBad } from '../read/health.ts';
import type { PowerSupply } from '../read/power.ts';
import type { Redundancy } from '../read/redundancy.ts';
import { readChassis, readSystem } from '../read/system.ts';
import type { Fan, Temperature, Thermal } from '../read/thermal.ts';
import type { Estate, Part } from '../walk/discover.ts';
import { walkPower } from '../walk/power.ts';
import { type StorageUnit, walkStorage } from '../walk/storage.ts';
import { type Memory, walkMemory } from '../walk/system-parts.ts';
import { walkThermal } from '../walk/thermal.ts';
import type { Tree } from '../walk/tree.ts';
import { Walk } from '../walk/walk.ts';
import type { ReadEstate } from './estate.ts';

/** What is read at one look: the whole of it takes some dozens of requests. */
export type Wanted = ReadonlySet<PartGroup>;
export const EVERYTHING: Wanted = new Set(PART_GROUPS);

type Read = { -readonly [K in Exclude<keyof HardwareReading, 'groups' | 'isOn'>]?: HardwareReading[K] };

/** `partial` is told what could not be read; the group that it belongs to is then not among those of the reading. */
export async function readHardware(
  { estate, isWhole }: ReadEstate,
  tree: Tree,
  wanted: Wanted,
  partial: (reason: ModuleError) => void,
): Promise<HardwareReading> {
  const groups = new Set(isWhole ? wanted : []);
  const parts = await Promise.all(
    [...wanted].map((group) => {
      const walk = new Walk(tree, (error) => {
        groups.delete(group);
        partial(error);
      });
      return READERS[group](estate, walk, { tree, partial });
    }),
  );
  const isOn = estate.systems[0] ? readSystem(estate.systems[0].resource).powerOn : null;
  return Object.assign({ ...NOTHING, groups, isOn }, ...parts) as HardwareReading;
}

const NOTHING: Omit<HardwareReading, 'groups' | 'isOn'> = {
  temperatures: [],
  fans: [],
  supplies: [],
  fanRedundancy: [],
  supplyRedundancy: [],
  drives: [],
  storage: [],
  memory: [],
  opened: [],
};

interface Asking {
  readonly tree: Tree;
  readonly partial: (reason: ModuleError) => void;
}

const READERS: Readonly<Record<PartGroup, (estate: Estate, walk: Walk, asking: Asking) => Promise<Read>>> = {
  async thermal({ chassis, vendor }, walk, asking) {
    const all = await walk.each(chassis, async (part) => ({
      part,
      read: await withThresholds(await walkThermal(walk, part.resource, vendor), part, asking),
    }));
    return {
      temperatures: all.flatMap(({ part, read }) =>
        read.temperatures.map((each) => ({
          name: named(part, each.name || each.id),
          celsius: each.celsius,
          caution: threshold(each, 'upper_caution'),
          critical: threshold(each, 'upper_critical') ?? threshold(each, 'upper_fatal'),
        })),
      ),
      fans: all.flatMap(({ part, read }) => read.fans.flatMap((fan) => fanReading(part, fan) ?? [])),
      fanRedundancy: all.flatMap(({ part, read }) => read.redundancy.map((each) => redundancyOf(part, each))),
    };
  },

  async power({ chassis, vendor }, walk) {
    const all = await walk.each(chassis, async (part) => ({
      part,
      read: await walkPower(walk, part.resource, { vendor, environment: false }),
    }));
    return {
      supplies: all.flatMap(({ part, read }) => read.supplies.map((each) => supplyOf(part, each))),
      supplyRedundancy: all.flatMap(({ part, read }) =>
        read.redundancy.map((each) => redundancyOf(part, each)),
      ),
    };
  },

  async storage({ systems, vendor }, walk) {
    const all = await walk.each(systems, async ({ resource }) =>
      walkStorage(walk, resource, { vendor, environments: false }),
    );
    const units = all.flat();
    return { drives: units.flatMap(drivesOf), storage: units.flatMap(storageOf) };
  },

  async memory({ systems, vendor }, walk) {
    const all = await walk.each(systems, async (part) => ({
      part,
      modules: await walkMemory(walk, part.resource, { vendor, errors: true }),
    }));
    return { memory: all.flatMap(({ part, modules }) => modules.map((each) => memoryOf(part, each))) };
  },

  chassis({ chassis }) {
    const opened = chassis.filter(({ resource }) => {
      const { intrusion } = readChassis(resource);
      return intrusion !== '' && intrusion !== 'Normal';
    });
    return Promise.resolve({ opened: opened.map((part) => named(part, readChassis(part.resource).id)) });
  },
};

/** Parts of further chassis and systems may have the names of those of the first. */
function named({ label }: Part, name: string): string {
  return label === null ? name : `${label}/${name}`;
}

/** Without them the temperatures are good all the same. */
async function withThresholds(
  thermal: Thermal,
  { resource }: Part,
  { tree, partial }: Asking,
): Promise<Thermal> {
  const sensors = thermal.temperatures.flatMap(({ sensor }) => sensor ?? []);
  if (tree.thresholds === undefined || sensors.length === 0) return thermal;
  const thresholdsOf = await tree.thresholds.of(tree, resource, sensors, partial);
  const temperatures = thermal.temperatures.map((each) =>
    each.sensor === null ? each : { ...each, thresholds: thresholdsOf(each.sensor) },
  );
  return { ...thermal, temperatures };
}

function threshold({ thresholds }: Temperature, name: string): number | null {
  return thresholds.find((each) => each.name === name)?.value ?? null;
}

/** Of one without a reading nothing is told but that it has failed. */
function fanReading(part: Part, { name, health, speed, units }: Fan): FanReading | null {
  if (speed === null && !isBad(health)) return null;
  return { name: named(part, name), health, speed: speed ?? 0, units };
}

function supplyOf(part: Part, { id, name, health, model, serial }: PowerSupply) {
  return { name: named(part, name || id), health, model, serial };
}

function redundancyOf(part: Part, { id, name, status, needed, members }: Redundancy) {
  return { name: named(part, name || id), health: status.health, needed, members };
}

function drivesOf({ storage, drives, volumes }: StorageUnit): DriveReading[] {
  return drives.map((drive) => ({
    name: drive.name || drive.id,
    health: drive.status.health,
    model: [drive.manufacturer, drive.model].filter(Boolean).join(' '),
    serial: drive.serial,
    slot: drive.place,
    storage: storage.name || storage.id,
    mediaType: drive.mediaType,
    capacityBytes: drive.capacityBytes,
    failurePredicted: drive.failurePredicted,
    lifeLeftPercent: drive.lifeLeftPercent,
    volumes: volumes
      .filter((volume) => drive.path !== '' && volume.drives.includes(drive.path))
      .map(({ id, name, raidType }) => [name || id, raidType && `(${raidType})`].filter(Boolean).join(' ')),
  }));
}

function storageOf({ storage, controllers, volumes }: StorageUnit): StorageReading[] {
  const at = storage.name || storage.id;
  const { battery } = storage;
  return [
    ...volumes.map(({ id, name, status }) => ({
      what: 'volume' as const,
      name: name || id,
      health: status.health,
      storage: at,
    })),
    ...controllers.map(({ id, name, status }) => ({
      what: 'controller' as const,
      name: name || id,
      health: status.health,
      storage: at,
    })),
    ...(battery
      ? [{ what: 'battery' as const, name: battery.name || battery.id, health: battery.health, storage: at }]
      : []),
  ];
}

function memoryOf(part: Part, { module, errors }: Memory): MemoryReading {
  return {
    name: named(part, module.name || module.id),
    health: module.health,
    model: [module.manufacturer, module.type].filter(Boolean).join(' '),
    serial: module.serial,
    capacityBytes: module.capacityBytes,
    corrected: errors?.correctable ?? null,
    uncorrected: errors?.uncorrectable ?? null,
    hasAlarm: errors?.alarms.some(({ name, active }) => name === 'correctable_ecc' && active) ?? false,
  };
}
