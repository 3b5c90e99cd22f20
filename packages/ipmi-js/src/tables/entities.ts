/** Entity IDs (IPMI 2.0, table 43-13), in the words of FreeIPMI's tools. */
const NAMES = [
  ...['Unspecified', 'Other', 'Unknown', 'Processor', 'Disk', 'Peripheral Bay', 'System Management Module'],
  ...[
    'System Board',
    'Memory Module',
    'Processor Module',
    'Power Supply',
    'Add-in Card',
    'Front Panel Board',
  ],
  ...['Back Panel Board', 'Power System Board', 'Drive Backplane', 'System Internal Expansion Board'],
  ...['Other System Board', 'Processor Board', 'Power Unit', 'Power Module', 'Power Management'],
  ...['Chassis Back Panel Board', 'System Chassis', 'Sub-chassis', 'Other Chassis Board', 'Disk Drive Bay'],
  ...['Peripheral Bay', 'Device Bay', 'Fan', 'Cooling Unit', 'Cable/Interconnect', 'Memory Device'],
  ...['System Management Software', 'System Firmware', 'Operating System', 'System Bus', 'Group'],
  ...['Remote Management Communication Device', 'External Environment', 'Battery', 'Processing Blade'],
  ...['Connectivity Switch', 'Processor/Memory Module', 'I/O Module', 'Processor/IO module'],
  ...['Management Controller Firmware', 'IPMI Channel', 'PCI Bus', 'PCI Express Bus', 'SCSI Bus'],
  ...['SATA/SAS bus', 'Processor/front-side bus', 'Real Time Clock'],
];

/** Names that DCMI adds beyond the list. */
const DCMI: Readonly<Record<number, string>> = { 0x40: 'Air Inlet', 0x41: 'Processor', 0x42: 'System Board' };
const CHASSIS_FIRST = 0x90;
const BOARD_FIRST = 0xb0;
const OEM_FIRST = 0xd0;

/** Entities that say of a record that it is of nothing in particular. */
const NOTHING_IN_PARTICULAR = 3;

export function entityName(id: number): string {
  const known = NAMES[id] ?? DCMI[id];
  if (known !== undefined) return known;
  if (id >= OEM_FIRST) return 'OEM System Integrator';
  if (id >= BOARD_FIRST) return 'Board-Set Specific';
  if (id >= CHASSIS_FIRST) return 'Chassis Specific';
  return 'OEM System Integrator';
}

export function isParticularEntity(id: number): boolean {
  return id >= NOTHING_IN_PARTICULAR;
}
