import { z } from 'zod';
import { regex } from '../../../contract/config.ts';
import { gauge } from '../../../contract/metrics.ts';
import { defineCollector } from '../../../contract/module.ts';
import { countEntries } from './parse.ts';

const Config = z.object({
  deviceInclude: regex('').describe('Devices to look at; empty for all.'),
  deviceExclude: regex('').describe('Devices to leave out, also among those that `deviceInclude` matches.'),
  netlink: z
    .boolean()
    .default(true)
    .describe(
      'Counts what a netlink dump has: the neighbours. False counts all of /proc/net/arp, where addresses ' +
        'that the host answers for as a proxy stand too. Both are read from that file.',
    ),
});

export default defineCollector({
  id: 'arp',
  summary: 'Entries of the ARP table by network device.',
  config: Config,
  metrics: { node_arp_entries: gauge('ARP entries by device', ['device']) },
  needs: ['procfs'],
  collect({ procfs }, { deviceInclude, deviceExclude, netlink }, out) {
    for (const [device, count] of countEntries(procfs.read('net/arp'), !netlink)) {
      if (deviceExclude?.test(device) === true || deviceInclude?.test(device) === false) continue;
      out.node_arp_entries(count, device);
    }
  },
});
