import { HOST_EVENTS } from '../../../contract/host-facts.ts';
import type { Observation } from '../../../contract/module.ts';
import { DEVICE_EVENTS } from '../../../protocols/snmp/device-events.ts';

export const events = {
  ...HOST_EVENTS,
  ...DEVICE_EVENTS,
  'snmp.agent_restarted': 'The SNMP agent of a device has started again while the device itself ran on.',
  'snmp.device_unreachable':
    'A device does not answer, or only with errors, look after look (`code`, `error`).',
  'snmp.device_reachable': 'A device that was unreachable answers again (`unreachable_seconds`).',
  'snmp.storage_high': 'A storage is fuller than allowed (`used_percent`, `level`).',
  'snmp.errors_high': 'An interface has more errors in a minute than allowed (`errors_per_minute`, `level`).',
  'snmp.load_high': 'The load average of a device is higher than allowed (`load1`, `level`).',
  'snmp.threshold_cleared':
    'What was above a threshold no longer is (`cleared` says which kind of event is over).',
} as const;
export type EventKind = keyof typeof events;

/** An event before it is said of which asset. */
export interface Fact extends Pick<Observation<EventKind>, 'kind' | 'severity' | 'message' | 'attributes'> {
  /** What tells it from others of its kind about the same device. */
  readonly about: string;
}
