import { z } from 'zod';
import { counter } from '../../../contract/metrics.ts';
import { defineCollector, ModuleError } from '../../../contract/module.ts';
import { LineScanner } from '../../../protocols/line-scanner.ts';

/** Linux 6 has 34 lines. */
const MAX_LINES = 1000;

/** Family by the name of the counter in /proc/net/xfrm_stat; what later kernels added, node_exporter leaves out. */
const FAMILIES = {
  XfrmInError: 'node_xfrm_in_error_packets_total',
  XfrmInBufferError: 'node_xfrm_in_buffer_error_packets_total',
  XfrmInHdrError: 'node_xfrm_in_hdr_error_packets_total',
  XfrmInNoStates: 'node_xfrm_in_no_states_packets_total',
  XfrmInStateProtoError: 'node_xfrm_in_state_proto_error_packets_total',
  XfrmInStateModeError: 'node_xfrm_in_state_mode_error_packets_total',
  XfrmInStateSeqError: 'node_xfrm_in_state_seq_error_packets_total',
  XfrmInStateExpired: 'node_xfrm_in_state_expired_packets_total',
  XfrmInStateMismatch: 'node_xfrm_in_state_mismatch_packets_total',
  XfrmInStateInvalid: 'node_xfrm_in_state_invalid_packets_total',
  XfrmInTmplMismatch: 'node_xfrm_in_tmpl_mismatch_packets_total',
  XfrmInNoPols: 'node_xfrm_in_no_pols_packets_total',
  XfrmInPolBlock: 'node_xfrm_in_pol_block_packets_total',
  XfrmInPolError: 'node_xfrm_in_pol_error_packets_total',
  XfrmOutError: 'node_xfrm_out_error_packets_total',
  XfrmOutBundleGenError: 'node_xfrm_out_bundle_gen_error_packets_total',
  XfrmOutBundleCheckError: 'node_xfrm_out_bundle_check_error_packets_total',
  XfrmOutNoStates: 'node_xfrm_out_no_states_packets_total',
  XfrmOutStateProtoError: 'node_xfrm_out_state_proto_error_packets_total',
  XfrmOutStateModeError: 'node_xfrm_out_state_mode_error_packets_total',
  XfrmOutStateSeqError: 'node_xfrm_out_state_seq_error_packets_total',
  XfrmOutStateExpired: 'node_xfrm_out_state_expired_packets_total',
  XfrmOutPolBlock: 'node_xfrm_out_pol_block_packets_total',
  XfrmOutPolDead: 'node_xfrm_out_pol_dead_packets_total',
  XfrmOutPolError: 'node_xfrm_out_pol_error_packets_total',
  XfrmFwdHdrError: 'node_xfrm_fwd_hdr_error_packets_total',
  XfrmOutStateInvalid: 'node_xfrm_out_state_invalid_packets_total',
  XfrmAcquireError: 'node_xfrm_acquire_error_packets_total',
} as const;
type CounterName = keyof typeof FAMILIES;
const NAMES = Object.keys(FAMILIES) as CounterName[];

/**
 * The counters of /proc/net/xfrm_stat by name.
 * @throws ModuleError `malformed_reply`
 */
export function parseXfrmStat(bytes: Uint8Array): Map<string, number> {
  const scanner = new LineScanner(bytes);
  const counters = new Map<string, number>();
  while (scanner.nextLine()) {
    const name = scanner.word();
    const value = scanner.number();
    if (Number.isNaN(value) || !scanner.atLineEnd() || counters.has(name) || counters.size === MAX_LINES)
      throw new ModuleError('malformed_reply', 'net/xfrm_stat: not lines of a name and a number');
    counters.set(name, value);
  }
  return counters;
}

export default defineCollector({
  id: 'xfrm',
  summary: 'Packets that IPsec refused or lost, by reason.',
  defaultEnabled: false,
  config: z.object({}),
  metrics: {
    node_xfrm_in_error_packets_total: counter('All errors not matched by other'),
    node_xfrm_in_buffer_error_packets_total: counter('No buffer is left'),
    node_xfrm_in_hdr_error_packets_total: counter('Header error'),
    node_xfrm_in_no_states_packets_total: counter(
      'No state is found i.e. Either inbound SPI, address, or IPsec protocol at SA is wrong',
    ),
    node_xfrm_in_state_proto_error_packets_total: counter(
      'Transformation protocol specific error e.g. SA key is wrong',
    ),
    node_xfrm_in_state_mode_error_packets_total: counter('Transformation mode specific error'),
    node_xfrm_in_state_seq_error_packets_total: counter(
      'Sequence error i.e. Sequence number is out of window',
    ),
    node_xfrm_in_state_expired_packets_total: counter('State is expired'),
    node_xfrm_in_state_mismatch_packets_total: counter(
      'State has mismatch option e.g. UDP encapsulation type is mismatch',
    ),
    node_xfrm_in_state_invalid_packets_total: counter('State is invalid'),
    node_xfrm_in_tmpl_mismatch_packets_total: counter(
      'No matching template for states e.g. Inbound SAs are correct but SP rule is wrong',
    ),
    node_xfrm_in_no_pols_packets_total: counter(
      'No policy is found for states e.g. Inbound SAs are correct but no SP is found',
    ),
    node_xfrm_in_pol_block_packets_total: counter('Policy discards'),
    node_xfrm_in_pol_error_packets_total: counter('Policy error'),
    node_xfrm_out_error_packets_total: counter('All errors which is not matched others'),
    node_xfrm_out_bundle_gen_error_packets_total: counter('Bundle generation error'),
    node_xfrm_out_bundle_check_error_packets_total: counter('Bundle check error'),
    node_xfrm_out_no_states_packets_total: counter('No state is found'),
    node_xfrm_out_state_proto_error_packets_total: counter('Transformation protocol specific error'),
    node_xfrm_out_state_mode_error_packets_total: counter('Transformation mode specific error'),
    node_xfrm_out_state_seq_error_packets_total: counter('Sequence error i.e. Sequence number overflow'),
    node_xfrm_out_state_expired_packets_total: counter('State is expired'),
    node_xfrm_out_pol_block_packets_total: counter('Policy discards'),
    node_xfrm_out_pol_dead_packets_total: counter('Policy is dead'),
    node_xfrm_out_pol_error_packets_total: counter('Policy error'),
    node_xfrm_fwd_hdr_error_packets_total: counter('Forward routing of a packet is not allowed'),
    node_xfrm_out_state_invalid_packets_total: counter('State is invalid, perhaps expired'),
    node_xfrm_acquire_error_packets_total: counter('State hasn’t been fully acquired before use'),
  },
  needs: ['procfs'],
  collect({ procfs }, _config, out) {
    const bytes = procfs.readIfPresent('net/xfrm_stat');
    if (bytes === null)
      throw new ModuleError('unsupported', 'the kernel counts nothing of IPsec: no net/xfrm_stat');
    const counters = parseXfrmStat(bytes);
    for (const name of NAMES) out[FAMILIES[name]](counters.get(name) ?? 0);
  },
});
