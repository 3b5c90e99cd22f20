import { describe, expect, it } from 'vitest';
import { at, event } from '../../../../../test/support/event.ts';
import { evidenceOf } from '../../../../../test/support/rules.ts';
import rule from './module.ts';

const spike = event('host.network_spike', 0);
const many = (connections?: number) =>
  event('process.many_connections', 1, {
    pid: 7,
    name: 'bot',
    ...(connections === undefined ? {} : { connections }),
  });

describe('network-spike-and-many-connections', () => {
  it.each([50, 5000, undefined])('matches %s connections', (connections) => {
    expect(evidenceOf(rule, [spike, many(connections)], at(1))).toMatchObject([
      { key: 'network-spike-and-many-connections', strength: 1, weight: 0.6, severity: 'high' },
    ]);
  });

  it.each([
    { name: 'few connections', events: [spike, many(49)] },
    { name: 'no spike', events: [many(90)] },
    { name: 'no connections', events: [spike] },
  ])('does not match $name', ({ events }) => expect(evidenceOf(rule, events, at(1))).toEqual([]));

  it('takes its threshold from the config', () => {
    expect(evidenceOf(rule, [spike, many(10)], at(1), { connections: 10 })).toHaveLength(1);
  });

  it('explains itself with the figures', () => {
    expect(evidenceOf(rule, [spike, many(90)], at(1))[0]?.explanation).toBe(
      'Network traffic rose steeply while bot (pid 7) has 90 connections.',
    );
  });
});
