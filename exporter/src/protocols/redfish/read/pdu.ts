/** A power distribution unit of a rack. */
import { number, type Resource, type Status, statusOf, text, within } from './resource.ts';

export interface Pdu {
  readonly id: string;
  readonly firmware: string;
  readonly manufacturer: string;
  readonly model: string;
  readonly name: string;
  readonly serial: string;
  readonly type: string;
  readonly status: Status;
  readonly watts: number | null;
  readonly apparentVa: number | null;
  readonly powerFactor: number | null;
  readonly energyKwh: number | null;
}

export function readPdu(resource: Resource, metrics: Resource): Pdu {
  const power = within(metrics, 'PowerWatts');
  return {
    id: text(resource['Id']),
    firmware: text(resource['FirmwareVersion']) || text(resource['Version']),
    manufacturer: text(resource['Manufacturer']),
    model: text(resource['Model']),
    name: text(resource['Name']),
    serial: text(resource['SerialNumber']),
    type: text(resource['EquipmentType']),
    status: statusOf(resource),
    watts: number(power['Reading']),
    apparentVa: number(power['ApparentVA']),
    powerFactor: number(power['PowerFactor']),
    energyKwh: number(within(metrics, 'EnergykWh')['Reading']),
  };
}
