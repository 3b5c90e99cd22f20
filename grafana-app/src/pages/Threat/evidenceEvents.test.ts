import { describe, expect, it } from 'vitest';
import type { FathomEvent } from '../../api/types';
import { evidenceQuery, eventsOf } from './evidenceEvents';

const event = (id: string): FathomEvent => ({
  id,
  tenant: 'default',
  asset: 'host-web',
  time: '2026-11-21T06:51:28.707000000Z',
  lastTime: '2026-11-21T06:51:28.707000000Z',
  source: 'host-pressure',
  kind: 'host.cpu_high',
  severity: 'warning',
  message: 'CPU use of 99 %',
  attributes: {},
  fingerprint: id,
  count: 1,
});

it('looks for the events of evidence within the hour before it, itself included', () => {
  expect(evidenceQuery('host-web', { time: '2026-11-21T06:51:28.707000000Z' })).toEqual({
    asset: 'host-web',
    from: '2026-11-21T05:51:28.707Z',
    to: '2026-11-21T06:51:29.707Z',
    limit: 1000,
  });
});

describe('the events of evidence', () => {
  it('are in its order, without others', () => {
    const { found, missing } = eventsOf({ events: ['b', 'a'] }, [event('a'), event('b'), event('c')]);
    expect(found.map(({ id }) => id)).toEqual(['b', 'a']);
    expect(missing).toEqual([]);
  });

  it('are told when they are gone', () => {
    expect(eventsOf({ events: ['b', 'gone'] }, [event('b')]).missing).toEqual(['gone']);
  });
});
