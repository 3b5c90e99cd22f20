import { z } from 'zod';
import { pattern } from '../../../contract/metrics.ts';
import { defineCollector, ModuleError } from '../../../contract/module.ts';
import { readLnstat } from './parse.ts';

/** Linux 6 has seven. */
const MAX_FILES = 100;

export default defineCollector({
  id: 'lnstat',
  summary: "Statistics of the kernel's network caches, such as those of ARP, by CPU.",
  defaultEnabled: false,
  config: z.object({}),
  metrics: {
    lnstat: pattern({
      prefix: 'node_lnstat_',
      variable: 'column',
      suffix: '_total',
      type: 'counter',
      help: () => 'linux network cache stats',
      labels: ['subsystem', 'cpu'],
    }),
  },
  needs: ['procfs'],
  collect({ procfs }, _config, out) {
    const names = procfs.listIfPresent('net/stat');
    if (names.length > MAX_FILES)
      throw new ModuleError('limit_exceeded', `net/stat: more than ${MAX_FILES} files`);
    for (const name of names.sort()) {
      readLnstat(procfs.read(`net/stat/${name}`), name, (column, cpu, value) =>
        out.lnstat(column, value, name, cpu),
      );
    }
  },
});
