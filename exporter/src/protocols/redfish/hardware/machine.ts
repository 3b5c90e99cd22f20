/** What a machine is, by what its service says of it. */
import { type Place, readChassis, readManager, readSystem } from '../read/system.ts';
import type { Estate } from '../walk/discover.ts';

export interface Machine {
  /** `server`, `enclosure` of several systems, `pdu`. */
  readonly type: 'server' | 'enclosure' | 'pdu';
  /** As its operating system calls it; empty when the service does not know. */
  readonly hostname: string;
  readonly vendor: string;
  readonly model: string;
  readonly serial: string;
  /** Dell's service tag, among others. */
  readonly sku: string;
  readonly uuid: string;
  readonly biosVersion: string;
  readonly health: string;
  readonly isOn: boolean | null;
  readonly managers: readonly { readonly model: string; readonly firmware: string }[];
  readonly place: Place;
}

const NO_PLACE: Place = { room: '', row: '', rack: '', unit: null };

export function machineOf({ systems, chassis, managers, pdus }: Estate): Machine {
  const own = chassis.map(({ resource }) => readChassis(resource));
  const place = own.find(({ place: each }) => each.rack !== '' || each.room !== '')?.place ?? NO_PLACE;
  const shared = {
    place,
    managers: managers.map(({ resource }) => {
      const { model, firmware } = readManager(resource);
      return { model, firmware };
    }),
  };
  const [first, ...others] = systems;
  if (first && others.length === 0) return { ...shared, type: 'server', ...systemOf(first.resource) };
  const [unit] = first ? own : pdus.map(pduOf);
  return {
    ...shared,
    type: first || pdus.length === 0 ? 'enclosure' : 'pdu',
    hostname: '',
    vendor: unit?.manufacturer ?? '',
    model: unit?.model ?? '',
    serial: unit?.serial ?? '',
    sku: '',
    uuid: '',
    biosVersion: '',
    health: unit?.status.health ?? '',
    isOn: null,
  };
}

function systemOf(resource: Parameters<typeof readSystem>[0]) {
  const system = readSystem(resource);
  return {
    hostname: system.hostname,
    vendor: system.manufacturer,
    model: system.model,
    serial: system.serial,
    sku: system.sku,
    uuid: system.uuid,
    biosVersion: system.biosVersion,
    health: system.status.health,
    isOn: system.powerOn,
  };
}

function pduOf(resource: Estate['pdus'][number]) {
  const { manufacturer, model, serial, status } = readChassis(resource);
  return { manufacturer, model, serial, status };
}

/** By which a machine is known elsewhere. */
export function marksOf({ uuid, serial, sku }: Machine, bmcAddress: string) {
  return { uuids: [uuid], serials: [serial, sku], bmcAddress };
}
