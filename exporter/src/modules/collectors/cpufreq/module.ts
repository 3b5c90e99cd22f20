import { z } from 'zod';
import { gauge, type Out } from '../../../contract/metrics.ts';
import { visitInTurns } from '../../../contract/in-turns.ts';
import { defineCollector } from '../../../contract/module.ts';
import type { FileTree } from '../../../contract/ports.ts';
import { readIfReadable } from '../../../contract/readable.ts';
import { parseNumberFile } from '../../../protocols/procfs/number-file.ts';
import { text } from '../../../protocols/sysfs/attribute.ts';
import { type ScalingCpu, ScalingCpuList } from './cpus.ts';

const HERTZ_PER_KILOHERTZ = 1000;
/** The kernel writes `<unknown>` when the driver does not know. */
const UNKNOWN = '<'.charCodeAt(0);

const metrics = {
  node_cpu_frequency_hertz: gauge('Current CPU thread frequency in hertz.', ['cpu']),
  node_cpu_frequency_min_hertz: gauge('Minimum CPU thread frequency in hertz.', ['cpu']),
  node_cpu_frequency_max_hertz: gauge('Maximum CPU thread frequency in hertz.', ['cpu']),
  node_cpu_scaling_frequency_hertz: gauge('Current scaled CPU thread frequency in hertz.', ['cpu']),
  node_cpu_scaling_frequency_min_hertz: gauge('Minimum scaled CPU thread frequency in hertz.', ['cpu']),
  node_cpu_scaling_frequency_max_hertz: gauge('Maximum scaled CPU thread frequency in hertz.', ['cpu']),
  node_cpu_scaling_governor: gauge('Current enabled CPU frequency governor.', ['cpu', 'governor']),
} as const;

export default defineCollector({
  id: 'cpufreq',
  summary: 'Frequencies of the CPUs, their limits and governors.',
  config: z.object({}),
  metrics,
  needs: ['sysfs'],
  init: () => new ScalingCpuList(),
  /** Until Linux 5.16 the kernel sleeps for 10 ms to tell the frequency of a CPU, one after the other. */
  collect(context, _config, out) {
    const { sysfs, state, now } = context;
    return visitInTurns(state.cpus(sysfs, now()), context, (cpu) => writeCpu(sysfs, cpu, out));
  },
});

function writeCpu(sysfs: FileTree, cpu: ScalingCpu, out: Out<typeof metrics>): void {
  for (const frequency of cpu.frequencies) {
    const bytes = readIfReadable(sysfs, frequency.path);
    if (bytes === null) cpu.frequencies.delete(frequency);
    else if (bytes[0] !== UNKNOWN)
      out[frequency.family](parseNumberFile(bytes, frequency.path) * HERTZ_PER_KILOHERTZ, cpu.cpu);
  }
  const governor = readIfReadable(sysfs, cpu.governor);
  const current = governor === null ? '' : text(governor);
  const available = current === '' ? null : readIfReadable(sysfs, cpu.availableGovernors);
  if (available === null) return;
  for (const each of new Set(text(available).split(' ')))
    out.node_cpu_scaling_governor(each === current ? 1 : 0, cpu.cpu, each);
}
