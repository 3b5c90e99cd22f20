import { z } from 'zod';
import { duration } from '../../../contract/config.ts';
import { defineRule } from '../../../contract/module.ts';
import type { Event } from '../../../model/event.ts';

/** Without figures the fact stands for itself. */
function isNewAndLarge(
  { kind, attributes, lastTimeNs }: Event,
  memoryPercent: number,
  newWithinMs: number,
): boolean {
  const { memory_percent: memory, create_time: created } = attributes;
  if (typeof memory === 'number' && memory < memoryPercent) return false;
  if (kind === 'process.started') return true;
  return typeof created === 'number' && Number(lastTimeNs / 1_000_000n) - created * 1000 <= newWithinMs;
}

function spikeOf({ attributes }: Event): string {
  const percent = attributes['memory_percent'];
  return typeof percent === 'number'
    ? `Memory use rose steeply to ${percent.toFixed(1)} %`
    : 'Memory use rose steeply';
}

function processOf({ attributes }: Event): string {
  const { pid, name, memory_percent: memory } = attributes;
  const holds = typeof memory === 'number' ? `, with ${memory.toFixed(1)} % of the memory,` : '';
  return `${typeof name === 'string' ? name : 'a process'}${typeof pid === 'number' ? ` (pid ${pid})` : ''}${holds}`;
}

// No `subject`: one steep rise is one piece of evidence, however many processes started meanwhile.
export default defineRule({
  id: 'memory-spike-and-new-process',
  summary: 'Memory use rises steeply while a new process of some size is there.',
  config: z.object({
    window: duration('5m', { min: '10s', max: '1h' }).describe('Both must be seen within it.'),
    memoryPercent: z
      .number()
      .min(0)
      .max(100)
      .default(0.5)
      .describe('Least share of the memory that the new process holds; smaller ones do not explain a rise.'),
    newWithin: duration('5m').describe('A process counts as new for so long after its start.'),
  }),
  severity: 'medium',
  weight: 0.5,
  conditions: {
    spike: { facts: ['host.memory_spike'] },
    process: {
      facts: ['process.started', 'process.top'],
      test: (event, { memoryPercent, newWithin }) => isNewAndLarge(event, memoryPercent, newWithin),
    },
  },
  explain: ({ spike, process }) => `${spikeOf(spike)} while ${processOf(process)} was new.`,
});
