import { describe, expect, it } from 'vitest';
import { at, event } from '../../../../../test/support/event.ts';
import { evidenceOf } from '../../../../../test/support/rules.ts';
import rule from './module.ts';

const spike = event('host.memory_spike', 60, { memory_percent: 81.25 });
const top = (createdS: number, memory: number) =>
  event('process.top', 50, {
    pid: 7,
    name: 'java',
    memory_percent: memory,
    create_time: at(createdS) / 1000,
  });

describe('memory-spike-and-new-process', () => {
  it.each([
    {
      name: 'a process that started',
      events: [event('process.started', 0, { pid: 7, memory_percent: 12 }), spike],
    },
    { name: 'a started process without figures', events: [event('process.started', 0), spike] },
    { name: 'a young process among the largest', events: [top(0, 40), spike] },
  ])('matches $name', ({ events }) => {
    expect(evidenceOf(rule, events, at(60))).toMatchObject([
      { key: 'memory-spike-and-new-process', strength: 1, weight: 0.5, severity: 'medium' },
    ]);
  });

  it.each([
    { name: 'a small process', events: [event('process.started', 0, { memory_percent: 0.1 }), spike] },
    { name: 'an old process', events: [top(-260, 40), spike] },
    { name: 'a process of unknown age', events: [event('process.top', 0, { memory_percent: 40 }), spike] },
    { name: 'no spike', events: [top(0, 40)] },
  ])('does not match $name', ({ events }) => expect(evidenceOf(rule, events, at(60))).toEqual([]));

  it('counts many new processes once', () => {
    const started = Array.from({ length: 20 }, (_, i) =>
      event('process.started', i, { pid: i, memory_percent: 2 }),
    );
    expect(evidenceOf(rule, [...started, spike], at(60))).toHaveLength(1);
  });

  it('takes its thresholds from the config', () => {
    expect(evidenceOf(rule, [top(0, 40), spike], at(60), { memoryPercent: 41 })).toEqual([]);
    expect(evidenceOf(rule, [top(0, 40), spike], at(60), { newWithin: '49s' })).toEqual([]);
  });

  it('explains itself with the figures', () => {
    expect(evidenceOf(rule, [top(0, 40), spike], at(60))[0]?.explanation).toBe(
      'Memory use rose steeply to 81.3 % while java (pid 7), with 40.0 % of the memory, was new.',
    );
  });
});
