/** What single vendors do differently, each with no more than that. */
import { collection, type Json, link, links, ok, type ResourceTree, root, V1 } from '../tree.ts';

const SYSTEM = `${V1}/Systems/1`;
const CHASSIS = `${V1}/Chassis/1`;

function machine(manufacturer: string, system: Json = {}, chassis: Json = {}): ResourceTree {
  return {
    ...root(),
    ...collection(`${V1}/Systems`, { '1': { Manufacturer: manufacturer, PowerState: 'On', ...system } }),
    ...collection(`${V1}/Chassis`, { '1': { ChassisType: 'RackMount', ...chassis } }),
    ...collection(`${V1}/Managers`, { '1': { ManagerType: 'BMC' } }),
  };
}

const POWER = { Power: link(`${CHASSIS}/Power`) };

/** Its root says who it is; its disks and modules are of a time before the standard. */
export function ilo4Tree(): ResourceTree {
  const array = `${SYSTEM}/SmartStorage/ArrayControllers`;
  return {
    ...machine('HPE', {}, POWER),
    ...root({ Name: 'HP RESTful Root Service' }),
    ...collection(array, { '0': { Name: 'HpSmartStorageArrayController', Status: { Health: 'OK' } } }),
    ...collection(`${array}/0/DiskDrives`, {
      '0': {
        Name: 'HpSmartStorageDiskDrive',
        CapacityMiB: 572325,
        InterfaceType: 'SAS',
        MediaType: 'SSD',
        SSDEnduranceUtilizationPercentage: 12.5,
        CurrentTemperatureCelsius: 31,
        PowerOnHours: 5943,
        Location: '1I:1:4',
        Status: ok,
      },
    }),
    ...collection(`${SYSTEM}/Memory`, {
      proc1dimm1: {
        Manufacturer: 'HP ',
        Rank: 2,
        DIMMType: 'DDR4',
        DIMMStatus: 'GoodInUse',
        SizeMB: 16384,
      },
    }),
    ...collection(`${SYSTEM}/Processors`, { '1': { ProcessorType: 'CPU', Status: { Health: 'OK' } } }),
    ...collection(`${SYSTEM}/NetworkAdapters`, {
      '1': { Name: 'HP Ethernet 331i', PhysicalPorts: [{ SpeedMbps: 1000 }, {}] },
    }),
    [`${CHASSIS}/Power`]: {
      PowerSupplies: [
        { FirmwareVersion: '0.00', Status: ok },
        { FirmwareVersion: '1.00', LastPowerOutputWatts: 90, Status: ok },
      ],
    },
  };
}

/** The first firmware of iLO 5: its drives are where iLO 4 has them. */
export function ilo5Tree(): ResourceTree {
  const smart = `${SYSTEM}/SmartStorage`;
  return {
    ...machine('HPE', {
      Storage: link(`${SYSTEM}/Storage`),
      Oem: { Hpe: { Links: { SmartStorage: link(`${smart}/`) } } },
    }),
    ...collection(`${SYSTEM}/Storage`, {}),
    ...collection(`${smart}/ArrayControllers`, { '0': { Name: 'Smart Array P408i-a', Status: ok } }),
    ...collection(`${smart}/ArrayControllers/0/DiskDrives`, {
      '0': {
        Name: 'HpeSmartStorageDiskDrive',
        Location: '1I:3:4',
        CapacityMiB: 381554,
        Status: { ...ok, Health: 'Warning' },
      },
    }),
  };
}

/** A drive that hangs on no controller. */
export function ilo5NvmeTree(): ResourceTree {
  const nvme = `${SYSTEM}/Storage/DA000000/Drives/DA000000`;
  return {
    ...ilo5Tree(),
    ...collection(`${SYSTEM}/Storage`, { DA000000: { Drives: links(nvme) } }),
    [nvme]: {
      Id: 'DA000000',
      Name: 'Secondary Storage Device',
      PhysicalLocation: { PartLocation: { ServiceLabel: 'Box 3:Bay 7' } },
      Oem: { Hpe: { DriveStatus: { ...ok, Health: 'Critical' }, CurrentTemperatureCelsius: 33 } },
    },
  };
}

export function lenovoTree(): ResourceTree {
  return {
    ...machine('Lenovo', { Processors: link(`${SYSTEM}/Processors`) }),
    ...collection(`${SYSTEM}/Processors`, {
      '1': { ProcessorType: 'CPU', Oem: { Lenovo: { CurrentClockSpeedMHz: 2400 } }, Status: ok },
    }),
    ...collection(`${SYSTEM}/LogServices/StandardLog/Entries`, {
      '7': { Created: new Date().toISOString(), Message: 'PSU 1 lost', Severity: 'Warning' },
    }),
  };
}

/** Drives of two backplanes with the same ids below one controller. */
export function supermicroTree(): ResourceTree {
  const drives = ['HA-RAID.0', 'HA-RAID.1'].map((shelf) => `${V1}/Chassis/${shelf}/Drives/Disk.Bay.0`);
  return {
    ...machine('Supermicro', { Storage: link(`${SYSTEM}/Storage`) }),
    ...collection(`${SYSTEM}/Storage`, { 'HA-RAID': { Drives: links(...drives, drives[0] ?? '') } }),
    ...Object.fromEntries(
      drives.map((path, i) => [
        path,
        {
          Id: 'Disk.Bay.0',
          Oem: { Supermicro: { Temperature: 33 + i, PercentageDriveLifeUsed: 3 } },
          Status: ok,
        },
      ]),
    ),
  };
}

/** Two machines behind one manager. */
export function huaweiTree(): ResourceTree {
  const storage = `${V1}/Systems/blade2/Storages`;
  return {
    ...machine('Huawei', {}, POWER),
    ...collection(`${V1}/Systems`, {
      blade1: { Manufacturer: 'Huawei', PowerState: 'On', Status: ok },
      blade2: {
        Manufacturer: 'Huawei',
        PowerState: 'Off',
        Status: { ...ok, Health: 'Critical' },
        Storage: link(storage),
      },
    }),
    ...collection(storage, {
      RAIDStorage0: { Name: 'RAIDStorage0', Drives: links(`${V1}/Chassis/1/Drives/HDDPlaneDisk0`) },
    }),
    [`${V1}/Chassis/1/Drives/HDDPlaneDisk0`]: {
      Id: 'HDDPlaneDisk0',
      Oem: { Huawei: { TemperatureCelsius: 29, HoursOfPoweredUp: 198 } },
      Status: ok,
    },
    [`${CHASSIS}/Power`]: {
      PowerSupplies: [
        {
          Name: 'PSU1',
          PowerInputWatts: 0,
          Oem: { Huawei: { PowerInputWatts: 120, PowerOutputWatts: 110 } },
          Status: ok,
        },
      ],
    },
  };
}

export function inspurTree(): ResourceTree {
  return {
    ...machine('INSPUR', { Storage: link(`${SYSTEM}/Storages`) }, POWER),
    ...collection(`${SYSTEM}/Storage`, { '1': { Drives: links(`${SYSTEM}/Storage/1/Drives/0`) } }),
    [`${SYSTEM}/Storage/1/Drives/0`]: { Id: '0', Oem: { Public: { TimeLeft: 88 } }, Status: ok },
    [`${CHASSIS}/Power`]: { Oem: { Public: { TotalPower: 321 } } },
  };
}

export function fujitsuTree(): ResourceTree {
  return {
    ...machine('FUJITSU', {}, POWER),
    [`${CHASSIS}/Power`]: {
      PowerControl: [{ Name: 'Chassis', PowerConsumedWatts: 0 }],
      PowerSupplies: [{ Name: 'PSU1', Status: ok }],
      Oem: {
        ts_fujitsu: {
          ChassisPowerConsumption: { CurrentPowerConsumptionW: 210, MinimumPowerW: 180, PeakPowerW: 400 },
          ChassisPowerSensors: [
            { EntityId: 'Power Supply', Designation: 'PSU1 Power', CurrentPowerConsumptionW: 104 },
          ],
        },
      },
    },
    ...collection(`${V1}/Managers/iRMC/LogServices/SystemEventLog/Entries`, {
      '4': { Created: new Date().toISOString(), Message: 'FAN1: failed', Severity: 'Critical' },
    }),
  };
}

export function pduTree(): ResourceTree {
  const pdus = `${V1}/PowerEquipment/RackPDUs`;
  return {
    ...root({ PowerEquipment: link(`${V1}/PowerEquipment`) }),
    [`${V1}/PowerEquipment`]: { RackPDUs: link(pdus) },
    ...collection(pdus, {
      '1': {
        Id: 1,
        Name: 'Rack 12 left',
        EquipmentType: 'RackPDU',
        Manufacturer: 'Contoso',
        Model: 'ZAP4000',
        SerialNumber: 'PDU1',
        FirmwareVersion: '4.3.0',
        Status: ok,
        Metrics: link(`${pdus}/1/Metrics`),
      },
    }),
    [`${pdus}/1/Metrics`]: {
      PowerWatts: { Reading: 6438, ApparentVA: 6493, PowerFactor: 0.99 },
      EnergykWh: { Reading: 325675 },
    },
  };
}
