import { describe, expect, it } from 'vitest';
import { advisorView } from '../../../../../test/support/advisor-view.ts';
import { at, event } from '../../../../../test/support/event.ts';
import type { Event } from '../../../model/event.ts';
import module from './module.ts';

const fan = (kind: string, reason = 'health') =>
  event(kind, 10, {
    origin: 'state',
    subject: 'Fan 2',
    speed: 3000,
    usual_speed: 9000,
    percent: 33,
    units: 'rpm',
    reason,
  });
const hot = event('hardware.thermal', 20, {
  origin: 'state',
  subject: 'CPU1',
  celsius: 84,
  threshold_celsius: 83,
});
const advise = (events: readonly Event[]) => module.advise(advisorView({ nowMs: at(600), events }), {});

describe('a fan', () => {
  it.each<[string, Event[], string, number]>([
    ['that lags behind', [fan('hardware.fan_degrading', 'slow')], 'medium', 0.7],
    ['that is degraded', [fan('hardware.fan_degrading')], 'medium', 0.9],
    ['that is degraded while it is hot', [fan('hardware.fan_degrading'), hot], 'high', 0.9],
    ['that has failed', [fan('hardware.fan')], 'high', 0.9],
    ['that has failed while it is hot', [fan('hardware.fan'), hot], 'critical', 0.9],
  ])('%s', (_, events, severity, confidence) => {
    const [draft, ...others] = advise(events);
    expect([draft?.subject, draft?.severity, draft?.confidence, others]).toEqual([
      'Fan 2',
      severity,
      confidence,
      [],
    ]);
  });

  it('is told with its speed and the temperatures', () => {
    const [draft] = advise([fan('hardware.fan_degrading', 'slow'), hot]);
    expect(draft?.evidence.map(({ name, value, unit }) => [name, value, unit])).toEqual([
      ['fan', 'hardware.fan_degrading', undefined],
      ['speed', 3000, 'rpm'],
      ['usual_speed', 9000, 'rpm'],
      ['of_usual', 33, '%'],
      ['CPU1', 84, '°C'],
      ['threshold of CPU1', 83, '°C'],
    ]);
  });

  it('that is well again is not told; heat alone is no fan', () => {
    const over = { origin: 'state', cleared: 'hardware.fan', subject: 'Fan 2' };
    expect(advise([fan('hardware.fan'), event('hardware.cleared', 30, over), hot])).toEqual([]);
  });
});
