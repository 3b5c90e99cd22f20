import type { metrics } from './metrics.ts';

/** A file with a counter of a port. */
export interface Counter {
  /** `counters/link_downed`, below the folder of the port. */
  readonly file: string;
  readonly metric: Exclude<keyof typeof metrics, 'node_infiniband_info'>;
  readonly scale?: (value: number) => number;
}

/** Data is counted in units of four octets, whatever the number of lanes. */
const octets = (words: number) => words * 4;
/** Whole seconds, as node_exporter has it. */
const wholeSeconds = (milliseconds: number) => Math.floor(milliseconds / 1000);

const PORT_COUNTERS: readonly Counter[] = [
  {
    file: 'counters/excessive_buffer_overrun_errors',
    metric: 'node_infiniband_excessive_buffer_overrun_errors_total',
  },
  { file: 'counters/link_downed', metric: 'node_infiniband_link_downed_total' },
  { file: 'counters/link_error_recovery', metric: 'node_infiniband_link_error_recovery_total' },
  {
    file: 'counters/local_link_integrity_errors',
    metric: 'node_infiniband_local_link_integrity_errors_total',
  },
  { file: 'counters/multicast_rcv_packets', metric: 'node_infiniband_multicast_packets_received_total' },
  { file: 'counters/multicast_xmit_packets', metric: 'node_infiniband_multicast_packets_transmitted_total' },
  {
    file: 'counters/port_rcv_constraint_errors',
    metric: 'node_infiniband_port_constraint_errors_received_total',
  },
  {
    file: 'counters/port_xmit_constraint_errors',
    metric: 'node_infiniband_port_constraint_errors_transmitted_total',
  },
  { file: 'counters/port_rcv_data', metric: 'node_infiniband_port_data_received_bytes_total', scale: octets },
  {
    file: 'counters/port_xmit_data',
    metric: 'node_infiniband_port_data_transmitted_bytes_total',
    scale: octets,
  },
  { file: 'counters/port_rcv_discards', metric: 'node_infiniband_port_discards_received_total' },
  { file: 'counters/port_xmit_discards', metric: 'node_infiniband_port_discards_transmitted_total' },
  { file: 'counters/port_rcv_errors', metric: 'node_infiniband_port_errors_received_total' },
  { file: 'counters/port_rcv_packets', metric: 'node_infiniband_port_packets_received_total' },
  { file: 'counters/port_xmit_packets', metric: 'node_infiniband_port_packets_transmitted_total' },
  { file: 'counters/port_xmit_wait', metric: 'node_infiniband_port_transmit_wait_total' },
  { file: 'counters/unicast_rcv_packets', metric: 'node_infiniband_unicast_packets_received_total' },
  { file: 'counters/unicast_xmit_packets', metric: 'node_infiniband_unicast_packets_transmitted_total' },
  {
    file: 'counters/port_rcv_remote_physical_errors',
    metric: 'node_infiniband_port_receive_remote_physical_errors_total',
  },
  {
    file: 'counters/port_rcv_switch_relay_errors',
    metric: 'node_infiniband_port_receive_switch_relay_errors_total',
  },
  { file: 'counters/symbol_error', metric: 'node_infiniband_symbol_error_total' },
  { file: 'counters/VL15_dropped', metric: 'node_infiniband_vl15_dropped_total' },
  // 64 bits wide, of kernels before 4.5
  {
    file: 'counters_ext/port_multicast_rcv_packets',
    metric: 'node_infiniband_legacy_multicast_packets_received_total',
  },
  {
    file: 'counters_ext/port_multicast_xmit_packets',
    metric: 'node_infiniband_legacy_multicast_packets_transmitted_total',
  },
  {
    file: 'counters_ext/port_rcv_data_64',
    metric: 'node_infiniband_legacy_data_received_bytes_total',
    scale: octets,
  },
  { file: 'counters_ext/port_rcv_packets_64', metric: 'node_infiniband_legacy_packets_received_total' },
  {
    file: 'counters_ext/port_unicast_rcv_packets',
    metric: 'node_infiniband_legacy_unicast_packets_received_total',
  },
  {
    file: 'counters_ext/port_unicast_xmit_packets',
    metric: 'node_infiniband_legacy_unicast_packets_transmitted_total',
  },
  {
    file: 'counters_ext/port_xmit_data_64',
    metric: 'node_infiniband_legacy_data_transmitted_bytes_total',
    scale: octets,
  },
  { file: 'counters_ext/port_xmit_packets_64', metric: 'node_infiniband_legacy_packets_transmitted_total' },
];

/** Of NVIDIA's mlx5 and Intel's irdma drivers. */
const HARDWARE_COUNTERS: readonly Counter[] = [
  { file: 'hw_counters/lifespan', metric: 'node_infiniband_lifespan_seconds', scale: wholeSeconds },
  { file: 'hw_counters/duplicate_request', metric: 'node_infiniband_duplicate_requests_packets_total' },
  { file: 'hw_counters/implied_nak_seq_err', metric: 'node_infiniband_implied_nak_seq_errors_total' },
  { file: 'hw_counters/local_ack_timeout_err', metric: 'node_infiniband_local_ack_timeout_errors_total' },
  { file: 'hw_counters/np_cnp_sent', metric: 'node_infiniband_np_cnp_packets_sent_total' },
  {
    file: 'hw_counters/np_ecn_marked_roce_packets',
    metric: 'node_infiniband_np_ecn_marked_roce_packets_received_total',
  },
  { file: 'hw_counters/out_of_buffer', metric: 'node_infiniband_out_of_buffer_drops_total' },
  { file: 'hw_counters/out_of_sequence', metric: 'node_infiniband_out_of_sequence_packets_received_total' },
  { file: 'hw_counters/packet_seq_err', metric: 'node_infiniband_packet_sequence_errors_total' },
  { file: 'hw_counters/req_cqe_error', metric: 'node_infiniband_req_cqes_errors_total' },
  { file: 'hw_counters/req_cqe_flush_error', metric: 'node_infiniband_req_cqes_flush_errors_total' },
  { file: 'hw_counters/req_remote_access_errors', metric: 'node_infiniband_req_remote_access_errors_total' },
  {
    file: 'hw_counters/req_remote_invalid_request',
    metric: 'node_infiniband_req_remote_invalid_request_errors_total',
  },
  { file: 'hw_counters/resp_cqe_error', metric: 'node_infiniband_resp_cqes_errors_total' },
  { file: 'hw_counters/resp_cqe_flush_error', metric: 'node_infiniband_resp_cqes_flush_errors_total' },
  { file: 'hw_counters/resp_local_length_error', metric: 'node_infiniband_resp_local_length_errors_total' },
  {
    file: 'hw_counters/resp_remote_access_errors',
    metric: 'node_infiniband_resp_remote_access_errors_total',
  },
  { file: 'hw_counters/rnr_nak_retry_err', metric: 'node_infiniband_rnr_nak_retry_packets_received_total' },
  { file: 'hw_counters/roce_adp_retrans', metric: 'node_infiniband_roce_adp_retransmits_total' },
  { file: 'hw_counters/roce_adp_retrans_to', metric: 'node_infiniband_roce_adp_retransmits_timeout_total' },
  { file: 'hw_counters/roce_slow_restart', metric: 'node_infiniband_roce_slow_restart_used_total' },
  { file: 'hw_counters/roce_slow_restart_cnps', metric: 'node_infiniband_roce_slow_restart_cnps_total' },
  { file: 'hw_counters/roce_slow_restart_trans', metric: 'node_infiniband_roce_slow_restart_total' },
  { file: 'hw_counters/rp_cnp_handled', metric: 'node_infiniband_rp_cnp_packets_handled_total' },
  { file: 'hw_counters/rp_cnp_ignored', metric: 'node_infiniband_rp_cnp_ignored_packets_received_total' },
  { file: 'hw_counters/rx_atomic_requests', metric: 'node_infiniband_rx_atomic_requests_total' },
  { file: 'hw_counters/rx_dct_connect', metric: 'node_infiniband_rx_dct_connect_requests_total' },
  { file: 'hw_counters/rx_read_requests', metric: 'node_infiniband_rx_read_requests_total' },
  { file: 'hw_counters/rx_write_requests', metric: 'node_infiniband_rx_write_requests_total' },
  { file: 'hw_counters/rx_icrc_encapsulated', metric: 'node_infiniband_rx_icrc_encapsulated_errors_total' },
];

/** What node_exporter looks at for a device of this name. */
export function countersOf(device: string): readonly Counter[] {
  return /^(irdma|mlx5_)/.test(device) ? [...PORT_COUNTERS, ...HARDWARE_COUNTERS] : PORT_COUNTERS;
}
