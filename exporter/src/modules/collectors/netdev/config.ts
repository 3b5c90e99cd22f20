import { z } from 'zod';
import { regex } from '../../../contract/config.ts';
import { exclusive } from '../../../contract/filter.ts';

export const Config = z
  .object({
    deviceInclude: regex('')
      .describe('Devices to look at; excludes `deviceExclude`.')
      .meta({ flags: ['--collector.netdev.device-whitelist'] }),
    deviceExclude: regex('')
      .describe('Devices to leave out; `^lo$` is what the Debian package of node_exporter has.')
      .meta({ flags: ['--collector.netdev.device-blacklist'] }),
    addressInfo: z
      .boolean()
      .default(false)
      .describe('Also the addresses of the devices: node_network_address_info.'),
    netlink: z
      .boolean()
      .default(true)
      .describe(
        'Shows what netlink tells, from files that have the same values. False shows what /proc/net/dev alone ' +
          'tells: no node_network_receive_nohandler_total, and less with `enableDetailedMetrics`.',
      ),
    enableDetailedMetrics: z
      .boolean()
      .default(false)
      .describe(
        'Each counter of the kernel by itself, under names that follow it, instead of the sums and names of ' +
          '/proc/net/dev.',
      ),
    labelIfalias: z.boolean().default(false).describe('Adds the alias of the device as the label `ifalias`.'),
  })
  .superRefine(exclusive('device', ''));
export type Settings = z.output<typeof Config>;
