import { describe, expect, it } from 'vitest';
import { at, event } from '../../../../test/support/event.ts';
import type { AssetChange } from '../../model/asset.ts';
import { Cause, type IncidentAlert } from '../../model/incident.ts';
import type { Event } from '../../model/event.ts';
import type { ThreatScore } from '../../model/score.ts';
import { formatTime, msToNs } from '../../model/time.ts';
import { mergeCauses, rankCauses } from './causes.ts';
import { WEIGHTS } from './likelihood.ts';

/** The alert of all scenarios begins 100 s after START. */
const ALERT_S = 100;
const time = (seconds: number) => formatTime(msToNs(at(seconds)));
const until = (seconds: number) => ({ lastTimeNs: msToNs(at(seconds)) });

function alert(labels: Record<string, string> = {}): IncidentAlert {
  return {
    fingerprint: 'f1',
    name: 'ThreatScoreHigh',
    status: 'firing',
    labels,
    annotations: {},
    startsAt: time(ALERT_S),
    endsAt: null,
    generatorUrl: '',
    alertmanagerUrl: null,
  };
}

interface About {
  readonly pid: number;
  readonly name: string;
  readonly [attribute: string]: string | number | string[];
}
const miner: About = {
  pid: 66,
  name: 'xmrig',
  cmdline: '/tmp/xmrig -o pool',
  username: 'www',
  create_time: at(30) / 1000,
};
const database: About = { pid: 20, name: 'postgres', cmdline: 'postgres', create_time: at(-90_000) / 1000 };
const told = (kind: string, seconds: number, about: About, more: object = {}, lastS = seconds): Event =>
  event(
    `process.${kind}`,
    seconds,
    { ...about, ...more },
    { id: `${kind}-${about.pid}@${seconds}`, ...until(lastS) },
  );

function scoreWith(events: readonly string[]): ThreatScore {
  return {
    entity: 'host-a',
    score: 70,
    confidence: 0.75,
    level: 'HIGH',
    contributors: ['test'],
    evidence: [
      {
        rule: 'cpu-and-suspicious-process',
        severity: 'high',
        weight: 0.7,
        strength: 1,
        decay: 1,
        time: time(90),
        key: 'cpu-and-suspicious-process/66',
        events: [...events],
        explanation: '',
      },
    ],
    correlatedEvents: [...events],
    primaryEvent: events[0] ?? null,
    time: time(110),
  };
}

const change = (
  field: string,
  seconds: number,
  before: string | number,
  after: string | number,
): AssetChange => ({
  asset: 'host-a',
  time: time(seconds),
  field,
  before,
  after,
  source: 'system',
});

const mining = [
  told('suspicious', 32, miner, { reasons: ['name looks like a miner'], cpu_percent: 40 }),
  told('cpu_high', 40, miner, { cpu_percent: 97.5, memory_rss: 5_000_000 }, 120),
];
const busyDatabase = [
  told('cpu_high', 20, database, { cpu_percent: 99 }, 120),
  told('top', 10, database, { cpu_percent: 99, memory_percent: 60 }, 120),
];

interface Scenario {
  readonly name: string;
  readonly events: readonly Event[];
  readonly changes?: readonly AssetChange[];
  readonly score?: ThreatScore;
  readonly labels?: Record<string, string>;
  readonly first: string | null;
}

const scenarios: readonly Scenario[] = [
  { name: 'a miner', events: mining, first: 'Process 66 (xmrig)' },
  {
    name: 'a miner beside a busy database, with a threat score',
    events: [...busyDatabase, ...mining, event('host.cpu_high', 42, { cpu_percent: 95 })],
    score: scoreWith(['suspicious-66@32', 'cpu_high-66@40']),
    first: 'Process 66 (xmrig)',
  },
  {
    name: 'a miner beside a busy database, without a score',
    events: [...busyDatabase, ...mining],
    first: 'Process 66 (xmrig)',
  },
  {
    name: 'a miner among a thousand that start',
    events: [
      ...Array.from({ length: 900 }, (_, i) => told('started', i / 10, { pid: 1000 + i, name: 'sh' })),
      ...mining,
    ],
    first: 'Process 66 (xmrig)',
  },
  {
    name: 'a busy database alone',
    events: [...busyDatabase, told('started', 99, { pid: 5, name: 'ls' })],
    first: 'Process 20 (postgres)',
  },
  {
    name: 'two busy processes, of which the alert names one',
    events: [...busyDatabase, told('cpu_high', 20, { pid: 21, name: 'nginx' }, { cpu_percent: 99 }, 120)],
    labels: { groupname: 'nginx' },
    first: 'Process 21 (nginx)',
  },
  {
    name: 'a process that was busy long before the alert',
    events: [
      told('cpu_high', -800, database, { cpu_percent: 90 }, -700),
      told('cpu_high', 90, { pid: 21, name: 'nginx' }, { cpu_percent: 90 }, 120),
    ],
    first: 'Process 21 (nginx)',
  },
  {
    name: 'a process that was busy only after the alert',
    events: [
      told('cpu_high', 190, database, { cpu_percent: 90 }, 300),
      told('cpu_high', 60, { pid: 21, name: 'nginx' }, { cpu_percent: 90 }, 80),
    ],
    first: 'Process 21 (nginx)',
  },
  {
    name: 'many connections',
    events: [
      told('many_connections', 60, { pid: 7, name: 'bot' }, { connections: 800 }, 110),
      told('top', 60, database, { memory_percent: 30 }, 110),
    ],
    first: 'Process 7 (bot)',
  },
  {
    name: 'a fact of the host alone',
    events: [event('host.memory_spike', 90, { memory_percent: 96 })],
    first: 'host.memory_spike',
  },
  {
    name: 'a change alone',
    events: [],
    changes: [change('attributes.kernel', 50, '6.1', '6.2')],
    first: 'Change of attributes.kernel from "6.1" to "6.2"',
  },
  { name: 'a figure that drifts', events: [], changes: [change('attributes.uptime', 99, 1, 2)], first: null },
  { name: 'mere information', events: [event('host.note', 99, {}, { severity: 'info' })], first: null },
  { name: 'nothing', events: [], first: null },
];

function rank({ events, changes = [], score, labels }: Scenario) {
  return rankCauses({ asset: 'host-a', alerts: [alert(labels)], events, changes, score: score ?? null });
}

describe('rankCauses', () => {
  it.each(scenarios)('$name → $first', (scenario) => {
    const causes = rank(scenario);
    expect(causes[0]?.title ?? null).toBe(scenario.first);
    expect(causes.map((cause) => Cause.parse(cause))).toEqual(causes);
    expect(causes.map((cause) => cause.rank)).toEqual(causes.map((_, i) => i + 1));
  });

  it.each(scenarios)('$name: the order of the input does not matter', (scenario) => {
    const reversed = { ...scenario, events: [...scenario.events].reverse() };
    expect(rank(reversed)).toEqual(rank(scenario));
  });

  it.each(scenarios)('$name: the confidence follows from the evidence', (scenario) => {
    for (const { confidence, evidence } of rank(scenario)) {
      const value = (name: string) => Number(evidence.find((fact) => fact.name === name)?.value);
      const sum = Object.entries(WEIGHTS).reduce((total, [key, weight]) => total + weight * value(key), 0);
      expect(confidence).toBeCloseTo(value('named_by_alert') === 1 ? 1 - (1 - sum) / 2 : sum, 12);
    }
  });

  const [best] = rank(scenarios[1] as Scenario);

  it('names the process with its figures', () => {
    expect(best?.evidence.slice(0, 8).map(({ name, value, source }) => [name, value, source])).toEqual([
      ['pid', 66, 'cpu_high-66@40'],
      ['command', '/tmp/xmrig -o pool', 'cpu_high-66@40'],
      ['username', 'www', 'cpu_high-66@40'],
      ['start_time', time(30), 'cpu_high-66@40'],
      ['cpu_percent', 97.5, 'cpu_high-66@40'],
      ['memory_rss', 5_000_000, 'cpu_high-66@40'],
      ['suspicious', 'name looks like a miner', 'suspicious-66@32'],
      ['events', 2, 'cpu_high-66@40'],
    ]);
    expect(best?.explanation).toBe(
      'Process 66 of user www used up to 97.5 % of a core and ran `/tmp/xmrig -o pool`. It is suspicious: ' +
        `name looks like a miner. The alert began at ${time(100).slice(0, 19).replace('T', ' ')} UTC. ` +
        'It is evidence of the threat score (cpu-and-suspicious-process).',
    );
  });

  it('tells the chain from cause to alert', () => {
    expect(best?.chain.map(({ kind, time, what }) => `${kind} ${time.slice(14, 19)} ${what}`)).toEqual([
      'state 00:30 Process 66 (xmrig) started',
      'event 00:32 process.suspicious: process.suspicious',
      'event 00:40 process.cpu_high: process.cpu_high',
      'score 00:40 Threat rule cpu-and-suspicious-process matched; the score is 70.0 (HIGH)',
      'event 00:42 host.cpu_high: host.cpu_high',
      'alert 01:40 Alert ThreatScoreHigh fired',
    ]);
  });
});

describe('mergeCauses', () => {
  const before = rank(scenarios[1] as Scenario);

  it('keeps what was found, with the end of the process', () => {
    const after = rank({ name: '', events: [told('terminated', 200, miner)], first: null });
    const [first] = mergeCauses(before, after);
    expect(first).toMatchObject({
      title: 'Process 66 (xmrig)',
      confidence: before[0]?.confidence,
      evidence: before[0]?.evidence,
    });
    const kept = rank({ name: '', events: [...mining, told('terminated', 200, miner)], first: null });
    const [merged] = mergeCauses(before, kept);
    expect(merged?.chain.slice(0, -1)).toEqual(before[0]?.chain);
    expect(merged?.chain.at(-1)).toMatchObject({ event: 'terminated-66@200' });
  });

  it('loses nothing when nothing is found, and is stable', () => {
    expect(mergeCauses(before, [])).toEqual(before);
    expect(mergeCauses(before, before)).toEqual(before);
    expect(mergeCauses([], before)).toEqual(before);
  });
});
