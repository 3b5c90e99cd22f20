import { z } from 'zod';
import { counter, pattern } from '../../../contract/metrics.ts';
import { defineCollector, ModuleError } from '../../../contract/module.ts';
import type { FileTree } from '../../../contract/ports.ts';
import { parseNumberFile } from '../../../protocols/procfs/number-file.ts';
import { metricName, ZoneList } from './zones.ts';

const MICROJOULES_PER_JOULE = 1e6;

export default defineCollector({
  id: 'rapl',
  summary: 'Energy that the processors and their memory used (RAPL).',
  config: z.object({
    enableZoneLabel: z
      .boolean()
      .default(false)
      .describe('One family node_rapl_joules_total with a label `rapl_zone` instead of one for each zone.'),
  }),
  metrics: {
    node_rapl_joules_total: counter('Current RAPL value in joules', ['index', 'path', 'rapl_zone']),
    zone: pattern({
      prefix: 'node_rapl_',
      variable: 'zone',
      suffix: '_joules_total',
      type: 'counter',
      // The kernel's names of zones have dashes where the metric's have underscores.
      help: (zone) => `Current RAPL ${zone.replaceAll('_', '-')} value in joules`,
      labels: ['index', 'path'],
    }),
  },
  needs: ['sysfs'],
  init: () => new ZoneList(),
  collect({ sysfs, state }, { enableZoneLabel }, out) {
    for (const { name, index, path, energyFile } of state.zones(sysfs)) {
      const joules = parseNumberFile(readAsRoot(sysfs, energyFile), energyFile) / MICROJOULES_PER_JOULE;
      if (enableZoneLabel) out.node_rapl_joules_total(joules, index, path, name);
      else out.zone(metricName(name), joules, index, path);
    }
  },
});

/** Since Linux 5.10 only root may read it: from its course one can guess what others compute. */
function readAsRoot(sysfs: FileTree, path: string): Buffer {
  try {
    return sysfs.read(path);
  } catch (error) {
    if (error instanceof ModuleError && error.code === 'permission_denied')
      throw new ModuleError('unsupported', 'the energy counters may be read by root only', { cause: error });
    throw error;
  }
}
