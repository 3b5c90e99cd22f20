/** Storage subsystems with their controllers, drives and volumes. */
import {
  flag,
  list,
  number,
  pathOf,
  positive,
  type Resource,
  type Status,
  statusOf,
  text,
  within,
} from './resource.ts';
import type { Vendor } from './vendor.ts';

const MIB = 1024 ** 2;

export interface ControllerBattery {
  readonly id: string;
  readonly name: string;
  readonly health: string;
}

export interface Storage {
  readonly id: string;
  readonly name: string;
  readonly status: Status;
  /** Dell's. */
  readonly battery: ControllerBattery | null;
}

export function readStorage(resource: Resource): Storage {
  const battery = within(resource, 'Oem', 'Dell', 'DellControllerBattery');
  const health = text(battery['PrimaryStatus']);
  return {
    id: text(resource['Id']),
    name: text(resource['Name']),
    status: statusOf(resource),
    battery: health === '' ? null : { id: text(battery['Id']), name: text(battery['Name']), health },
  };
}

export interface Drive {
  /** By which volumes name it; empty when it is not said. */
  readonly path: string;
  readonly id: string;
  readonly name: string;
  readonly manufacturer: string;
  readonly mediaType: string;
  readonly model: string;
  readonly protocol: string;
  readonly serial: string;
  /** A number; empty when the service does not say. */
  readonly slot: string;
  /** What is written on the machine, where the service knows it: `Box 3:Bay 7`; else the slot. */
  readonly place: string;
  readonly status: Status;
  readonly capacityBytes: number | null;
  readonly lifeLeftPercent: number | null;
  readonly indicatorActive: boolean | null;
  readonly failurePredicted: boolean | null;
  readonly celsius: number | null;
  readonly powerOnHours: number | null;
}

/** Null for an empty bay. `environment` is the drive's EnvironmentMetrics where it has them, and was asked for. */
export function readDrive(resource: Resource, environment: Resource, vendor: Vendor): Drive | null {
  const status = driveStatus(resource);
  if (status.state === 'Absent') return null;
  const isIlo4 = vendor === 'hpe-ilo4';
  const mebibytes = number(resource['CapacityMiB']);
  const mediaType = text(resource['MediaType']);
  return {
    path: pathOf(resource) ?? '',
    id: driveId(resource, vendor),
    name: text(resource['Name']),
    manufacturer: text(resource['Manufacturer']),
    mediaType,
    model: text(resource['Model']),
    protocol: text(resource['Protocol']) || (isIlo4 ? text(resource['InterfaceType']) : ''),
    serial: text(resource['SerialNumber']),
    slot: slotOf(resource),
    place: placeOf(resource),
    status,
    capacityBytes:
      number(resource['CapacityBytes']) ?? (isIlo4 && mebibytes !== null ? mebibytes * MIB : null),
    lifeLeftPercent: lifeLeft(resource, mediaType),
    indicatorActive: indicatorOf(resource),
    failurePredicted: predictionOf(resource),
    celsius: celsiusOf(resource, environment),
    powerOnHours:
      number(resource['PowerOnHours']) ??
      number(within(resource, 'Oem', 'Hpe')['PowerOnHours']) ??
      number(within(resource, 'Oem', 'Huawei')['HoursOfPoweredUp']),
  };
}

/** Bays of several chassis of Supermicro have the same ids. */
function driveId(resource: Resource, vendor: Vendor): string {
  const id = text(resource['Id']);
  const chassis = /Chassis\/([^/]+)/.exec(pathOf(resource) ?? '')?.[1];
  return vendor === 'supermicro' && chassis !== undefined ? `${chassis}:${id}` : id;
}

function slotOf(resource: Resource): string {
  const location = within(resource, 'PhysicalLocation');
  if (!('PartLocation' in location)) return '';
  return String(number(within(location, 'PartLocation')['LocationOrdinalValue']) ?? 0);
}

function placeOf(resource: Resource): string {
  const label = text(within(resource, 'PhysicalLocation', 'PartLocation')['ServiceLabel']);
  // Of HPE before the standard: `1I:1:4`.
  return label || text(resource['Location']) || slotOf(resource);
}

/** Drives of HPE that hang on no controller have it where only HPE looks for it. */
function driveStatus(resource: Resource): Status {
  const status = statusOf(resource);
  if (status.health !== '' || status.state !== '') return status;
  const own = within(resource, 'Oem', 'Hpe', 'DriveStatus');
  return { health: text(own['Health']), state: text(own['State']) };
}

/** A disk that turns has no life to tell of, and some services say 0 of it. */
function lifeLeft(resource: Resource, mediaType: string): number | null {
  const left =
    number(resource['PredictedMediaLifeLeftPercent']) ??
    number(within(resource, 'Oem', 'Public')['TimeLeft']) ??
    number(within(resource, 'Oem', 'Huawei')['PredictedMediaLifeLeftPercent']) ??
    fromUsed(
      resource['SSDEnduranceUtilizationPercentage'] ??
        within(resource, 'Oem', 'Supermicro')['PercentageDriveLifeUsed'],
    );
  return left === 0 && mediaType === 'HDD' ? null : left;
}

function fromUsed(value: unknown): number | null {
  const used = number(value);
  return used === null ? null : Math.max(0, 100 - used);
}

function indicatorOf(resource: Resource): boolean | null {
  const led = text(resource['IndicatorLED']);
  return flag(resource['LocationIndicatorActive']) ?? (led === '' ? null : led !== 'Off');
}

/** Dell's says it in words, and more surely than the standard's. */
function predictionOf(resource: Resource): boolean | null {
  const smart = text(within(resource, 'Oem', 'Dell', 'DellPhysicalDisk')['PredictiveFailureState']);
  if (/^smart ?alert ?present$/i.test(smart)) return true;
  return flag(resource['FailurePredicted']) ?? (/^smart ?alert ?absent$/i.test(smart) ? false : null);
}

/** Zero stands for "not known" wherever a vendor has his own field. */
function celsiusOf(resource: Resource, environment: Resource): number | null {
  return (
    number(within(environment, 'TemperatureCelsius')['Reading']) ??
    positive(within(resource, 'Oem', 'Hpe')['CurrentTemperatureCelsius']) ??
    positive(resource['CurrentTemperatureCelsius']) ??
    positive(within(resource, 'Oem', 'Supermicro')['Temperature']) ??
    positive(within(resource, 'Oem', 'Huawei')['TemperatureCelsius']) ??
    positive(within(resource, 'Oem', 'Lenovo')['Temperature'])
  );
}

export interface Controller {
  readonly id: string;
  readonly name: string;
  readonly manufacturer: string;
  readonly model: string;
  readonly firmware: string;
  readonly status: Status;
  readonly speedMbps: number | null;
  readonly cacheBytes: number | null;
  readonly cacheHealth: string;
}

/** A member of Controllers, or of the list that was in its place before. */
export function readController(resource: Resource): Controller {
  const cache = within(resource, 'CacheSummary');
  const gbps = positive(resource['SpeedGbps']);
  const mebibytes = number(cache['TotalCacheSizeMiB']);
  return {
    id: text(resource['MemberId']) || text(resource['Id']),
    name: text(resource['Name']),
    manufacturer: text(resource['Manufacturer']),
    model: text(resource['Model']),
    firmware: text(resource['FirmwareVersion']),
    status: statusOf(resource),
    speedMbps: gbps === null ? null : gbps * 1000,
    cacheBytes: mebibytes === null ? null : mebibytes * MIB,
    cacheHealth: statusOf(cache).health,
  };
}

export interface Volume {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly raidType: string;
  readonly status: Status;
  readonly mediaSpanCount: number | null;
  readonly capacityBytes: number | null;
  /** Paths of the drives that it is made of, as far as they are said. */
  readonly drives: readonly string[];
}

export function readVolume(resource: Resource): Volume {
  const links = within(resource, 'Links');
  const drives = positive(links['Drives@odata.count']) ?? (list(links['Drives']).length || null);
  return {
    id: text(resource['Id']),
    name: text(resource['Name']),
    type: text(resource['VolumeType']),
    raidType: text(resource['RAIDType']),
    status: statusOf(resource),
    mediaSpanCount: positive(resource['MediaSpanCount']) ?? drives,
    capacityBytes: number(resource['CapacityBytes']),
    drives: list(links['Drives']).flatMap((drive) => pathOf(drive) ?? []),
  };
}
