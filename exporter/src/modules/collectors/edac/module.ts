import { z } from 'zod';
import { counter, type Out } from '../../../contract/metrics.ts';
import { defineCollector } from '../../../contract/module.ts';
import type { FileTree } from '../../../contract/ports.ts';
import { readIfReadable } from '../../../contract/readable.ts';
import { parseNumberFile } from '../../../protocols/procfs/number-file.ts';
import { text } from '../../../protocols/sysfs/attribute.ts';
import { type Channel, type Controller, ControllerList, type Row } from './controllers.ts';

const CONTROLLER = ['controller'] as const;
const ROW = ['controller', 'csrow'] as const;
const CHANNEL = ['controller', 'csrow', 'channel', 'dimm_label'] as const;
/** The `csrow` of errors that the controller could not place. */
const UNKNOWN = 'unknown';

const metrics = {
  node_edac_correctable_errors_total: counter('Total correctable memory errors.', CONTROLLER),
  node_edac_uncorrectable_errors_total: counter('Total uncorrectable memory errors.', CONTROLLER),
  node_edac_csrow_correctable_errors_total: counter('Total correctable memory errors for this csrow.', ROW),
  node_edac_csrow_uncorrectable_errors_total: counter(
    'Total uncorrectable memory errors for this csrow.',
    ROW,
  ),
  node_edac_channel_correctable_errors_total: counter(
    'Total correctable memory errors for this channel.',
    CHANNEL,
  ),
  node_edac_channel_uncorrectable_errors_total: counter(
    'Total uncorrectable memory errors for this channel.',
    CHANNEL,
  ),
} as const;

export default defineCollector({
  id: 'edac',
  summary: 'Memory errors that the controllers detected, corrected or not.',
  config: z.object({}),
  metrics,
  needs: ['sysfs'],
  init: () => new ControllerList(),
  collect({ sysfs, state }, _config, out) {
    for (const controller of state.controllers(sysfs)) writeController(sysfs, controller, out);
  },
});

function writeController(
  sysfs: FileTree,
  { number, folder, rows }: Controller,
  out: Out<typeof metrics>,
): void {
  out.node_edac_correctable_errors_total(readCount(sysfs, `${folder}/ce_count`), number);
  out.node_edac_csrow_correctable_errors_total(
    readCount(sysfs, `${folder}/ce_noinfo_count`),
    number,
    UNKNOWN,
  );
  out.node_edac_uncorrectable_errors_total(readCount(sysfs, `${folder}/ue_count`), number);
  out.node_edac_csrow_uncorrectable_errors_total(
    readCount(sysfs, `${folder}/ue_noinfo_count`),
    number,
    UNKNOWN,
  );
  for (const row of rows) {
    out.node_edac_csrow_correctable_errors_total(
      readCount(sysfs, `${row.folder}/ce_count`),
      number,
      row.number,
    );
    out.node_edac_csrow_uncorrectable_errors_total(
      readCount(sysfs, `${row.folder}/ue_count`),
      number,
      row.number,
    );
    for (const channel of row.channels) writeChannel(sysfs, number, row, channel, out);
  }
}

function writeChannel(
  sysfs: FileTree,
  controller: string,
  row: Row,
  channel: Channel,
  out: Out<typeof metrics>,
): void {
  const { number, prefix, countsUncorrectable } = channel;
  const labels = [controller, row.number, number, readDimmLabel(sysfs, `${prefix}_dimm_label`)] as const;
  out.node_edac_channel_correctable_errors_total(readCount(sysfs, `${prefix}_ce_count`), ...labels);
  if (!countsUncorrectable) return;
  out.node_edac_channel_uncorrectable_errors_total(readCount(sysfs, `${prefix}_ue_count`), ...labels);
}

/** May be set at any time; the kernel's own is `mc#0csrow#1channel#0`, which becomes `mc0_csrow1_channel0`. */
function readDimmLabel(sysfs: FileTree, path: string): string {
  const bytes = readIfReadable(sysfs, path);
  if (bytes === null) return UNKNOWN;
  return text(bytes).replaceAll('#', '').replaceAll('csrow', '_csrow').replaceAll('channel', '_channel');
}

function readCount(sysfs: FileTree, path: string): number {
  return parseNumberFile(sysfs.read(path), path);
}
