import { z } from 'zod';
import { KnownDevices } from '../../../contract/known-devices.ts';
import { counter, gauge, type Out } from '../../../contract/metrics.ts';
import { defineCollector, ModuleError } from '../../../contract/module.ts';
import type { FileTree } from '../../../contract/ports.ts';
import { integerOf, textOf } from '../../../protocols/kernel-value.ts';

const FOLDER = 'class/fc_host';
/** Only a driver that is loaded anew changes what an adapter tells. */
const LEARN_ANEW_AFTER_RUNS = 100;

const perHost = (help: string) => counter(help, ['fc_host']);

const metrics = {
  node_fibrechannel_info: gauge('Non-numeric data from /sys/class/fc_host/<host>, value is always 1.', [
    'fc_host',
    'speed',
    'port_state',
    'port_type',
    'port_id',
    'port_name',
    'fabric_name',
    'symbolic_name',
    'supported_classes',
    'supported_speeds',
    'dev_loss_tmo',
  ]),
  node_fibrechannel_dumped_frames_total: perHost('Number of dumped frames'),
  node_fibrechannel_error_frames_total: perHost('Number of errors in frames'),
  node_fibrechannel_invalid_crc_total: perHost('Invalid Cyclic Redundancy Check count'),
  node_fibrechannel_rx_frames_total: perHost('Number of frames received'),
  node_fibrechannel_rx_words_total: perHost('Number of words received by host port'),
  node_fibrechannel_tx_frames_total: perHost('Number of frames transmitted by host port'),
  node_fibrechannel_tx_words_total: perHost('Number of words transmitted by host port'),
  node_fibrechannel_seconds_since_last_reset_total: perHost('Number of seconds since last host port reset'),
  node_fibrechannel_invalid_tx_words_total: perHost('Number of invalid words transmitted by host port'),
  node_fibrechannel_link_failure_total: perHost('Number of times the host port link has failed'),
  node_fibrechannel_loss_of_sync_total: perHost(
    'Number of failures on either bit or transmission word boundaries',
  ),
  node_fibrechannel_loss_of_signal_total: perHost('Number of times signal has been lost'),
  node_fibrechannel_nos_total: perHost('Number Not_Operational Primitive Sequence received by host port'),
  node_fibrechannel_fcp_packet_aborts_total: perHost('Number of aborted packets'),
};

const STATISTICS = [
  ['dumped_frames', 'node_fibrechannel_dumped_frames_total'],
  ['error_frames', 'node_fibrechannel_error_frames_total'],
  ['invalid_crc_count', 'node_fibrechannel_invalid_crc_total'],
  ['rx_frames', 'node_fibrechannel_rx_frames_total'],
  ['rx_words', 'node_fibrechannel_rx_words_total'],
  ['tx_frames', 'node_fibrechannel_tx_frames_total'],
  ['tx_words', 'node_fibrechannel_tx_words_total'],
  ['seconds_since_last_reset', 'node_fibrechannel_seconds_since_last_reset_total'],
  ['invalid_tx_word_count', 'node_fibrechannel_invalid_tx_words_total'],
  ['link_failure_count', 'node_fibrechannel_link_failure_total'],
  ['loss_of_sync_count', 'node_fibrechannel_loss_of_sync_total'],
  ['loss_of_signal_count', 'node_fibrechannel_loss_of_signal_total'],
  ['nos_count', 'node_fibrechannel_nos_total'],
  ['fcp_packet_aborts', 'node_fibrechannel_fcp_packet_aborts_total'],
] as const;

/** Of an adapter below /sys. */
interface Host {
  readonly folder: string;
  /** Files in the order of STATISTICS; none where the driver keeps no statistics. */
  readonly statistics: readonly string[];
}

export default defineCollector({
  id: 'fibrechannel',
  summary: 'Fibre Channel adapters and the frames and errors they count.',
  config: z.object({}),
  metrics,
  needs: ['sysfs'],
  init: () => new KnownDevices<Host>(LEARN_ANEW_AFTER_RUNS),
  collect({ sysfs, state }, _config, out) {
    if (!sysfs.exists(FOLDER)) throw new ModuleError('unsupported', 'no Fibre Channel adapters');
    for (const [name, host] of state.of(sysfs.list(FOLDER), (each) => learnHost(sysfs, each))) {
      emitInfo(sysfs, name, host, out);
      emitStatistics(sysfs, name, host, out);
    }
  },
});

function learnHost(sysfs: FileTree, name: string): Host {
  const folder = `${FOLDER}/${name}`;
  return {
    folder,
    statistics: sysfs.exists(`${folder}/statistics`)
      ? STATISTICS.map(([file]) => `${folder}/statistics/${file}`)
      : [],
  };
}

function emitInfo(sysfs: FileTree, name: string, host: Host, out: Out<typeof metrics>): void {
  const text = (attribute: string) => {
    const bytes = sysfs.readIfPresent(`${host.folder}/${attribute}`);
    return bytes === null ? '' : textOf(bytes);
  };
  out.node_fibrechannel_info(
    1,
    name,
    text('speed'),
    text('port_state'),
    text('port_type'),
    withoutPrefix(text('port_id')),
    withoutPrefix(text('port_name')),
    withoutPrefix(text('fabric_name')),
    text('symbolic_name'),
    text('supported_classes'),
    text('supported_speeds'),
    text('dev_loss_tmo'),
  );
}

/** A hexadecimal number without the `0x` in front. */
const withoutPrefix = (number: string) => (number.length > 2 ? number.slice(2) : number);

/** What the firmware does not count is all ones, and left out; what the driver has no file for is 0, as with node_exporter. */
function emitStatistics(sysfs: FileTree, name: string, { statistics }: Host, out: Out<typeof metrics>): void {
  for (let i = 0; i < statistics.length; i += 1) {
    const path = statistics[i] as string;
    const [, metric] = STATISTICS[i] as (typeof STATISTICS)[number];
    const bytes = sysfs.readIfPresent(path);
    const value = bytes === null ? 0 : integerOf(bytes);
    if (!(value >= 0)) throw new ModuleError('malformed_reply', `${path}: not one unsigned number`);
    if (value < 2 ** 64) out[metric](value, name);
  }
}
