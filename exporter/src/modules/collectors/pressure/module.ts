import { z } from 'zod';
import { counter } from '../../../contract/metrics.ts';
import { defineCollector, ModuleError } from '../../../contract/module.ts';
import type { FileTree } from '../../../contract/ports.ts';
import { parsePressure, type Stalls } from './parse.ts';

export default defineCollector({
  id: 'pressure',
  summary: 'Pressure stall information: time lost for want of CPU, memory and I/O.',
  config: z.object({}),
  metrics: {
    node_pressure_cpu_waiting_seconds_total: counter(
      'Total time in seconds that processes have waited for CPU time',
    ),
    node_pressure_io_waiting_seconds_total: counter(
      'Total time in seconds that processes have waited due to IO congestion',
    ),
    node_pressure_io_stalled_seconds_total: counter(
      'Total time in seconds no process could make progress due to IO congestion',
    ),
    node_pressure_memory_waiting_seconds_total: counter(
      'Total time in seconds that processes have waited for memory',
    ),
    node_pressure_memory_stalled_seconds_total: counter(
      'Total time in seconds no process could make progress due to memory congestion',
    ),
    node_pressure_irq_stalled_seconds_total: counter(
      'Total time in seconds no process could make progress due to IRQ congestion',
    ),
  },
  needs: ['procfs'],
  collect({ procfs }, _config, out) {
    const cpu = readStalls(procfs, 'cpu');
    if (cpu) out.node_pressure_cpu_waiting_seconds_total(seconds(cpu, 'some'));
    const io = readStalls(procfs, 'io');
    if (io) {
      out.node_pressure_io_waiting_seconds_total(seconds(io, 'some'));
      out.node_pressure_io_stalled_seconds_total(seconds(io, 'full'));
    }
    const memory = readStalls(procfs, 'memory');
    if (memory) {
      out.node_pressure_memory_waiting_seconds_total(seconds(memory, 'some'));
      out.node_pressure_memory_stalled_seconds_total(seconds(memory, 'full'));
    }
    const irq = readStalls(procfs, 'irq');
    if (irq) out.node_pressure_irq_stalled_seconds_total(seconds(irq, 'full'));
    if (!cpu && !io && !memory && !irq)
      throw new ModuleError(
        'unsupported',
        'the kernel has no pressure stall information (CONFIG_PSI, psi=1)',
      );
  },
});

/** Null when the kernel has no such file, or refuses to read it because of psi=0. */
function readStalls(procfs: FileTree, resource: string): Stalls | null {
  const bytes = procfs.readIfPresent(`pressure/${resource}`);
  return bytes === null ? null : parsePressure(bytes, resource);
}

function seconds(stalls: Stalls, kind: keyof Stalls): number {
  const microseconds = stalls[kind];
  if (microseconds === null)
    throw new ModuleError('unsupported', `the kernel has no pressure stall information on "${kind}"`);
  // Divided twice as by node_exporter: the last digit of a double depends on it.
  return microseconds / 1000 / 1000;
}
