import { z } from 'zod';
import { gauge } from '../../../contract/metrics.ts';
import { defineCollector } from '../../../contract/module.ts';
import { readBuddyinfo } from './parse.ts';

export default defineCollector({
  id: 'buddyinfo',
  summary: 'Free blocks of memory by size: how fragmented it is.',
  defaultEnabled: false,
  config: z.object({}),
  metrics: {
    node_buddyinfo_blocks: gauge('Count of free blocks according to size.', ['node', 'zone', 'size']),
  },
  needs: ['procfs'],
  collect({ procfs }, _config, out) {
    readBuddyinfo(procfs.read('buddyinfo'), (node, zone, size, blocks) =>
      out.node_buddyinfo_blocks(blocks, node, zone, String(size)),
    );
  },
});
