/** Memory modules, and the errors that were corrected on them. */
import { flag, number, positive, type Resource, statusOf, text, within } from './resource.ts';

const MIB = 1024 ** 2;

export interface MemoryErrors {
  readonly correctable: number | null;
  readonly uncorrectable: number | null;
  /** The service says that one of its own limits was passed, by the kind of error. */
  readonly alarms: readonly { readonly name: string; readonly active: boolean }[];
}

export interface MemoryModule {
  readonly id: string;
  readonly name: string;
  readonly errorCorrection: string;
  readonly manufacturer: string;
  readonly type: string;
  readonly serial: string;
  readonly rank: string;
  readonly health: string;
  readonly capacityBytes: number | null;
  readonly speedMhz: number | null;
}

/** Null for an empty slot. */
export function readMemoryModule(resource: Resource, isIlo4: boolean): MemoryModule | null {
  const status = statusOf(resource);
  const id = text(resource['Id']);
  if (status.state === 'Absent' || id === '') return null;
  const mebibytes = positive(isIlo4 ? resource['SizeMB'] : resource['CapacityMiB']);
  return {
    id,
    name: text(resource['Name']),
    errorCorrection: text(resource['ErrorCorrection']),
    manufacturer: text(resource['Manufacturer']),
    type: text(isIlo4 ? resource['DIMMType'] : resource['MemoryDeviceType']),
    serial: text(resource['SerialNumber']),
    rank: String(number(isIlo4 ? resource['Rank'] : resource['RankCount']) ?? 0),
    health: isIlo4 ? text(resource['DIMMStatus']) : status.health,
    capacityBytes: mebibytes === null ? null : mebibytes * MIB,
    speedMhz: positive(resource['OperatingSpeedMhz']),
  };
}

/** Of MemoryMetrics. Since the module was made where that is known, else since the machine was started. */
export function readMemoryErrors(metrics: Resource): MemoryErrors {
  const count = (key: string) =>
    number(within(metrics, 'LifeTime')[key]) ?? number(within(metrics, 'CurrentPeriod')[key]);
  const trips = within(metrics, 'HealthData', 'AlarmTrips');
  const alarm = (name: string, key: string) => {
    const active = flag(trips[key]);
    return active === null ? [] : [{ name, active }];
  };
  return {
    correctable: count('CorrectableECCErrorCount'),
    uncorrectable: count('UncorrectableECCErrorCount'),
    alarms: [
      ...alarm('correctable_ecc', 'CorrectableECCError'),
      ...alarm('uncorrectable_ecc', 'UncorrectableECCError'),
      ...alarm('address_parity', 'AddressParityError'),
      ...alarm('spare_block', 'SpareBlock'),
      ...alarm('temperature', 'Temperature'),
    ],
  };
}
