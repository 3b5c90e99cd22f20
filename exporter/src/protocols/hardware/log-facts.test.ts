import { describe, expect, it } from 'vitest';
import { LogFacts, type LoggedEntry } from './log-facts.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const HOUR = 3_600_000;

const entry = (more: Partial<LoggedEntry> = {}): LoggedEntry => ({
  id: '1',
  createdMs: NOW - HOUR,
  severity: 'Critical',
  message: 'Fan 1 has failed',
  messageId: '',
  sensorType: '',
  ...more,
});
const facts = () => new LogFacts('db1', 'log', 24 * HOUR);

describe('an entry', () => {
  it.each<[string, Partial<LoggedEntry>, string, string]>([
    ['of a critical event', {}, 'hardware.fan', 'critical'],
    ['of a vendor with words of his own', { severity: 'Major' }, 'hardware.fan', 'error'],
    ['of what is over', { isResolved: true }, 'hardware.log', 'info'],
    ['of which nothing is known', { severity: '?', message: '?' }, 'hardware.log', 'info'],
  ])('%s', (_, more, kind, severity) => {
    expect(facts().look([entry(more)], NOW)).toMatchObject([{ kind, severity }]);
  });

  it('is told once, with the time that the log gives it', () => {
    const log = facts();
    expect(log.look([entry()], NOW)).toMatchObject([
      { timeNs: BigInt(NOW - HOUR) * 1_000_000n, idempotencyKey: `log:1@${NOW - HOUR}` },
    ]);
    expect(log.look([entry()], NOW)).toEqual([]);
  });

  it('that has another time under the same id is another: the log was cleared', () => {
    const log = facts();
    log.look([entry()], NOW);
    expect(log.look([entry({ createdMs: NOW })], NOW)).toHaveLength(1);
  });

  it.each<[string, number | null]>([
    ['older than what counts as news', NOW - 25 * HOUR],
    ['without a time', null],
  ])('%s is history at the first look, and news of now at a later one', (_, createdMs) => {
    expect(facts().look([entry({ createdMs })], NOW)).toEqual([]);
    const log = facts();
    log.look([], NOW);
    expect(log.look([entry({ createdMs })], NOW)).toMatchObject([
      {
        timeNs: BigInt(NOW) * 1_000_000n,
        attributes: { logged: createdMs === null ? null : '2026-11-20T11:00:00.000Z' },
      },
    ]);
  });
});
