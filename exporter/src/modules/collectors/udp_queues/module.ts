import { z } from 'zod';
import { gauge } from '../../../contract/metrics.ts';
import { defineCollector, ModuleError } from '../../../contract/module.ts';
import { sumQueues } from './parse.ts';

export default defineCollector({
  id: 'udp_queues',
  summary: 'Memory that the kernel holds for UDP datagrams that wait to be sent or read.',
  config: z.object({}),
  metrics: {
    node_udp_queues: gauge('Number of allocated memory in the kernel for UDP datagrams in bytes.', [
      'queue',
      'ip',
    ]),
  },
  needs: ['procfs'],
  collect({ procfs }, _config, out) {
    let present = false;
    for (const [path, ip] of [
      ['net/udp', 'v4'],
      ['net/udp6', 'v6'],
    ] as const) {
      const bytes = procfs.readIfPresent(path);
      if (bytes === null) continue;
      present = true;
      const { transmit, receive } = sumQueues(bytes, path);
      out.node_udp_queues(transmit, 'tx', ip);
      out.node_udp_queues(receive, 'rx', ip);
    }
    if (!present) throw new ModuleError('unsupported', 'no net/udp and no net/udp6');
  },
});
