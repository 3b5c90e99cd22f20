import { z } from 'zod';
import { regex } from '../../../contract/config.ts';
import { exclusive, passes } from '../../../contract/filter.ts';
import { counter, gauge } from '../../../contract/metrics.ts';
import { defineCollector, ModuleError } from '../../../contract/module.ts';
import type { FileTree, Netlink } from '../../../contract/ports.ts';
import { parseFixtures } from './fixtures.ts';
import { linkRequest, parseLink, parseQdisc, qdiscRequest, RTM_GETLINK, RTM_GETQDISC } from './messages.ts';
import type { Qdisc } from './qdisc.ts';

/** Far more devices than hosts have; each has seven series. */
const MAX_DEVICES = 5000;

const config = z
  .object({
    deviceInclude: regex('')
      .describe('Devices to look at; all others are left out.')
      .meta({ flags: ['--collector.qdisk.device-include'] }),
    deviceExclude: regex('')
      .describe('Devices to leave out.')
      .meta({ flags: ['--collector.qdisk.device-exclude'] }),
    fixtures: z
      .string()
      .default('')
      .describe(
        'For tests: a folder below `path.rootfs` with `results.json`, as node_exporter reads it, instead of netlink.',
      ),
  })
  .superRefine(exclusive('device', ''));

const LABELS = ['device', 'kind'] as const;

export default defineCollector({
  id: 'qdisc',
  summary: 'The queuing discipline of each network device, from netlink.',
  defaultEnabled: false,
  config,
  metrics: {
    node_qdisc_bytes_total: counter('Number of bytes sent.', LABELS),
    node_qdisc_packets_total: counter('Number of packets sent.', LABELS),
    node_qdisc_drops_total: counter('Number of packets dropped.', LABELS),
    node_qdisc_requeues_total: counter('Number of packets dequeued, not transmitted, and requeued.', LABELS),
    node_qdisc_overlimits_total: counter('Number of overlimit packets.', LABELS),
    node_qdisc_current_queue_length: gauge('Number of packets currently in queue to be sent.', LABELS),
    node_qdisc_backlog: gauge('Number of bytes currently in queue to be sent.', LABELS),
  },
  needs: ['netlink', 'rootfs'],
  collect({ netlink, rootfs, partial }, { deviceInclude, deviceExclude, fixtures }, out) {
    const filter = { include: deviceInclude, exclude: deviceExclude };
    const all = fixtures === '' ? askKernel(netlink) : readFixtures(rootfs, fixtures);
    const kept = all.filter(({ device }) => passes(device, filter));
    if (kept.length > MAX_DEVICES)
      partial(new ModuleError('limit_exceeded', `${kept.length} devices, of which ${MAX_DEVICES} are shown`));
    for (const each of kept.slice(0, MAX_DEVICES)) {
      const { device, kind } = each;
      out.node_qdisc_bytes_total(each.bytes, device, kind);
      out.node_qdisc_packets_total(each.packets, device, kind);
      out.node_qdisc_drops_total(each.drops, device, kind);
      out.node_qdisc_requeues_total(each.requeues, device, kind);
      out.node_qdisc_overlimits_total(each.overlimits, device, kind);
      out.node_qdisc_current_queue_length(each.queueLength, device, kind);
      out.node_qdisc_backlog(each.backlog, device, kind);
    }
  },
});

function askKernel(netlink: Netlink): Qdisc[] {
  const names = new Map<number, string>();
  netlink.routeDump(RTM_GETLINK, linkRequest(), (_type, payload) => {
    const link = parseLink(payload);
    if (link) names.set(link.index, link.name);
  });
  const qdiscs: Qdisc[] = [];
  netlink.routeDump(RTM_GETQDISC, qdiscRequest(), (_type, payload) => {
    const qdisc = parseQdisc(payload);
    // A device that has come since the names were asked for is shown from the next time on.
    const device = qdisc && names.get(qdisc.interfaceIndex);
    if (qdisc && device !== undefined && device !== null) qdiscs.push({ ...qdisc, device });
  });
  return qdiscs;
}

function readFixtures(rootfs: FileTree, folder: string): Qdisc[] {
  return parseFixtures(rootfs.readOnce(`${folder}/results.json`));
}
