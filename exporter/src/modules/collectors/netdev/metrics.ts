import { counter, gauge, pattern } from '../../../contract/metrics.ts';

/** The alias is left out unless it is asked for. */
const LABELS = ['device', 'ifalias'] as const;
const statistic = (name: string) => counter(`Network device statistic ${name}.`, LABELS);

export const METRICS = {
  node_network_receive_bytes_total: statistic('receive_bytes'),
  node_network_receive_packets_total: statistic('receive_packets'),
  node_network_receive_errs_total: statistic('receive_errs'),
  node_network_receive_drop_total: statistic('receive_drop'),
  node_network_receive_fifo_total: statistic('receive_fifo'),
  node_network_receive_frame_total: statistic('receive_frame'),
  node_network_receive_compressed_total: statistic('receive_compressed'),
  node_network_receive_multicast_total: statistic('receive_multicast'),
  node_network_receive_nohandler_total: statistic('receive_nohandler'),
  node_network_transmit_bytes_total: statistic('transmit_bytes'),
  node_network_transmit_packets_total: statistic('transmit_packets'),
  node_network_transmit_errs_total: statistic('transmit_errs'),
  node_network_transmit_drop_total: statistic('transmit_drop'),
  node_network_transmit_fifo_total: statistic('transmit_fifo'),
  node_network_transmit_colls_total: statistic('transmit_colls'),
  node_network_transmit_carrier_total: statistic('transmit_carrier'),
  node_network_transmit_compressed_total: statistic('transmit_compressed'),
  detailed: pattern({
    prefix: 'node_network_',
    variable: 'statistic',
    suffix: '_total',
    type: 'counter',
    help: (name) => `Network device statistic ${name}.`,
    labels: LABELS,
  }),
  node_network_address_info: gauge('node network address by device', [
    'device',
    'address',
    'netmask',
    'scope',
  ]),
};
