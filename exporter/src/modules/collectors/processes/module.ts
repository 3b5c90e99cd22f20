import { z } from 'zod';
import { gauge } from '../../../contract/metrics.ts';
import { defineCollector, ModuleError } from '../../../contract/module.ts';
import { parseNumberFile } from '../../../protocols/procfs/number-file.ts';
import { takeCensus } from './census.ts';

export default defineCollector({
  id: 'processes',
  summary: 'Number of processes and threads by state, and their limits.',
  defaultEnabled: false,
  config: z.object({}),
  metrics: {
    node_processes_threads: gauge('Allocated threads in system'),
    node_processes_max_threads: gauge('Limit of threads in the system'),
    node_processes_state: gauge('Number of processes in each state.', ['state']),
    node_processes_threads_state: gauge('Number of threads in each state.', ['thread_state']),
    node_processes_pids: gauge('Number of PIDs'),
    node_processes_max_processes: gauge('Number of max PIDs limit'),
  },
  needs: ['procfs'],
  async collect({ procfs, signal, partial }, _config, out) {
    const census = await takeCensus(procfs, signal);
    if (census.denied > 0)
      partial(new ModuleError('permission_denied', `${census.denied} processes may not be read`));
    const limit = (name: string) => parseNumberFile(procfs.read(`sys/kernel/${name}`), name);
    out.node_processes_threads(census.threads);
    out.node_processes_max_threads(limit('threads-max'));
    for (const [state, count] of census.states) out.node_processes_state(count, state);
    for (const [state, count] of census.threadStates) out.node_processes_threads_state(count, state);
    const maxProcesses = limit('pid_max');
    out.node_processes_pids(census.processes);
    out.node_processes_max_processes(maxProcesses);
  },
});
