/** Files of /sys/class/net/<device> that hold a number, and the families that show them. */
export const NUMBERS = {
  addr_assign_type: 'node_network_address_assign_type',
  carrier: 'node_network_carrier',
  carrier_changes: 'node_network_carrier_changes_total',
  carrier_down_count: 'node_network_carrier_down_changes_total',
  carrier_up_count: 'node_network_carrier_up_changes_total',
  dev_id: 'node_network_device_id',
  dormant: 'node_network_dormant',
  flags: 'node_network_flags',
  ifindex: 'node_network_iface_id',
  iflink: 'node_network_iface_link',
  link_mode: 'node_network_iface_link_mode',
  mtu: 'node_network_mtu_bytes',
  name_assign_type: 'node_network_name_assign_type',
  netdev_group: 'node_network_net_dev_group',
  speed: 'node_network_speed_bytes',
  tx_queue_len: 'node_network_transmit_queue_length',
  type: 'node_network_protocol_type',
} as const;
export type NumberName = keyof typeof NUMBERS;
export const NUMBER_NAMES = Object.keys(NUMBERS) as NumberName[];

/** Files that hold a text. */
export const TEXT_NAMES = ['operstate', 'address', 'broadcast', 'duplex', 'ifalias'] as const;
export type TextName = (typeof TEXT_NAMES)[number];

/** What tells that a link changed, or that another device took over the name. */
export const LINK: ReadonlySet<string> = new Set<NumberName | TextName>([
  'ifindex',
  'flags',
  'carrier_changes',
  'operstate',
]);
