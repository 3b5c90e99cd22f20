import { z } from 'zod';
import { regex } from '../../../contract/config.ts';
import { passesBoth } from '../../../contract/filter.ts';
import { gauge } from '../../../contract/metrics.ts';
import { defineCollector } from '../../../contract/module.ts';
import { readSlabinfo } from './parse.ts';

export default defineCollector({
  id: 'slabinfo',
  summary: 'Caches of kernel objects, from /proc/slabinfo, which only root may read.',
  defaultEnabled: false,
  config: z.object({
    slabsInclude: regex('.*').describe('Caches to show.'),
    slabsExclude: regex('').describe('Caches to leave out of them.'),
  }),
  metrics: {
    node_slabinfo_active_objects: gauge('The number of objects that are currently active (i.e., in use).', [
      'slab',
    ]),
    node_slabinfo_objects: gauge(
      'The total number of allocated objects (i.e., objects that are both in use and not in use).',
      ['slab'],
    ),
    node_slabinfo_object_size_bytes: gauge('The size of objects in this slab, in bytes.', ['slab']),
    node_slabinfo_objects_per_slab: gauge('The number of objects stored in each slab.', ['slab']),
    node_slabinfo_pages_per_slab: gauge('The number of pages allocated for each slab.', ['slab']),
  },
  needs: ['procfs'],
  collect({ procfs }, config, out) {
    const filter = { include: config.slabsInclude, exclude: config.slabsExclude };
    readSlabinfo(procfs.read('slabinfo'), (slab) => {
      if (!passesBoth(slab.name, filter)) return;
      out.node_slabinfo_active_objects(slab.activeObjects, slab.name);
      out.node_slabinfo_objects(slab.objects, slab.name);
      out.node_slabinfo_object_size_bytes(slab.objectBytes, slab.name);
      out.node_slabinfo_objects_per_slab(slab.objectsPerSlab, slab.name);
      out.node_slabinfo_pages_per_slab(slab.pagesPerSlab, slab.name);
    });
  },
});
