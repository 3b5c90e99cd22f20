import { z } from 'zod';
import { counter } from '../../../contract/metrics.ts';
import { defineCollector, ModuleError } from '../../../contract/module.ts';
import { parseNumberFile } from '../../../protocols/procfs/number-file.ts';

export default defineCollector({
  id: 'kernel_hung',
  summary: 'Tasks that the kernel found hung.',
  config: z.object({}),
  metrics: {
    node_kernel_hung_tasks_total: counter(
      'Total number of tasks that have been detected as hung since the system booted.',
    ),
  },
  needs: ['procfs'],
  collect({ procfs }, _config, out) {
    const bytes = procfs.readIfPresent('sys/kernel/hung_task_detect_count');
    if (bytes === null)
      throw new ModuleError('unsupported', 'the kernel does not count hung tasks (it does since Linux 6.13)');
    out.node_kernel_hung_tasks_total(parseNumberFile(bytes, 'hung_task_detect_count'));
  },
});
