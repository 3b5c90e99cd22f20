import { z } from 'zod';
import { regex } from '../../../contract/config.ts';
import { passesBoth } from '../../../contract/filter.ts';
import { counter } from '../../../contract/metrics.ts';
import { defineCollector } from '../../../contract/module.ts';
import { type KnownLines, readInterrupts } from './parse.ts';

interface State {
  readonly lines: KnownLines;
  /** Label of each column. */
  readonly cpus: string[];
}

export default defineCollector({
  id: 'interrupts',
  summary: 'Interrupts by CPU: one series for each line and column of /proc/interrupts.',
  defaultEnabled: false,
  config: z.object({
    nameInclude: regex('').describe(
      'Interrupts to show, as `name;info;devices`: `^NMI;Non-maskable interrupts;$`, `;eth0-rx-[0-9]$`.',
    ),
    nameExclude: regex('').describe('Interrupts to leave out, as `name;info;devices`.'),
    includeZeros: z
      .boolean()
      .default(true)
      .describe('Also those that a CPU never had: on large machines that is nearly all of them.'),
  }),
  metrics: {
    node_interrupts_total: counter('Interrupt details.', ['type', 'info', 'devices', 'cpu']),
  },
  needs: ['procfs'],
  init: (): State => ({ lines: [], cpus: [] }),
  collect({ procfs, state: { lines, cpus } }, config, out) {
    const filter = { include: config.nameInclude, exclude: config.nameExclude };
    const wanted = (name: string, info: string, devices: string) =>
      passesBoth(`${name};${info};${devices}`, filter);
    readInterrupts(procfs.read('interrupts'), lines, wanted, ({ name, info, devices }, counts) => {
      for (let cpu = cpus.length; cpu < counts.length; cpu += 1) cpus.push(String(cpu));
      for (let cpu = 0; cpu < counts.length; cpu += 1) {
        const count = counts[cpu] as number;
        if (count === 0 && !config.includeZeros) continue;
        out.node_interrupts_total(count, name, info, devices, cpus[cpu] as string);
      }
    });
  },
});
