import { describe, expect, it } from 'vitest';
import { at, event } from '../../../../../test/support/event.ts';
import { evidenceOf } from '../../../../../test/support/rules.ts';
import rule from './module.ts';

const suspicious = event('process.suspicious', 1, {
  pid: 7,
  name: 'xmrig',
  reasons: ['name matches a miner', 'burns CPU'],
});
const busy = (cpu: number, pid?: number) =>
  event(pid === undefined ? 'host.cpu_high' : 'process.cpu_high', 0, {
    cpu_percent: cpu,
    ...(pid === undefined ? {} : { pid, name: 'xmrig' }),
  });

describe('cpu-and-suspicious-process', () => {
  it.each([
    {
      name: 'one process',
      events: [busy(97.6, 7), suspicious],
      strength: 1,
      key: 'cpu-and-suspicious-process/7',
    },
    { name: 'a busy host', events: [busy(80), suspicious], strength: 1, key: 'cpu-and-suspicious-process/7' },
    {
      name: 'two processes',
      events: [busy(90, 8), suspicious],
      strength: 0.5,
      key: 'cpu-and-suspicious-process',
    },
    {
      name: 'no figure',
      events: [event('host.cpu_high', 0), suspicious],
      strength: 1,
      key: 'cpu-and-suspicious-process/7',
    },
  ])('matches $name', ({ events, strength, key }) => {
    expect(evidenceOf(rule, events, at(1))).toMatchObject([{ key, strength, weight: 0.7, severity: 'high' }]);
  });

  it.each([
    { name: 'little CPU', events: [busy(79.9, 7), suspicious] },
    { name: 'nothing suspicious', events: [busy(99, 7)] },
    { name: 'no CPU', events: [suspicious] },
  ])('does not match $name', ({ events }) => expect(evidenceOf(rule, events, at(1))).toEqual([]));

  it('takes thresholds and window from the config', () => {
    expect(evidenceOf(rule, [busy(30, 7), suspicious], at(1), { cpuPercent: 25 })).toHaveLength(1);
    const later = event('process.suspicious', 11, { pid: 7 });
    expect(evidenceOf(rule, [busy(90, 7), later], at(11), { window: '10s' })).toEqual([]);
  });

  it('explains itself with the figures', () => {
    expect(evidenceOf(rule, [busy(97.64, 7), suspicious], at(1))[0]?.explanation).toBe(
      'CPU use of 97.6 % by xmrig (pid 7), and xmrig (pid 7) is suspicious: name matches a miner, burns CPU.',
    );
    expect(evidenceOf(rule, [busy(85), event('process.suspicious', 1)], at(1))[0]?.explanation).toBe(
      'CPU use of 85.0 % on the host, and a process is suspicious: process.suspicious.',
    );
  });
});
