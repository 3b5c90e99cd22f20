import { z } from 'zod';
import { gauge } from '../../../contract/metrics.ts';
import { defineCollector } from '../../../contract/module.ts';
import { parseNumberFile } from '../../../protocols/procfs/number-file.ts';

const FOLDER = 'sys/kernel/random';

export default defineCollector({
  id: 'entropy',
  summary: 'Available entropy of the random number generator.',
  config: z.object({}),
  metrics: {
    node_entropy_available_bits: gauge('Bits of available entropy.'),
    node_entropy_pool_size_bits: gauge('Bits of entropy pool.'),
  },
  needs: ['procfs'],
  collect({ procfs }, _config, out) {
    const bits = (file: string) => parseNumberFile(procfs.read(`${FOLDER}/${file}`), file);
    out.node_entropy_available_bits(bits('entropy_avail'));
    out.node_entropy_pool_size_bits(bits('poolsize'));
  },
});
