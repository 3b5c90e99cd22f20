/** Reads and writes each group of metrics. */
import type { Group } from '../../../protocols/redfish/groups.ts';
import { pathOf } from '../../../protocols/redfish/read/resource.ts';
import { readChassis, readSystem } from '../../../protocols/redfish/read/system.ts';
import type { Estate, Part } from '../../../protocols/redfish/walk/discover.ts';
import { walkLog } from '../../../protocols/redfish/walk/log.ts';
import { walkDellSystem, walkFirmware, walkManager } from '../../../protocols/redfish/walk/managers.ts';
import { walkPower } from '../../../protocols/redfish/walk/power.ts';
import { walkStorage } from '../../../protocols/redfish/walk/storage.ts';
import { walkMemory, walkNetwork, walkProcessors } from '../../../protocols/redfish/walk/system-parts.ts';
import { walkSensors, walkThermal } from '../../../protocols/redfish/walk/thermal.ts';
import type { Walk } from '../../../protocols/redfish/walk/walk.ts';
import type { RedfishOut } from './metrics.ts';
import type { Options } from './options.ts';
import { writeLog, writeMemory, writeNetwork } from './write/parts.ts';
import { writePower, writeSensor, writeThermal, writeVoltages } from './write/sensors.ts';
import { writeStorage } from './write/storage.ts';
import {
  writeChassis,
  writeDellSystem,
  writeFirmware,
  writeManager,
  writeProcessor,
  writeSystem,
} from './write/system.ts';

export interface Scene {
  readonly estate: Estate;
  readonly walk: Walk;
  readonly options: Options;
  readonly out: RedfishOut;
  readonly nowMs: number;
}

type ReadGroup = (scene: Scene) => Promise<void>;

export const READERS: Readonly<Record<Group, ReadGroup>> = {
  async system({ estate, options, out }) {
    for (const { resource, label } of estate.systems) writeSystem(out, readSystem(resource), label);
    if (options.additional)
      for (const { resource } of estate.chassis) writeChassis(out, readChassis(resource));
    return Promise.resolve();
  },

  async sensors(scene) {
    const { estate, walk, options, out } = scene;
    await forEach(estate.chassis, async ({ resource, label }) => {
      const place = { label, additional: options.additional };
      const sensors = options.additional ? walkSensors(walk, resource) : [];
      writeThermal(out, await walkThermal(walk, resource, estate.vendor), place);
      for (const sensor of await sensors) writeSensor(out, sensor, label);
      // The resource that tells of power has them, too: it is asked once.
      const isElsewhere = options.groups.has('power') || pathOf(resource['Power']) === null;
      if (!isElsewhere) await power(scene, { resource, label }, ['voltages']);
    });
  },

  power: (scene) => forEach(scene.estate.chassis, (part) => power(scene, part, powerParts(scene.options))),

  async processors({ estate, walk, out }) {
    await forEach(estate.systems, async ({ resource, label }) => {
      for (const each of await walkProcessors(walk, resource, estate.vendor))
        writeProcessor(out, each, label);
    });
  },

  async storage({ estate, walk, options: { additional }, out }) {
    await forEach(estate.systems, async ({ resource, label }) => {
      const units = await walkStorage(walk, resource, {
        vendor: estate.vendor,
        environments: additional,
      });
      for (const unit of units) writeStorage(out, unit, { label, additional });
    });
  },

  async memory({ estate, walk, options: { additional }, out }) {
    await forEach(estate.systems, async ({ resource, label }) => {
      const modules = await walkMemory(walk, resource, { vendor: estate.vendor, errors: additional });
      for (const module of modules) writeMemory(out, module, label);
    });
  },

  async network({ estate, walk, out }) {
    await forEach(estate.chassis, async ({ resource, label }) => {
      for (const each of await walkNetwork(walk, resource, estate.vendor)) writeNetwork(out, each, label);
    });
  },

  async manager({ estate, walk, options, out }) {
    const firmware = options.additional ? walkFirmware(walk, estate.root) : [];
    await forEach(estate.managers, async ({ resource, label }) =>
      writeManager(out, await walkManager(walk, resource, estate.vendor), label),
    );
    for (const each of await firmware) writeFirmware(out, each);
  },

  async events({ estate, walk, options, out, nowMs }) {
    writeLog(out, await walkLog(walk, estate), options.events, nowMs);
  },

  async extra({ estate, walk, out }) {
    const dell = estate.vendor === 'dell' ? await walkDellSystem(walk) : null;
    if (dell) writeDellSystem(out, dell);
  },
};

type PowerPart = 'supplies' | 'voltages';

/** Voltages belong to the sensors, as with idrac_exporter. */
function powerParts({ groups }: Options): PowerPart[] {
  return groups.has('sensors') ? ['supplies', 'voltages'] : ['supplies'];
}

async function power(scene: Scene, { resource, label }: Part, parts: readonly PowerPart[]): Promise<void> {
  const { estate, walk, options, out } = scene;
  const place = { label, additional: options.additional };
  const read = await walkPower(walk, resource, {
    vendor: estate.vendor,
    environment: options.additional && parts.includes('supplies'),
  });
  if (parts.includes('supplies')) writePower(out, read, place);
  if (parts.includes('voltages')) writeVoltages(out, read.voltages, place);
}

async function forEach(parts: readonly Part[], read: (part: Part) => Promise<void>): Promise<void> {
  await Promise.all(parts.map(read));
}
