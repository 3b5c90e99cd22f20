/** A member of a chassis' Sensors. */
import { number, type Resource, type Status, statusOf, text } from './resource.ts';
import { readSensorThresholds, type Threshold } from './thresholds.ts';

export interface Sensor {
  readonly id: string;
  readonly name: string;
  /** `Temperature`, `Rotational`, `Voltage`, … */
  readonly type: string;
  /** Of UCUM: `Cel`, `{rev}/min`, `V`, … */
  readonly units: string;
  /** `Intake`, `CPU`, `PowerSupply`, … */
  readonly context: string;
  readonly reading: number | null;
  readonly status: Status;
  readonly thresholds: readonly Threshold[];
}

export function readSensor(resource: Resource): Sensor {
  return {
    id: text(resource['Id']),
    name: text(resource['Name']),
    type: text(resource['ReadingType']),
    units: text(resource['ReadingUnits']),
    context: text(resource['PhysicalContext']),
    reading: number(resource['Reading']),
    status: statusOf(resource),
    thresholds: readSensorThresholds(resource),
  };
}
