/** Thresholds of temperatures whose resource has none: their sensors have them, each a resource of its own. */
import { codeOf, ModuleError } from '../../../model/errors.ts';
import { pathOf, type Resource } from '../read/resource.ts';
import { readSensorThresholds, type Threshold } from '../read/thresholds.ts';

/** Of one machine; the largest have some dozens. */
const MAX_SENSORS = 256;
/** Somebody may set them. */
const MAX_AGE_MS = 60 * 60_000;
/** From then on the whole collection is asked for, where it brings its members along. */
const MANY = 4;

/** What is needed of a tree. */
interface Resources {
  readonly expands: boolean;
  get(path: string): Promise<Resource>;
  collection(path: string): Promise<Resource[]>;
}

const plain = (path: string) => path.replace(/\/+$/, '');

export class SensorThresholds {
  readonly #byPath = new Map<string, readonly Threshold[]>();
  #sinceMs = performance.now();

  /** By path of the sensor. What cannot be read is told to `partial`, and asked for again at the next look. */
  async of(
    tree: Resources,
    chassis: Resource,
    sensors: readonly string[],
    partial: (reason: ModuleError) => void,
  ): Promise<(sensor: string) => readonly Threshold[]> {
    this.#forgetOld();
    const room = Math.max(0, MAX_SENSORS - this.#byPath.size);
    const missing = sensors.filter((path) => !this.#byPath.has(plain(path))).slice(0, room);
    const collection = pathOf(chassis['Sensors']);
    const attempt = async (read: () => Promise<void>) => {
      try {
        await read();
      } catch (error) {
        if (!(error instanceof ModuleError)) throw error;
        partial(error);
      }
    };
    if (missing.length >= MANY && tree.expands && collection !== null)
      await attempt(() => this.#readAll(tree, collection, missing));
    else await Promise.all(missing.map((path) => attempt(() => this.#readOne(tree, path))));
    return (path) => this.#byPath.get(plain(path)) ?? [];
  }

  /** @throws ModuleError */
  async #readAll(tree: Resources, collection: string, wanted: readonly string[]): Promise<void> {
    const members = await tree.collection(collection);
    const found = new Map(members.map((member) => [plain(pathOf(member) ?? ''), member]));
    for (const path of wanted)
      this.#byPath.set(plain(path), readSensorThresholds(found.get(plain(path)) ?? {}));
  }

  /** @throws ModuleError */
  async #readOne(tree: Resources, path: string): Promise<void> {
    try {
      this.#byPath.set(plain(path), readSensorThresholds(await tree.get(path)));
    } catch (error) {
      if (codeOf(error) !== 'unsupported') throw error;
      this.#byPath.set(plain(path), []);
    }
  }

  #forgetOld(): void {
    if (performance.now() - this.#sinceMs < MAX_AGE_MS) return;
    this.#byPath.clear();
    this.#sinceMs = performance.now();
  }
}
