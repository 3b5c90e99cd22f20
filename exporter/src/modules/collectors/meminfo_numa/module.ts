import { z } from 'zod';
import { pattern } from '../../../contract/metrics.ts';
import { defineCollector } from '../../../contract/module.ts';
import { readNodeMeminfo, readNumastat } from './parse.ts';

const NODES = 'devices/system/node';
/** CONFIG_NODES_SHIFT is at most 10. */
const MAX_NODES = 1024;

export default defineCollector({
  id: 'meminfo_numa',
  summary: 'Memory statistics of each NUMA node.',
  defaultEnabled: false,
  config: z.object({}),
  metrics: {
    memory: pattern({
      prefix: 'node_memory_numa_',
      variable: 'field',
      type: (field) => (field.endsWith('_total') ? 'counter' : 'gauge'),
      help: (field) => `Memory information field ${field}.`,
      labels: ['node'],
    }),
  },
  needs: ['sysfs'],
  collect({ sysfs }, _config, out) {
    const names = sysfs.listIfPresent(NODES).filter((name) => /^node\d{1,6}$/.test(name));
    for (const name of names.slice(0, MAX_NODES)) {
      const node = name.slice('node'.length);
      const write = (field: string, value: number) => out.memory(field, value, node);
      readNodeMeminfo(sysfs.read(`${NODES}/${name}/meminfo`), write);
      readNumastat(sysfs.read(`${NODES}/${name}/numastat`), write);
    }
  },
});
