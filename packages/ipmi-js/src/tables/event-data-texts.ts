/** What event data bytes 2 and 3 say for sensor-specific events (IPMI 2.0, table 42-3), in the words of FreeIPMI's tools. */

export const FIRMWARE_ERRORS = [
  'Unspecified',
  'No system memory is physically installed in the system',
  'No usable system memory, all installed memory has experienced an unrecoverable failure',
  'Unrecoverable hard-disk/ATAPI/IDE device failure',
  'Unrecoverable system-board failure',
  'Unrecoverable diskette subsystem failure',
  'Unrecoverable hard-disk controller failure',
  'Unrecoverable PS/2 or USB keyboard failure',
  'Removable boot media not found',
  'Unrecoverable video controller failure',
  'No video device detected',
  'Firmware (BIOS) ROM corruption detected',
  'CPU voltage mismatch (processors that share same supply have mismatched voltage requirements)',
  'CPU speed matching failure',
] as const;

export const FIRMWARE_PROGRESS = [
  'Unspecified',
  'Memory initialization',
  'Hard-disk initialization',
  'Secondary processor(s) initialization',
  'User authentication',
  'User-initiated system setup',
  'USB resource configuration',
  'PCI resource configuration',
  'Option ROM initialization',
  'Video initialization',
  'Cache initialization',
  'SM Bus initialization',
  'Keyboard controller initialization',
  'Embedded controller/management controller initialization',
  'Docking station attachment',
  'Enabling docking station',
  'Docking station ejection',
  'Disabling docking station',
  'Calling operating system wake-up vector',
  'Starting operating system boot process, e.g. calling Unsigned Int 19h',
  'Baseboard or motherboard initialization',
  'reserved',
  'Floppy initialization',
  'Keyboard test',
  'Pointing device test',
  'Primary processor initialization',
] as const;

export const LOG_ACTIONS = [
  'entry added',
  'entry added because event did not be map to standard IPMI event',
  'entry added along with one or more corresponding SEL entries',
  'log cleared',
  'log disabled',
  'log enabled',
] as const;

export const LOG_TYPES = ['MCA log', 'OEM1', 'OEM2'] as const;

export const CLOCKS = [
  'SEL Timestamp Clock updated (Also used when both SEL and SDR Timestamp clocks are linked together)',
  'SDR Timestamp Clock updated',
] as const;

/** What a chip set was asked for and what it was in; "unknown" only as the latter. */
export const POWER_STATES = [
  'S0/G0 "working"',
  'S1 "sleeping with system h/w & processor context maintained"',
  'S2 "sleeping, processor context lost"',
  'S3 "sleeping, processor & h/w context lost, memory retained."',
  'S4 "non-volatile sleep/suspend-to disk"',
  'S5/G2 "soft-off"',
  'S4/S5 soft-off, particular S4/S5 state cannot be determined',
  'G3/Mechanical Off',
  'Sleeping in an S1, S2, or S3 states (used when particular S1, S2, S3 state cannot be determined)',
  'G1 sleeping (S1-S4 state cannot be determined)',
  'S5 entered by override',
  'Legacy ON state',
  'Legacy OFF state',
] as const;

export const RESTART_CAUSES = [
  'unknown',
  'Chassis Control command',
  'reset via pushbutton',
  'power-up via power pushbutton',
  'Watchdog expiration',
  'OEM',
  "automatic power-up on AC being applied due to 'always restore' power restore policy",
  "automatic power-up on AC being applied due to 'restore previous power state' power restore policy",
  'reset via PEF',
  'power-cycle via PEF',
  'soft reset (e.g. CTRL-ALT-DEL)',
  'power-up via RTC (system real time clock) wakeup',
] as const;

export const SLOT_TYPES = [
  'PCI',
  'Drive Array',
  'External Peripheral Connector',
  'Docking',
  'other standard internal expansion slot',
  'slot associated with entity specified by Entity ID for sensor',
  'AdvancedTCA',
  'DIMM/memory device',
  'FAN',
  'PCI Express',
  'SCSI (parallel)',
  'SATA / SAS',
  'USB',
] as const;

export const TIMER_USES: Readonly<Record<number, string>> = {
  1: 'BIOS FRB2',
  2: 'BIOS/POST',
  3: 'OS Load',
  4: 'SMS/OS',
  5: 'OEM',
  15: 'unspecified',
};

export const TIMER_INTERRUPTS: Readonly<Record<number, string>> = {
  0: 'none',
  1: 'SMI',
  2: 'NMI',
  3: 'Messaging Interrupt',
  15: 'unspecified',
};

export const VERSION_CHANGES = [
  'unspecified',
  "management controller device ID (change in one or more fields from `Get Device ID')",
  'management controller firmware revision',
  'management controller device revision',
  'management controller manufacturer ID',
  'management controller IPMI version',
  'management controller auxiliary firmware ID',
  'management controller firmware boot block',
  'other management controller firmware',
  'system firmware (EFI/BIOS) change',
  'SMBIOS change',
  'operating system change',
  'operating system loader change',
  'service or diagnostic partition change',
  'management software agent change',
  'management software application change',
  'management software middleware change',
  'programmable hardware change (e.g. FPGA)',
  'board/FRU module change (change of a module plugged into associated entity)',
  'board/FRU component change (addition or removal of a replaceable component on the board/FRU that is not tracked as a FRU)',
  'board/FRU replaced with equivalent version',
  'board/FRU replaced with newer version',
  'board/FRU replaced with older version',
  'board/FRU hardware configuration change (e.g. strap, jumper, cable change, etc.)',
] as const;

export const FRU_STATES = [
  'FRU Not Installed',
  "FRU Inactive (in standby or `hot spare' state)",
  'FRU Activation Requested',
  'FRU Activation In Progress',
  'FRU Active',
  'FRU Deactivation Requested',
  'FRU Deactivation In Progress',
  'FRU Communication Lost',
] as const;

export const FRU_CAUSES: Readonly<Record<number, string>> = {
  0: 'Normal State Change',
  1: 'Change Commanded by software external to FRU',
  2: 'State Change due to operator changing a Handle latch',
  3: 'State Change due to operator pressing the hotswap push button',
  4: 'State Change due to FRU programmatic action',
  5: 'Communication Lost',
  6: 'Communication Lost due to local failure',
  7: 'State Change due to unexpected extraction',
  8: 'State Change due to operator intervention/update',
  9: 'Unable to compute IPMB address',
  10: 'Unexpected Deactivation',
  15: 'State Change, Cause Unknown',
};

export const POWER_SUPPLY_ERRORS = [
  'Vendor mismatch',
  'Revision mismatch',
  'Processor missing or unexpected/unsupported condition',
  'Power Supply rating mismatch',
  'Voltage rating mismatch',
] as const;

export const SESSION_ENDS = [
  'Session deactivatation cause unspecified. This value is also used for Session Activated events',
  'Session deactivated by Close Session command',
  'Session deactivated by timeout',
  'Session deactivated by configuration change',
] as const;
