/** What devices tell by traps, and what is seen when they are asked: the same kinds of events, whoever tells them. */
export const DEVICE_EVENTS = {
  'snmp.cold_start': 'A device has started, and its configuration may have changed.',
  'snmp.link_down':
    'An interface of a device went down (`if_index`, `if_descr`; `if_admin_status` is `down` when somebody turned it off).',
  'snmp.link_up': 'An interface of a device came up (`if_index`, `if_descr`).',
} as const;

/** Of ifAdminStatus and ifOperStatus, in the order of their numbers from 1. RFC 2863 */
export const INTERFACE_STATUSES = [
  'up',
  'down',
  'testing',
  'unknown',
  'dormant',
  'notPresent',
  'lowerLayerDown',
] as const;
