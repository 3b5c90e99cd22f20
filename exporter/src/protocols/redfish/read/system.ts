import { flag, number, positive, type Resource, type Status, statusOf, text, within } from './resource.ts';

const GIB = 1024 ** 3;

export interface System {
  readonly id: string;
  readonly uuid: string;
  /** Null when the service does not say. */
  readonly powerOn: boolean | null;
  readonly status: Status;
  /** Empty when there is none. */
  readonly indicatorLed: string;
  readonly indicatorActive: boolean | null;
  readonly memoryBytes: number | null;
  readonly cpuCount: number | null;
  readonly cpuModel: string;
  readonly biosVersion: string;
  readonly manufacturer: string;
  readonly model: string;
  readonly serial: string;
  readonly sku: string;
  readonly hostname: string;
}

export function readSystem(resource: Resource): System {
  const memory = number(within(resource, 'MemorySummary')['TotalSystemMemoryGiB']);
  const processors = within(resource, 'ProcessorSummary');
  const powerState = text(resource['PowerState']);
  // iLO 6 has it where only HPE looks for it.
  const led = text(resource['IndicatorLED']) || text(within(resource, 'Oem', 'Hpe')['IndicatorLED']);
  return {
    id: text(resource['Id']),
    uuid: text(resource['UUID']).toLowerCase(),
    powerOn: powerState === '' ? null : powerState === 'On',
    status: statusOf(resource),
    indicatorLed: led,
    indicatorActive: flag(resource['LocationIndicatorActive']),
    memoryBytes: memory === null ? null : memory * GIB,
    cpuCount: number(processors['Count']),
    cpuModel: text(processors['Model']),
    biosVersion: text(resource['BiosVersion']),
    manufacturer: text(resource['Manufacturer']),
    model: text(resource['Model']),
    serial: text(resource['SerialNumber']),
    sku: text(resource['SKU']),
    hostname: text(resource['HostName']),
  };
}

export interface Chassis {
  readonly id: string;
  readonly type: string;
  readonly manufacturer: string;
  readonly model: string;
  readonly serial: string;
  readonly status: Status;
  /** `Normal`, `HardwareIntrusion`, `TamperingDetected`; empty where nothing watches. */
  readonly intrusion: string;
  readonly place: Place;
}

/** Where it stands; empty what nobody has told it. */
export interface Place {
  readonly room: string;
  readonly row: string;
  readonly rack: string;
  /** The lowest unit of the rack that it takes. */
  readonly unit: number | null;
}

export function readChassis(resource: Resource): Chassis {
  return {
    id: text(resource['Id']),
    type: text(resource['ChassisType']),
    manufacturer: text(resource['Manufacturer']),
    model: text(resource['Model']),
    serial: text(resource['SerialNumber']),
    status: statusOf(resource),
    intrusion: text(within(resource, 'PhysicalSecurity')['IntrusionSensor']),
    place: placeOf(resource),
  };
}

function placeOf(chassis: Resource): Place {
  const placement = within(chassis, 'Location', 'Placement');
  const address = within(chassis, 'Location', 'PostalAddress');
  return {
    room: text(address['Room']) || text(address['Building']) || text(address['Location']),
    row: text(placement['Row']),
    rack: text(placement['Rack']),
    unit: positive(placement['RackOffset']),
  };
}

export interface Processor {
  readonly id: string;
  readonly socket: string;
  readonly manufacturer: string;
  readonly model: string;
  readonly architecture: string;
  readonly status: Status;
  readonly volts: number | null;
  readonly maxMhz: number | null;
  readonly currentMhz: number | null;
  readonly cores: number | null;
  readonly threads: number | null;
}

/** Null for what is no processor, such as an accelerator, or is not at work. */
export function readProcessor(resource: Resource, isIlo4: boolean): Processor | null {
  if (text(resource['ProcessorType']) !== 'CPU') return null;
  const status = statusOf(resource);
  const enabled = status.state === 'Enabled' || (isIlo4 && status.state === '' && status.health !== '');
  if (!enabled) return null;
  return {
    id: text(resource['Id']),
    socket: text(resource['Socket']),
    manufacturer: text(resource['Manufacturer']),
    model: text(resource['Model']),
    architecture: text(resource['InstructionSet']) || text(resource['ProcessorArchitecture']),
    status,
    volts: processorVolts(resource),
    maxMhz: number(resource['MaxSpeedMHz']),
    currentMhz:
      number(resource['OperatingSpeedMHz']) ??
      number(within(resource, 'Oem', 'Lenovo')['CurrentClockSpeedMHz']),
    cores: number(resource['TotalCores']),
    threads: number(resource['TotalThreads']),
  };
}

function processorVolts(resource: Resource): number | null {
  const dell = number(within(resource, 'Oem', 'Dell', 'DellProcessor')['Volts']);
  if (dell !== null) return dell;
  const tenths = number(within(resource, 'Oem', 'Hpe')['VoltageVoltsX10']);
  return tenths === null ? null : tenths / 10;
}

export interface Manager {
  readonly id: string;
  readonly type: string;
  readonly model: string;
  readonly firmware: string;
  readonly status: Status;
}

export function readManager(resource: Resource): Manager {
  return {
    id: text(resource['Id']),
    type: text(resource['ManagerType']),
    model: text(resource['Model']),
    firmware: text(resource['FirmwareVersion']),
    status: statusOf(resource),
  };
}

export interface Firmware {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly status: Status;
}

export function readFirmware(resource: Resource): Firmware {
  return {
    id: text(resource['Id']),
    name: text(resource['Name']),
    version: text(resource['Version']),
    status: statusOf(resource),
  };
}
