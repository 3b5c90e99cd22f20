/** A rack server of Dell with the older resources for temperatures and power, and a drive that is about to fail. */
import { collection, link, links, ok, type ResourceTree, root, V1 } from '../tree.ts';

const SYSTEM = `${V1}/Systems/System.Embedded.1`;
const CHASSIS = `${V1}/Chassis/System.Embedded.1`;
const MANAGER = `${V1}/Managers/iDRAC.Embedded.1`;
const RAID = `${SYSTEM}/Storage/RAID.Integrated.1-1`;
const ATTRIBUTES = `${MANAGER}/Oem/Dell/DellAttributes/iDRAC.Embedded.1`;

export interface DellOptions {
  /** When the entries of the log were made. */
  readonly loggedAt?: Date;
}

export function dellTree({ loggedAt = new Date() }: DellOptions = {}): ResourceTree {
  return {
    ...root({ UpdateService: link(`${V1}/UpdateService`) }),
    ...collection(`${V1}/Systems`, {
      'System.Embedded.1': {
        Manufacturer: ' Dell Inc. ',
        Model: 'PowerEdge R740',
        SerialNumber: 'CNABC00',
        SKU: '7XYZ123',
        UUID: '4C4C4544-0051-3910-804B-B7C04F4C3733',
        HostName: 'db1.example.com',
        PowerState: 'On',
        BiosVersion: '2.12.2',
        IndicatorLED: 'Lit',
        LocationIndicatorActive: false,
        Status: { ...ok, Health: 'Warning' },
        MemorySummary: { TotalSystemMemoryGiB: 64 },
        ProcessorSummary: { Count: 2, Model: ' Intel(R) Xeon(R) Gold 6130 ' },
        Processors: link(`${SYSTEM}/Processors`),
        Memory: link(`${SYSTEM}/Memory`),
        Storage: link(`${SYSTEM}/Storage`),
      },
    }),
    ...collection(`${SYSTEM}/Processors`, {
      'CPU.Socket.1': {
        ProcessorType: 'CPU',
        Socket: 'CPU.Socket.1',
        Manufacturer: 'Intel',
        Model: 'Intel(R) Xeon(R) Gold 6130',
        InstructionSet: [{ Member: 'x86-64' }],
        MaxSpeedMHz: 4000,
        OperatingSpeedMHz: 2100,
        TotalCores: 16,
        TotalThreads: 32,
        Status: ok,
        Oem: { Dell: { DellProcessor: { Volts: '1.8' } } },
      },
      'Video.Slot.1': { ProcessorType: 'GPU', Status: ok },
      'CPU.Socket.2': { ProcessorType: 'CPU', Status: { State: 'Absent' } },
    }),
    ...collection(`${SYSTEM}/Memory`, {
      'DIMM.Socket.A1': {
        Name: 'DIMM A1',
        Manufacturer: 'Hynix',
        MemoryDeviceType: 'DDR4',
        ErrorCorrection: 'MultiBitECC',
        SerialNumber: '3F2A',
        RankCount: 2,
        CapacityMiB: 32768,
        OperatingSpeedMhz: 2666,
        Status: ok,
        Metrics: link(`${SYSTEM}/Memory/DIMM.Socket.A1/MemoryMetrics`),
      },
      'DIMM.Socket.A2': { Status: { State: 'Absent' } },
    }),
    [`${SYSTEM}/Memory/DIMM.Socket.A1/MemoryMetrics`]: {
      Id: 'MemoryMetrics',
      LifeTime: { CorrectableECCErrorCount: 41, UncorrectableECCErrorCount: 0 },
      HealthData: { AlarmTrips: { CorrectableECCError: true, UncorrectableECCError: false } },
    },
    ...storage(),
    ...chassis(),
    ...manager(loggedAt),
    ...collection(`${V1}/UpdateService/FirmwareInventory`, {
      'Installed-159-2.12.2': { Name: 'BIOS', Version: '2.12.2', Status: ok },
    }),
    [`${V1}/UpdateService`]: { FirmwareInventory: link(`${V1}/UpdateService/FirmwareInventory`) },
    [`${SYSTEM}/Oem/Dell/DellSystem/System.Embedded.1`]: {
      BatteryRollupStatus: 'OK',
      EstimatedSystemAirflowCFM: 29,
    },
  };
}

function storage(): ResourceTree {
  const [good, bad] = ['Disk.Bay.0', 'Disk.Bay.1'].map((bay) => `${RAID}/Drives/${bay}`);
  return {
    ...collection(`${SYSTEM}/Storage`, {
      'RAID.Integrated.1-1': {
        Name: 'PERC H730P',
        Status: ok,
        Drives: links(good ?? '', bad ?? ''),
        Volumes: link(`${RAID}/Volumes`),
        StorageControllers: [
          {
            MemberId: 'RAID.Integrated.1-1',
            Name: 'PERC H730P Mini',
            Manufacturer: 'DELL',
            Model: 'PERC H730P',
            FirmwareVersion: '25.5.9',
            SpeedGbps: 12,
            CacheSummary: { TotalCacheSizeMiB: 2048, Status: ok },
            Status: ok,
          },
        ],
        Oem: {
          Dell: {
            DellControllerBattery: { Id: 'Battery.Integrated.1', Name: 'Battery', PrimaryStatus: 'Warning' },
          },
        },
      },
    }),
    [good ?? '']: drive('Disk.Bay.0', 'SSD', 'S1', { PredictedMediaLifeLeftPercent: 96 }),
    [bad ?? '']: drive('Disk.Bay.1', 'HDD', 'S2', {
      FailurePredicted: false,
      PredictedMediaLifeLeftPercent: 0,
      Status: { ...ok, Health: 'Warning' },
      Oem: { Dell: { DellPhysicalDisk: { PredictiveFailureState: 'SmartAlertPresent' } } },
    }),
    ...collection(`${RAID}/Volumes`, {
      'Disk.Virtual.0': {
        Name: ' os ',
        VolumeType: 'Mirrored',
        RAIDType: 'RAID1',
        CapacityBytes: 479559942144,
        Status: ok,
        Links: { Drives: links(good ?? '', bad ?? ''), 'Drives@odata.count': 2 },
      },
    }),
  };
}

function drive(id: string, mediaType: string, serial: string, more: object) {
  return {
    Id: id,
    Name: `Physical Disk 0:1:${id.at(-1)}`,
    Manufacturer: 'TOSHIBA',
    MediaType: mediaType,
    Model: 'AL15',
    Protocol: 'SAS',
    SerialNumber: serial,
    CapacityBytes: 479559942144,
    PhysicalLocation: { PartLocation: { LocationOrdinalValue: Number(id.at(-1)) } },
    FailurePredicted: false,
    Status: ok,
    ...more,
  };
}

function chassis(): ResourceTree {
  return {
    ...collection(`${V1}/Chassis`, {
      'System.Embedded.1': {
        ChassisType: 'RackMount',
        Manufacturer: 'Dell Inc.',
        Model: 'PowerEdge R740',
        SerialNumber: 'CNABC00',
        Status: ok,
        PhysicalSecurity: { IntrusionSensor: 'HardwareIntrusion' },
        Thermal: link(`${CHASSIS}/Thermal`),
        Power: link(`${CHASSIS}/Power`),
        ThermalSubsystem: link(`${CHASSIS}/ThermalSubsystem`),
        NetworkAdapters: link(`${CHASSIS}/NetworkAdapters`),
      },
    }),
    [`${CHASSIS}/Thermal`]: {
      Temperatures: [
        {
          MemberId: 'iDRAC.Embedded.1#CPU1Temp',
          Name: 'CPU1 Temp',
          ReadingCelsius: 51,
          UpperThresholdNonCritical: 83,
          UpperThresholdCritical: 88,
          LowerThresholdCritical: 'N/A',
          Status: ok,
        },
        { Name: 'Inlet', Number: 7, ReadingCelsius: 21, Status: ok },
        { Name: 'Absent', ReadingCelsius: 0, Status: { State: 'Absent' } },
        { Name: 'Broken', ReadingCelsius: -128, Status: ok },
        { Name: 'Silent', ReadingCelsius: null, Status: ok },
      ],
      Fans: [
        {
          MemberId: '0x17||Fan.Embedded.1A',
          FanName: 'Fan 1A',
          Reading: 7912,
          ReadingUnits: 'RPM',
          Status: ok,
        },
        { Name: 'Fan 2', CurrentReading: 40, Units: 'Percent', Status: { ...ok, Health: 'Critical' } },
        { Name: 'No units', Reading: 1, Status: ok },
      ],
      Redundancy: [
        {
          MemberId: 'System.Board',
          Name: 'Fan Redundancy',
          Mode: 'N+m',
          MinNumNeeded: 2,
          RedundancySet: links('/a', '/b'),
          Status: ok,
        },
      ],
    },
    [`${CHASSIS}/Power`]: {
      PowerControl: [
        {
          Name: 'System Power Control',
          PowerConsumedWatts: 166,
          PowerCapacityWatts: 816,
          PowerMetrics: {
            MinConsumedWatts: 165,
            MaxConsumedWatts: 177,
            AverageConsumedWatts: 166,
            IntervalInMin: 1,
          },
        },
      ],
      PowerSupplies: [
        {
          Name: 'PS1 Status',
          Model: 'PWR SPLY,750W',
          SerialNumber: 'PS1SN',
          PowerOutputWatts: 74.5,
          PowerInputWatts: 89,
          PowerCapacityWatts: 750,
          LineInputVoltage: 232,
          EfficiencyPercent: 91,
          Status: ok,
        },
        { Name: 'PS2 Status', PowerInputWatts: null, Status: { State: 'Enabled', Health: 'Critical' } },
        { Name: 'PS3', Status: { State: 'Absent' } },
      ],
      Redundancy: [{ Name: 'PSU Redundancy', Mode: 'Failover', Status: { Health: 'Critical' } }],
      Voltages: [
        { MemberId: 'V1', Name: 'PS1 Voltage 1', ReadingVolts: 232, UpperThresholdCritical: 264, Status: ok },
        { Name: 'Unread', ReadingVolts: 'N/A', Status: ok },
      ],
    },
    ...collection(`${CHASSIS}/NetworkAdapters`, {
      'NIC.Integrated.1': {
        Manufacturer: 'Intel',
        Model: 'X710',
        SerialNumber: 'NIC1',
        Status: ok,
        NetworkPorts: link(`${CHASSIS}/NetworkAdapters/NIC.Integrated.1/NetworkPorts`),
      },
    }),
    ...collection(`${CHASSIS}/NetworkAdapters/NIC.Integrated.1/NetworkPorts`, {
      'NIC.Integrated.1-1': {
        Id: 'NIC.Integrated.1',
        LinkStatus: 'Up',
        CurrentLinkSpeedMbps: 10000,
        Status: ok,
      },
      'NIC.Integrated.1-2': {
        Id: 'NIC.Integrated.1',
        LinkStatus: 'Down',
        SupportedLinkCapabilities: [{ LinkSpeedMbps: 1000 }],
        Status: ok,
      },
    }),
  };
}

function manager(loggedAt: Date): ResourceTree {
  const Created = loggedAt.toISOString().replace(/\.\d+Z$/, '-00:00');
  return {
    ...collection(`${V1}/Managers`, {
      'iDRAC.Embedded.1': {
        ManagerType: 'BMC',
        Model: '14G Monolithic',
        FirmwareVersion: '5.10.50.00',
        Status: ok,
        Links: { Oem: { Dell: { DellAttributes: links(ATTRIBUTES) } } },
        LogServices: link(`${MANAGER}/LogServices`),
      },
    }),
    [ATTRIBUTES]: { Attributes: { 'Info.1.HWModel': 'iDRAC9', 'Info.1.Type': '14G Monolithic' } },
    [`${MANAGER}/LogServices/Sel/Entries`]: {
      Id: 'SEL-Entries',
      Members: [
        {
          Id: '3',
          Created,
          Message: ' Fan 2 RPM is less than the lower critical threshold. ',
          Severity: 'Critical',
        },
        {
          Id: '2',
          Created,
          Message: 'The power supply 2 has lost input.',
          Severity: 'Warning',
          MessageId: 'PSU0003',
        },
        { Id: '1', Created, Message: 'Log cleared.', Severity: 'OK' },
        { Id: '0', Created: '2019-01-01T00:00:00-06:00', Message: 'Old.', Severity: 'Critical' },
        { Id: 'x', Created: 'yesterday', Message: 'Without a time.', Severity: 'Critical' },
      ],
    },
  };
}
