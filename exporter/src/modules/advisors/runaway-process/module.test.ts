import { describe, expect, it } from 'vitest';
import { advisorView } from '../../../../../test/support/advisor-view.ts';
import { at, event } from '../../../../../test/support/event.ts';
import type { Event } from '../../../model/event.ts';
import { RecommendationDraft } from '../../../model/recommendation.ts';
import { msToNs } from '../../../model/time.ts';
import advisor from './module.ts';

const process = {
  pid: 4242,
  name: 'burner',
  cmdline: '/tmp/burner --fast',
  username: 'www',
  create_time: at(-5) / 1000,
};
const until = (seconds: number) => ({ lastTimeNs: msToNs(at(seconds)) });
const high = (fromS: number, toS: number, cpu = 97.5) =>
  event('process.cpu_high', fromS, { ...process, cpu_percent: cpu, memory_rss: 1048576 }, until(toS));
const suspicious = (seconds: number, cpu?: number) =>
  event('process.suspicious', seconds, {
    ...process,
    reasons: ['runs from /tmp'],
    ...(cpu === undefined ? {} : { cpu_percent: cpu }),
  });

function advise(events: readonly Event[], nowS: number, options: object = {}) {
  return advisor.advise(advisorView({ nowMs: at(nowS), events }), advisor.config.parse(options));
}

describe('runaway-process', () => {
  it.each([
    { name: 'high for two minutes', events: [high(0, 120)], severity: 'medium', confidence: 0.6 },
    {
      name: 'high again and again',
      events: [high(0, 10), high(60, 70), high(120, 240)],
      severity: 'medium',
      confidence: 0.75,
    },
    {
      name: 'high and suspicious, at once',
      events: [high(120, 120), suspicious(120)],
      severity: 'high',
      confidence: 0.9,
    },
    {
      name: 'suspicious and held back by others',
      events: [suspicious(120, 40)],
      severity: 'high',
      confidence: 0.9,
    },
    { name: 'suspicious with the figure', events: [suspicious(120, 95)], severity: 'high', confidence: 0.9 },
  ])('reports a process $name', ({ events, severity, confidence }) => {
    const [draft, ...rest] = advise(events, 240);
    expect(rest).toEqual([]);
    expect(draft).toMatchObject({ severity, title: 'Process 4242 (burner) keeps the CPU busy' });
    expect(draft?.confidence).toBeCloseTo(confidence, 10);
    expect(RecommendationDraft.parse(draft)).toEqual(draft);
  });

  it.each([
    { name: 'too short', events: [high(0, 119)], nowS: 119 },
    { name: 'too low', events: [high(0, 300, 79)], nowS: 300 },
    { name: 'over', events: [high(0, 300), event('process.terminated', 301, process)], nowS: 302 },
    { name: 'calm for long', events: [high(0, 300)], nowS: 481 },
    { name: 'suspicious below its own threshold', events: [suspicious(0, 24)], nowS: 1 },
    { name: 'suspicious but idle', events: [suspicious(0, 3)], nowS: 1 },
    {
      name: 'without a pid',
      events: [event('process.cpu_high', 0, { cpu_percent: 99 }, until(300))],
      nowS: 300,
    },
    { name: 'nothing', events: [], nowS: 0 },
  ])('is silent about one that is $name', ({ events, nowS }) => expect(advise(events, nowS)).toEqual([]));

  it('tells a process from another that had its pid', () => {
    const other = event('process.terminated', 10, { ...process, create_time: at(-500) / 1000 });
    expect(advise([other, high(20, 200)], 200)).toHaveLength(1);
  });

  it('gives figures that stand in the evidence, and steps with the pid', () => {
    const [draft] = advise([high(0, 90), suspicious(60)], 90);
    expect(draft?.explanation).toBe(
      'Process 4242 of user www runs `/tmp/burner --fast`. Its CPU use was high from 2026-01-01T00:00:00.000Z to ' +
        '2026-01-01T00:01:30.000Z (90 s), at most 97.5 % of one core. It is suspicious: runs from /tmp.',
    );
    expect(Object.fromEntries(draft?.evidence.map(({ name, value }) => [name, value]) ?? [])).toEqual({
      pid: 4242,
      command: '/tmp/burner --fast',
      start_time: '2025-12-31T23:59:55.000Z',
      cpu_percent: 97.5,
      busy_from: '2026-01-01T00:00:00.000Z',
      busy_to: '2026-01-01T00:01:30.000Z',
      busy_seconds: 90,
      memory_rss: 1048576,
      suspicious: 'runs from /tmp',
    });
    expect(draft?.steps.some((step) => step.includes('kill 4242'))).toBe(true);
    expect(draft?.runbook).toBe('docs/runbooks/runaway-process.md');
  });

  it('takes its thresholds from the config', () => {
    expect(advise([high(0, 10, 50)], 10, { cpuPercent: 40, sustained: '10s' })).toHaveLength(1);
  });

  it('draws the CPU use that its events tell of, against the threshold that counts', () => {
    const [calm] = advise([high(0, 100, 90), high(160, 240, 99)], 240);
    expect(calm?.charts).toEqual([
      {
        title: 'CPU use of process 4242 (burner)',
        unit: 'percent',
        series: [
          {
            name: 'CPU, per cent of one core, as reported',
            role: 'observed',
            points: [
              [at(0), 90],
              [at(100), 90],
              [at(160), 99],
              [at(240), 99],
            ],
          },
        ],
        thresholds: [{ value: 80, label: 'high, from 80 %' }],
      },
    ]);
    const [odd] = advise([high(100, 100, 60), suspicious(100, 40)], 120);
    expect(odd?.charts?.[0]).toMatchObject({
      series: [{ points: [[at(100), 60]] }],
      thresholds: [{ value: 25 }],
    });
  });
});
