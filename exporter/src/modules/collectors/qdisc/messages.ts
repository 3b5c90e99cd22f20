/** Messages of NETLINK_ROUTE about network devices and their queues: linux/rtnetlink.h, linux/gen_stats.h. */
import { attributeText, readAttributes } from '../../../protocols/netlink/message.ts';
import type { QdiscFigures } from './qdisc.ts';

export const RTM_GETLINK = 18;
export const RTM_GETQDISC = 38;

/** struct ifinfomsg and struct tcmsg. */
const LINK_BYTES = 16;
const QDISC_BYTES = 20;

const IFLA_IFNAME = 3;
const IFLA_EXT_MASK = 29;
const RTEXT_FILTER_SKIP_STATS = 1 << 3;

const TCA_KIND = 1;
const TCA_STATS2 = 7;
const TCA_STATS_BASIC = 1;
const TCA_STATS_QUEUE = 3;
/** The parent of a device's own queuing discipline; all others are below another, or of the ingress. */
const TC_H_ROOT = 0xffffffff;

/** Names are wanted; the statistics of devices, most of the reply, are not. */
export function linkRequest(): Buffer {
  const body = Buffer.alloc(LINK_BYTES + 8);
  body.writeUInt16LE(8, LINK_BYTES);
  body.writeUInt16LE(IFLA_EXT_MASK, LINK_BYTES + 2);
  body.writeUInt32LE(RTEXT_FILTER_SKIP_STATS, LINK_BYTES + 4);
  return body;
}

export const qdiscRequest = () => Buffer.alloc(QDISC_BYTES);

/** Null when it is no such message. */
export function parseLink(payload: Buffer): { index: number; name: string } | null {
  if (payload.length < LINK_BYTES) return null;
  let name = '';
  readAttributes(payload, LINK_BYTES, payload.length, (type, content) => {
    if (type === IFLA_IFNAME) name = attributeText(content);
  });
  return name === '' ? null : { index: payload.readInt32LE(4), name };
}

/** Null when it is no such message, or of a discipline that is not a device's own. */
export function parseQdisc(payload: Buffer): QdiscFigures | null {
  if (payload.length < QDISC_BYTES) return null;
  const parent = payload.readUInt32LE(12);
  if (parent !== TC_H_ROOT && parent !== 0) return null;
  const figures = { kind: '', bytes: 0, packets: 0, drops: 0, requeues: 0, overlimits: 0 };
  const queue = { queueLength: 0, backlog: 0 };
  readAttributes(payload, QDISC_BYTES, payload.length, (type, content) => {
    if (type === TCA_KIND) figures.kind = attributeText(content);
    if (type !== TCA_STATS2) return;
    readAttributes(content, 0, content.length, (part, stats) => {
      if (part === TCA_STATS_BASIC && stats.length >= 12) {
        figures.bytes = Number(stats.readBigUInt64LE(0));
        figures.packets = stats.readUInt32LE(8);
      } else if (part === TCA_STATS_QUEUE && stats.length >= 20) {
        queue.queueLength = stats.readUInt32LE(0);
        queue.backlog = stats.readUInt32LE(4);
        figures.drops = stats.readUInt32LE(8);
        figures.requeues = stats.readUInt32LE(12);
        figures.overlimits = stats.readUInt32LE(16);
      }
    });
  });
  return { interfaceIndex: payload.readInt32LE(4), ...figures, ...queue };
}
