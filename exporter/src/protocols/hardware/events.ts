/**
 * What happens to the hardware of machines, whoever tells it: what is seen when a BMC is asked, and what it has written
 * into its log. `origin` of each is `state` or `log`; `subject` says of which part.
 */
export const HARDWARE_EVENTS = {
  'hardware.thermal':
    'A temperature is near a threshold of the machine or beyond it (`celsius`, `threshold_celsius`, `level`).',
  'hardware.rack_thermal': 'A machine in a rack has a temperature near a threshold or beyond it (`machine`).',
  'hardware.fan': 'A fan has failed.',
  'hardware.fan_degrading': 'A fan is worse than it should be, or far slower than the others of its machine.',
  'hardware.psu': 'A power supply has failed, or has no input.',
  'hardware.redundancy_lost': 'Fans or power supplies no longer stand in for each other (`of`).',
  'hardware.power': 'A machine was turned on or off, or its power has a fault.',
  'hardware.drive': 'A drive has failed or is about to.',
  'hardware.drive_predicted': 'A drive predicts its failure, or has little life left (`reason`).',
  'hardware.storage': 'A volume, a storage controller or its battery is degraded or has failed.',
  'hardware.memory': 'A memory module has failed, or has errors that cannot be corrected.',
  'hardware.memory_errors': 'Corrected errors of a memory module rise.',
  'hardware.processor': 'A processor has a fault.',
  'hardware.intrusion': 'A chassis was opened.',
  'hardware.watchdog': 'A watchdog has expired, or has started a machine again.',
  'hardware.log': 'A BMC has written into its log what is none of the others.',
  'hardware.cleared': 'What was wrong with a part no longer is (`cleared` says which kind of event is over).',
  'hardware.bmc_unreachable':
    'A BMC does not answer, or only with errors, look after look (`code`, `error`).',
  'hardware.bmc_reachable': 'A BMC that was unreachable answers again (`unreachable_seconds`).',
} as const;
export type HardwareEventKind = keyof typeof HARDWARE_EVENTS;
