/** A server with the newer resources: subsystems, sensors, NVMe drives; a second chassis with accelerators. */
import { collection, EXPANDS, type Json, link, links, ok, type ResourceTree, root, V1 } from '../tree.ts';

const SYSTEM = `${V1}/Systems/1`;
const MAIN = `${V1}/Chassis/Main`;
const NVME = `${SYSTEM}/Storage/NVMe`;

const reading = (Reading: number) => ({ Reading });

export function subsystemsTree({ expand = true }: { readonly expand?: boolean } = {}): ResourceTree {
  return {
    ...root(expand ? EXPANDS : {}),
    ...collection(`${V1}/Systems`, {
      '1': {
        Manufacturer: 'HPE',
        Model: 'ProLiant DL380 Gen11',
        SerialNumber: 'CZ1',
        PowerState: 'Off',
        Oem: { Hpe: { IndicatorLED: 'Off' } },
        Status: ok,
        Memory: link(`${SYSTEM}/Memory`),
        Storage: link(`${SYSTEM}/Storage`),
        Processors: link(`${SYSTEM}/Processors`),
        LogServices: link(`${SYSTEM}/LogServices`),
      },
    }),
    ...collection(`${SYSTEM}/Processors`, {
      '1': {
        ProcessorType: 'CPU',
        ProcessorArchitecture: 'x86',
        Status: ok,
        Oem: { Hpe: { VoltageVoltsX10: 16 } },
      },
    }),
    ...collection(`${SYSTEM}/Memory`, { proc1dimm1: { Name: 'DIMM 1', CapacityMiB: 16384, Status: ok } }),
    ...storage(),
    ...chassis(),
    ...collection(`${V1}/Managers`, {
      '1': { ManagerType: 'BMC', Model: 'iLO 6', FirmwareVersion: 'iLO 6 v1.55', Status: ok },
    }),
    ...collection(`${SYSTEM}/LogServices/IML/Entries`, {
      '1': { Created: new Date().toISOString(), Message: 'Fan failed', Severity: 'Critical' },
    }),
  };
}

function storage(): ResourceTree {
  const drives: Record<string, Json> = {};
  for (const id of ['0', '1']) {
    drives[`${NVME}/Drives/${id}`] = {
      Id: id,
      Name: `NVMe ${id}`,
      MediaType: 'SSD',
      FailurePredicted: id === '1',
      LocationIndicatorActive: true,
      Status: ok,
      EnvironmentMetrics: link(`${NVME}/Drives/${id}/EnvironmentMetrics`),
    };
    drives[`${NVME}/Drives/${id}/EnvironmentMetrics`] = { TemperatureCelsius: reading(38 + Number(id)) };
  }
  return {
    ...collection(`${SYSTEM}/Storage`, {
      NVMe: {
        Name: 'NVMe',
        Status: ok,
        Drives: links(`${NVME}/Drives/0`, `${NVME}/Drives/1`),
        Controllers: link(`${NVME}/Controllers`),
      },
    }),
    ...collection(`${NVME}/Controllers`, { '0': { Name: 'NVMe 0', SpeedGbps: 63, Status: ok } }),
    ...drives,
  };
}

function chassis(): ResourceTree {
  const gpu = `${V1}/Chassis/GPU`;
  return {
    ...collection(`${V1}/Chassis`, {
      Backplane: { ChassisType: 'Module', Status: ok },
      Main: {
        ChassisType: 'RackMount',
        Status: ok,
        ThermalSubsystem: link(`${MAIN}/ThermalSubsystem`),
        PowerSubsystem: link(`${MAIN}/PowerSubsystem`),
        Sensors: link(`${MAIN}/Sensors`),
        EnvironmentMetrics: link(`${MAIN}/EnvironmentMetrics`),
      },
      GPU: {
        ChassisType: 'Zone',
        Status: { ...ok, Health: 'Warning' },
        ThermalSubsystem: link(`${gpu}/ThermalSubsystem`),
      },
    }),
    [`${MAIN}/ThermalSubsystem`]: {
      Fans: link(`${MAIN}/ThermalSubsystem/Fans`),
      ThermalMetrics: link(`${MAIN}/ThermalSubsystem/ThermalMetrics`),
      FanRedundancy: [{ GroupName: 'Fans', RedundancyType: 'NPlusM', MinNeededInGroup: 5, Status: ok }],
    },
    ...collection(`${MAIN}/ThermalSubsystem/Fans`, {
      '1': { Name: 'Fan 1', SpeedPercent: { Reading: 30, SpeedRPM: 6000 }, Status: ok },
      '2': { Name: 'Fan 2', SpeedPercent: { Reading: 31 }, Status: ok },
      '3': { Name: 'Fan 3', Status: ok },
    }),
    [`${MAIN}/ThermalSubsystem/ThermalMetrics`]: {
      TemperatureReadingsCelsius: [
        { DeviceName: 'Inlet', Reading: 22, DataSourceUri: `${MAIN}/Sensors/Inlet` },
        { Reading: 50, DataSourceUri: `${MAIN}/Sensors/CPU1` },
        { Reading: null },
      ],
    },
    [`${gpu}/ThermalSubsystem`]: { ThermalMetrics: link(`${gpu}/ThermalSubsystem/ThermalMetrics`) },
    [`${gpu}/ThermalSubsystem/ThermalMetrics`]: {
      TemperatureReadingsCelsius: [{ DeviceName: 'GPU 1', Reading: 61 }],
    },
    [`${MAIN}/EnvironmentMetrics`]: {
      Name: 'Main Environment',
      PowerWatts: reading(274),
      TemperatureCelsius: reading(22),
    },
    [`${MAIN}/PowerSubsystem`]: {
      CapacityWatts: 1600,
      PowerSupplies: link(`${MAIN}/PowerSubsystem/PowerSupplies`),
      PowerSupplyRedundancy: [
        {
          GroupName: 'PSU',
          RedundancyType: 'NPlusM',
          RedundancyGroup: links('/a', '/b'),
          Status: { ...ok, Health: 'Warning' },
        },
      ],
    },
    ...collection(`${MAIN}/PowerSubsystem/PowerSupplies`, {
      '2': { Name: 'PSU 2', Status: { State: 'Absent' } },
      '1': {
        Name: 'PSU 1',
        Model: '865414-B21',
        SerialNumber: 'P1',
        PowerCapacityWatts: 800,
        Status: ok,
        Metrics: link(`${MAIN}/PowerSubsystem/PowerSupplies/1/Metrics`),
      },
    }),
    [`${MAIN}/PowerSubsystem/PowerSupplies/1/Metrics`]: {
      InputVoltage: reading(230),
      InputPowerWatts: reading(150),
      OutputPowerWatts: reading(140),
    },
    ...collection(`${MAIN}/Sensors`, {
      Inlet: {
        Name: 'Inlet Temp',
        Reading: 22,
        ReadingType: 'Temperature',
        ReadingUnits: 'Cel',
        PhysicalContext: 'Intake',
        Thresholds: { UpperCaution: reading(42), UpperCritical: reading(47) },
        Status: ok,
      },
      Unread: { Name: 'Unread', Reading: null, Status: { State: 'Disabled' } },
    }),
  };
}
