import { z } from 'zod';
import { duration } from '../../../contract/config.ts';
import { defineRule } from '../../../contract/module.ts';
import type { Event } from '../../../model/event.ts';

/** Also true of a fact that comes without the figure: who reported it had a threshold of his own. */
function atLeast(event: Event, attribute: string, threshold: number): boolean {
  const value = event.attributes[attribute];
  return typeof value !== 'number' || value >= threshold;
}

function processOf({ attributes }: Event): string {
  const { pid, name } = attributes;
  return `${typeof name === 'string' ? name : 'a process'}${typeof pid === 'number' ? ` (pid ${pid})` : ''}`;
}

function reasonsOf({ attributes, message }: Event): string {
  const { reasons } = attributes;
  return Array.isArray(reasons) && reasons.length > 0 ? reasons.map(String).join(', ') : message;
}

export default defineRule({
  id: 'cpu-and-suspicious-process',
  summary: 'The CPU is busy and a process looks suspicious, most tellingly when it is the same process.',
  config: z.object({
    window: duration('5m', { min: '10s', max: '1h' }).describe('Both must be seen within it.'),
    cpuPercent: z
      .number()
      .min(0)
      .default(80)
      .describe('Least CPU use, of a process (100 is one core) or of the host.'),
  }),
  severity: 'high',
  weight: 0.7,
  subject: 'pid',
  conditions: {
    cpu: {
      facts: ['process.cpu_high', 'host.cpu_high'],
      test: (event, { cpuPercent }) => atLeast(event, 'cpu_percent', cpuPercent),
    },
    suspicious: { facts: ['process.suspicious'] },
  },
  // A busy process other than the suspicious one may have nothing to do with it.
  strength: ({ cpu, suspicious }) => (aboutOthers(cpu, suspicious) ? 0.5 : 1),
  explain({ cpu, suspicious }) {
    const percent = cpu.attributes['cpu_percent'];
    const busy = typeof percent === 'number' ? `CPU use of ${percent.toFixed(1)} %` : 'High CPU use';
    const where = cpu.kind === 'host.cpu_high' ? 'on the host' : `by ${processOf(cpu)}`;
    return `${busy} ${where}, and ${processOf(suspicious)} is suspicious: ${reasonsOf(suspicious)}.`;
  },
});

/** A pid may be a number or, from other reporters, a text. */
function pidOf({ attributes }: Event): string | null {
  const { pid } = attributes;
  return typeof pid === 'number' || typeof pid === 'string' ? String(pid) : null;
}

function aboutOthers(a: Event, b: Event): boolean {
  const [one, other] = [pidOf(a), pidOf(b)];
  return one !== null && other !== null && one !== other;
}
