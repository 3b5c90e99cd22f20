/** What all sensors of a machine said at one look. */
import { EVENT_TYPE } from 'ipmi-js';
import type { ReadableSensor } from '../bmc-memory.ts';
import type { ComponentKind } from '../read/components.ts';
import { isRead, type SensorLook, type SensorOptions } from '../read/sensors.ts';
import { keyOf, type Plan } from './plan.ts';
import { isAbsent } from './states.ts';

/** A sensor that said something, with a name that no other has. */
export interface Said extends SensorLook {
  readonly name: string;
}

/** A component with what its sensors said. */
export interface SaidOf {
  readonly name: string;
  readonly said: readonly Said[];
}

/** What these types tell of is not how a part does, but whether it is there, busy or turned on. */
const OF_USE: readonly number[] = [
  EVENT_TYPE.usage,
  EVENT_TYPE.presence,
  EVENT_TYPE.enabled,
  EVENT_TYPE.availability,
  EVENT_TYPE.acpiPower,
];

export class Looked {
  readonly #plan: Plan;
  readonly #said = new Map<string, Said>();

  constructor(plan: Plan, looks: readonly SensorLook[], options: Pick<SensorOptions, 'readingWorkarounds'>) {
    this.#plan = plan;
    for (const look of looks) {
      const key = keyOf(look.sensor);
      const isSaid = look.reading !== null && isRead(look.reading, options);
      if (isSaid) this.#said.set(key, { ...look, name: plan.names.get(key) ?? look.sensor.name });
    }
  }

  /** Sensors of a type; those of thresholds apart from those of states. */
  measured(sensorType: number): Said[] {
    return this.#ofType(sensorType).filter(({ sensor }) => sensor.eventType === EVENT_TYPE.threshold);
  }

  states(sensorType: number): Said[] {
    return this.#ofType(sensorType).filter(isOfHealth);
  }

  redundancy(sensorType: number): Said[] {
    return this.#ofType(sensorType).filter(
      ({ sensor, reading }) => sensor.eventType === EVENT_TYPE.redundancy && reading?.states !== 0,
    );
  }

  /** Components of a kind that are there, with what their sensors of this type said. */
  components(kind: ComponentKind, sensorType: number): SaidOf[] {
    return this.#plan.components
      .filter((component) => component.kind === kind)
      .map(({ name, ownSensors }) => ({
        name,
        said: this.#of(ownSensors).filter(
          (each) => each.sensor.sensorType === sensorType && isOfHealth(each),
        ),
      }))
      .filter(({ said }) => said.length > 0 && !said.some(isAbsent));
  }

  #of(sensors: readonly ReadableSensor[]): Said[] {
    return sensors.flatMap((sensor) => this.#said.get(keyOf(sensor)) ?? []);
  }

  #ofType(sensorType: number): Said[] {
    return [...this.#said.values()].filter(({ sensor }) => sensor.sensorType === sensorType);
  }
}

function isOfHealth({ sensor: { eventType } }: Said): boolean {
  return (
    eventType !== EVENT_TYPE.threshold && eventType !== EVENT_TYPE.redundancy && !OF_USE.includes(eventType)
  );
}
