/** The parts of a machine that are there, with what their inventories say and how their sensors do. */
import {
  type CommandChannel,
  EVENT_TYPE,
  type FruLocatorRecord,
  isOwnedByBmc,
  readFru,
  readSensor,
  SENSOR_TYPE,
} from 'ipmi-js';
import type { BmcMemory, ReadableSensor } from '../bmc-memory.ts';
import { readingSeverity, SEVERITY_NAMES } from '../interpretation/state-severity.ts';
import { type Component, type ComponentKind, componentsOf } from './components.ts';
import { type FruFacts, fruFacts } from './fru-facts.ts';
import { ifTold } from './if-told.ts';
import { readRepository } from './repository.ts';

export interface Part extends Pick<FruFacts, 'vendor' | 'model' | 'serial' | 'partNumber'> {
  readonly kind: ComponentKind;
  readonly name: string;
  /** In the words of Redfish: `OK`, `Warning`, `Critical`; empty when nothing is said. */
  readonly health: string;
}

export interface PartOptions {
  /** Whether other controllers are asked, through the BMC. */
  readonly bridgeSensors: boolean;
  readonly signal: AbortSignal;
}

const HEALTH = ['OK', 'Warning', 'Critical'] as const;
const BMC_ADDRESS = 0x20;
/** Offsets of "presence detected" by what has it (IPMI 2.0, table 42-3). */
const PRESENCE: Readonly<Partial<Record<ComponentKind, number>>> = { psu: 0, drive: 0, dimm: 6 };
/** Bits of the generic sensor for it: absent, present (table 42-2). */
const DEVICE_STATES = 0b11;
const DEVICE_ABSENT = 0b01;
const ENTITY_ABSENT = 0b10;
const NOTHING_SAID = { vendor: '', model: '', serial: '', partNumber: '' };

/** Some requests for each part: for once in a while. @throws IpmiError */
export async function readParts(
  channel: CommandChannel,
  memory: BmcMemory,
  options: PartOptions,
): Promise<Part[]> {
  const { records } = await readRepository(channel, memory, options.signal);
  const parts: Part[] = [];
  // One after another: a BMC reads its EEPROMs over one slow bus.
  for (const component of componentsOf(records)) {
    const part = await readPart(channel, component, options);
    if (part) parts.push(part);
  }
  return parts;
}

async function readPart(
  channel: CommandChannel,
  component: Component,
  options: PartOptions,
): Promise<Part | null> {
  const { kind, name, fru } = component;
  const inventory = fru && (await readInventory(channel, fru, options));
  const state = await readState(channel, component, options);
  if (state.isAbsent || (!inventory && !state.isThere)) return null;
  return { kind, name, health: state.health, ...(inventory ?? NOTHING_SAID) };
}

/** Null when there is none to be read. */
async function readInventory(
  channel: CommandChannel,
  { accessAddress, deviceId, channel: bus, lun }: FruLocatorRecord,
  { bridgeSensors, signal }: PartOptions,
): Promise<typeof NOTHING_SAID | null> {
  const isElsewhere = accessAddress !== BMC_ADDRESS;
  if (isElsewhere && !bridgeSensors) return null;
  const target = isElsewhere ? { target: { address: accessAddress, channel: bus }, lun } : {};
  const read = await ifTold(readFru(channel, deviceId, { ...target, signal }));
  if (!read) return null;
  const { vendor, model, serial, partNumber } = fruFacts(read);
  return { vendor, model, serial, partNumber };
}

interface State {
  /** Some sensor says something. */
  readonly isThere: boolean;
  /** One says that it is not there. */
  readonly isAbsent: boolean;
  readonly health: string;
}

async function readState(
  channel: CommandChannel,
  { kind, ownSensors, otherSensors }: Component,
  { bridgeSensors, signal }: PartOptions,
): Promise<State> {
  let worst = -1;
  let isThere = false;
  let isAbsent = false;
  for (const sensor of ownSensors.length > 0 ? ownSensors : otherSensors.slice(0, 1)) {
    if (!bridgeSensors && !isOwnedByBmc(sensor)) continue;
    const reading = await ifTold(readSensor(channel, sensor, { signal }));
    if (!reading?.isAvailable || !reading.isScanning) continue;
    isThere = true;
    isAbsent ||= saysAbsent(kind, sensor, reading.states);
    const severity = readingSeverity(sensor.eventType, sensor.sensorType, reading.states);
    if (severity !== null) worst = Math.max(worst, SEVERITY_NAMES.indexOf(severity));
  }
  return { isThere, isAbsent, health: HEALTH[worst] ?? '' };
}

function saysAbsent(
  kind: ComponentKind,
  { eventType, sensorType, masks }: ReadableSensor,
  states: number,
): boolean {
  if (eventType === EVENT_TYPE.presence) return (states & DEVICE_STATES) === DEVICE_ABSENT;
  if (eventType !== EVENT_TYPE.sensorSpecific) return false;
  if (sensorType === SENSOR_TYPE.entityPresence) return (states & ENTITY_ABSENT) !== 0;
  const offset = PRESENCE[kind];
  return states === 0 && offset !== undefined && ((masks.reading >> offset) & 1) === 1;
}
