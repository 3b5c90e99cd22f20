/** All that a device tells of itself. */
import { ModuleError } from '../../../contract/module.ts';
import type { Oid } from '../../../model/snmp.ts';
import { readColumns, type TableOptions } from '../../../protocols/snmp/table.ts';
import { deviceTypeOf, type DeviceType } from './device-type.ts';
import { type Chassis, chassisInstances, chassisOf, chassisRows } from './hardware.ts';
import { type DeviceInterface, INTERFACE_COLUMNS, interfacesOf } from './interfaces.ts';
import { type Neighbour, NEIGHBOUR_COLUMNS, neighboursOf } from './neighbours.ts';
import * as objects from './objects.ts';
import { macOf, numberOf, octetsOf, textOf } from './octets.ts';
import { enterpriseOf, vendorOf } from './vendors.ts';

export interface DeviceFacts {
  readonly type: DeviceType;
  readonly name: string | null;
  readonly description: string | null;
  readonly objectId: string | null;
  readonly location: string | null;
  readonly contact: string | null;
  readonly uptimeSeconds: number | null;
  readonly vendor: string | null;
  readonly model: string | null;
  readonly serial: string | null;
  readonly firmware: string | null;
  /** More than one only of stacks. */
  readonly chassis: readonly Chassis[];
  readonly interfaces: readonly DeviceInterface[];
  readonly neighbours: readonly Neighbour[];
  /** Those of its interfaces among them. */
  readonly macs: readonly string[];
}

const SYSTEM: readonly Oid[] = [
  objects.sysDescr,
  objects.sysObjectID,
  objects.sysUpTime,
  objects.sysContact,
  objects.sysName,
  objects.sysLocation,
  objects.sysServices,
  objects.ipForwarding,
  objects.dot1dBaseBridgeAddress,
  objects.dot1dBaseNumPorts,
  objects.prtGeneralSerialNumber,
  objects.upsIdentManufacturer,
  objects.upsIdentModel,
  objects.hrMemorySize,
  objects.synologyModel,
  objects.synologySerial,
  objects.lldpLocSysCapEnabled,
  objects.lldpLocChassisIdSubtype,
  objects.lldpLocChassisId,
];
const CHASSIS_MAC = 4;
/** Of TimeTicks. */
const TICKS_PER_SECOND = 100;

/**
 * `partial` is told what could not be read while the rest is good.
 * @throws ModuleError when not even its interfaces can be read.
 */
export async function readDevice(
  options: TableOptions,
  partial: (reason: ModuleError) => void,
): Promise<DeviceFacts> {
  const attempt = <T>(read: Promise<T>): Promise<T | null> => orNull(read, partial);
  const main = await readColumns({ columns: INTERFACE_COLUMNS, instances: SYSTEM }, options);
  const interfaces = interfacesOf(main);
  const links = await attempt(readColumns({ columns: NEIGHBOUR_COLUMNS }, options));
  const { neighbours, leftOut } = links ? neighboursOf(links, interfaces) : { neighbours: [], leftOut: 0 };
  if (leftOut > 0)
    partial(new ModuleError('limit_exceeded', `${options.host}: ${leftOut} neighbours are left out`));
  const chassis = (await attempt(readChassis(options))) ?? [];
  const enterprise = enterpriseOf(oidIn(main.text(objects.sysObjectID)));
  const fromChassis = (fact: keyof Chassis) => chassis.find((each) => each[fact])?.[fact] ?? null;
  const ticks = numberOf(main, objects.sysUpTime);
  return {
    type: deviceTypeOf(main, enterprise),
    name: textOf(main, objects.sysName),
    description: textOf(main, objects.sysDescr),
    objectId: main.text(objects.sysObjectID) || null,
    location: textOf(main, objects.sysLocation),
    contact: textOf(main, objects.sysContact),
    uptimeSeconds: ticks === null ? null : Math.floor(ticks / TICKS_PER_SECOND),
    vendor: fromChassis('vendor') ?? textOf(main, objects.upsIdentManufacturer) ?? vendorOf(enterprise),
    model: fromChassis('model') ?? textOf(main, objects.upsIdentModel) ?? textOf(main, objects.synologyModel),
    serial:
      fromChassis('serial') ??
      textOf(main, objects.prtGeneralSerialNumber) ??
      textOf(main, objects.synologySerial),
    firmware: fromChassis('firmware') ?? fromChassis('software'),
    chassis,
    interfaces,
    neighbours,
    macs: macsOf(main, interfaces),
  };

  function macsOf(tables: typeof main, all: readonly DeviceInterface[]): string[] {
    const isMac = numberOf(tables, objects.lldpLocChassisIdSubtype) === CHASSIS_MAC;
    const own = [
      macOf(octetsOf(tables, objects.dot1dBaseBridgeAddress)),
      isMac ? macOf(octetsOf(tables, objects.lldpLocChassisId)) : null,
      ...all.map(({ mac }) => mac),
    ];
    return [...new Set(own.filter((mac) => mac !== null))];
  }
}

async function readChassis(options: TableOptions): Promise<Chassis[]> {
  const rows = chassisRows(await readColumns({ columns: [objects.entPhysicalClass] }, options));
  if (rows.length === 0) return [];
  return chassisOf(await readColumns({ columns: [], instances: chassisInstances(rows) }, options), rows);
}

async function orNull<T>(read: Promise<T>, partial: (reason: ModuleError) => void): Promise<T | null> {
  try {
    return await read;
  } catch (error) {
    if (!(error instanceof ModuleError) || error.code === 'cancelled') throw error;
    partial(error);
    return null;
  }
}

const oidIn = (text: string): Oid => text.split('.').map(Number);
