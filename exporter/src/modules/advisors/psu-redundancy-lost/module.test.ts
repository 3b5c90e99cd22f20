import { describe, expect, it } from 'vitest';
import { advisorView } from '../../../../../test/support/advisor-view.ts';
import { at, event } from '../../../../../test/support/event.ts';
import type { Event } from '../../../model/event.ts';
import module from './module.ts';

const state = { origin: 'state' };
const lost = (seconds: number, more: object = {}) =>
  event('hardware.redundancy_lost', seconds, {
    ...state,
    of: 'power',
    subject: 'PSU Redundancy',
    derived: false,
    ...more,
  });
const failed = (seconds: number) =>
  event(
    'hardware.psu',
    seconds,
    { ...state, subject: 'PS2', serial: 'SN2', model: '750W' },
    { severity: 'critical', message: 'a: power supply PS2 has failed' },
  );
const cleared = (seconds: number, kind: string, subject: string) =>
  event('hardware.cleared', seconds, { ...state, cleared: kind, subject });
const advise = (events: readonly Event[]) => module.advise(advisorView({ nowMs: at(600), events }), {});

describe('redundancy of power supplies', () => {
  it('that is lost is told with the supply that failed, and how to mend it', () => {
    const entry = event('hardware.psu', 5, { origin: 'log', subject: 'log 7' }, { message: 'a: input lost' });
    const [draft] = advise([entry, failed(10), lost(20)]);
    expect(draft).toMatchObject({
      subject: 'PSU Redundancy',
      severity: 'critical',
      confidence: 0.95,
      title: 'a has lost the redundancy of its power supplies',
    });
    expect(draft?.explanation).toContain('PS2 is not good');
    expect(draft?.evidence.map(({ name, value, source }) => [name, value, source])).toEqual([
      ['redundancy', 'hardware.redundancy_lost', 'hardware.redundancy_lost@20'],
      ['power supply', 'a: power supply PS2 has failed', 'hardware.psu@10'],
      ['serial', 'SN2', 'hardware.psu@10'],
      ['model', '750W', 'hardware.psu@10'],
      ['log', 'a: input lost', 'hardware.psu@5'],
    ]);
  });

  it.each<[string, Event[], string[]]>([
    ['of fans is not meant', [lost(10, { of: 'fan' })], []],
    ['that is back', [lost(10), cleared(20, 'hardware.redundancy_lost', 'PSU Redundancy')], []],
    [
      'that is lost again',
      [lost(10), cleared(20, 'hardware.redundancy_lost', 'PSU Redundancy'), lost(30)],
      ['high'],
    ],
    [
      'that is lost again, told in the row of before',
      [
        { ...lost(10), lastTimeNs: lost(30).timeNs },
        cleared(20, 'hardware.redundancy_lost', 'PSU Redundancy'),
      ],
      ['high'],
    ],
    ['of which only the log tells', [lost(10, { origin: 'log' })], []],
    ['while another part got well', [lost(10), cleared(20, 'hardware.psu', 'PS2')], ['high']],
  ])('%s', (_, events, severities) => {
    expect(advise(events).map(({ severity }) => severity)).toEqual(severities);
  });

  it('that is only derived is less sure', () => {
    expect(advise([lost(10, { derived: true })])[0]?.confidence).toBe(0.8);
  });
});
