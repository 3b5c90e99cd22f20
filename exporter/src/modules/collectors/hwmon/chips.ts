import type { FileTree } from '../../../contract/ports.ts';
import { readIfReadable } from '../../../contract/readable.ts';
import { validUtf8 } from '../../../protocols/sysfs/attribute.ts';
import { cleanName, parseAttributeName } from './attribute-name.ts';
import { listChipFolders, type NamedChip, nameChips } from './chip-names.ts';
import { type Shape, shapeOf } from './shape.ts';

/** A file of a sensor whose number is shown. */
export interface Attribute {
  readonly path: string;
  readonly sensor: string;
  readonly shape: Shape;
}

export interface SensorLabel {
  readonly sensor: string;
  readonly label: string;
}

export interface Chip {
  readonly label: string;
  readonly driver: string | null;
  readonly sensorLabels: readonly SensorLabel[];
  readonly attributes: readonly Attribute[];
}

/** Whether a sensor of a chip is looked at. */
export type Wanted = (chip: string, sensor: string) => boolean;

/** The largest servers have a few dozen. */
const MAX_CHIPS = 512;
/** coretemp has five files for each core of a package, 256 cores at most. */
const MAX_ATTRIBUTES = 4096;
/** Sensors come when a CPU goes online; the folder of their chip stays the same. */
const MAX_AGE_MS = 60_000;

/** The chips with their sensors, which are listed anew when a chip comes or goes and once a minute. */
export class ChipList {
  readonly #wantedChip: (chip: string) => boolean;
  readonly #wantedSensor: Wanted;
  #chips: readonly Chip[] = [];
  #key: string | null = null;
  #listedMs = 0;

  constructor(wantedChip: (chip: string) => boolean, wantedSensor: Wanted) {
    this.#wantedChip = wantedChip;
    this.#wantedSensor = wantedSensor;
  }

  /** @throws ModuleError `unsupported` when the kernel has no hwmon. */
  chips(sysfs: FileTree, nowMs: number): readonly Chip[] {
    const folders = listChipFolders(sysfs, MAX_CHIPS);
    const key = folders.map(({ name, target }) => `${name} ${target}`).join('\n');
    const age = nowMs - this.#listedMs;
    if (key === this.#key && age >= 0 && age < MAX_AGE_MS) return this.#chips;
    this.#chips = nameChips(sysfs, folders)
      .filter(({ label }) => this.#wantedChip(label))
      .map((chip) => listSensors(sysfs, chip, this.#wantedSensor));
    this.#key = key;
    this.#listedMs = nowMs;
    return this.#chips;
  }
}

interface Sensor {
  readonly type: string;
  /** Element → path of its file. */
  readonly files: Map<string, string>;
}

function listSensors(sysfs: FileTree, { path, label, driver }: NamedChip, wanted: Wanted): Chip {
  const attributes: Attribute[] = [];
  const sensorLabels: SensorLabel[] = [];
  for (const [sensor, { type, files }] of findSensors(sysfs, path)) {
    if (!wanted(label, sensor)) continue;
    const sensorLabel = readLabel(sysfs, files.get('label'));
    if (sensorLabel !== null) sensorLabels.push({ sensor, label: sensorLabel });
    for (const [element, file] of files) {
      const shape = element === 'label' ? null : shapeOf(type, element, files.has(''));
      if (shape === null) continue;
      if (shape.family !== 'node_hwmon_freq_freq_mhz') attributes.push({ path: file, sensor, shape });
      else if (sensorLabel !== null) attributes.push({ path: file, sensor: cleanName(sensorLabel), shape });
    }
  }
  return { label, driver, sensorLabels, attributes: withoutTwins(attributes) };
}

/** Old drivers have the files of their sensors in the folder of the device. */
function findSensors(sysfs: FileTree, path: string): Map<string, Sensor> {
  const sensors = new Map<string, Sensor>();
  for (const folder of [path, `${path}/device`]) {
    for (const name of sysfs.listIfPresent(folder).sort().slice(0, MAX_ATTRIBUTES)) {
      const parsed = parseAttributeName(name);
      if (parsed === null) continue;
      const sensor = sensors.get(parsed.sensor) ?? { type: parsed.type, files: new Map<string, string>() };
      sensor.files.set(parsed.element, `${folder}/${name}`);
      sensors.set(parsed.sensor, sensor);
    }
  }
  return sensors;
}

function readLabel(sysfs: FileTree, path: string | undefined): string | null {
  const bytes = path === undefined ? null : readIfReadable(sysfs, path);
  return bytes === null ? null : validUtf8(bytes).replace(/^\n+|\n+$/g, '');
}

/** Of two files that would be one series, such as two frequencies with one label, the first counts. */
function withoutTwins(attributes: readonly Attribute[]): Attribute[] {
  const seen = new Set<string>();
  return attributes.filter(({ sensor, shape }) => {
    const series = `${shape.family} ${shape.variable} ${sensor}`;
    if (seen.has(series)) return false;
    seen.add(series);
    return true;
  });
}
