/** Fathom's own metrics beyond those of its modules: inventory, event log, correlation, incidents. */
import type { Instrument, Reading } from '../runtime/self-metrics.ts';
import type { SnmpTraps } from '../contract/snmp-traps.ts';
import type { EventStats, Store } from '../store/store.ts';
import type { Foundation } from './foundation.ts';

const EVENT_COUNTERS: readonly (readonly [string, string, (stats: EventStats) => number])[] = [
  ['fathom_events_stored_total', 'Events written to the log.', ({ stored }) => stored],
  [
    'fathom_events_duplicates_total',
    'Events whose idempotency key was known.',
    ({ duplicates }) => duplicates,
  ],
  [
    'fathom_events_collapsed_total',
    'Events counted into an earlier one that is alike.',
    ({ collapsed }) => collapsed,
  ],
  ['fathom_events_rejected_total', 'Events refused because the queue was full.', ({ rejected }) => rejected],
  ['fathom_events_lost_total', 'Records of the log that were found torn or corrupt.', ({ lost }) => lost],
];

export function storeInstruments({ inventory, events, incidents, recommendations }: Store): Instrument[] {
  return [
    {
      type: 'gauge',
      name: 'fathom_assets',
      help: 'Assets in the inventory.',
      labels: ['kind', 'status'],
      read: async () =>
        (await inventory.counts()).map(({ kind, status, count }): Reading => [count, kind, status]),
    },
    ...EVENT_COUNTERS.map(([name, help, value]): Instrument => ({
      type: 'counter',
      name,
      help,
      read: () => [[value(events.stats())]],
    })),
    {
      type: 'gauge',
      name: 'fathom_events_queue_length',
      help: 'Events that wait for the disk.',
      read: () => [[events.stats().queued]],
    },
    {
      type: 'gauge',
      name: 'fathom_event_log_bytes',
      help: 'Size of the event log.',
      read: () => [[events.stats().logBytes]],
    },
    {
      type: 'gauge',
      name: 'fathom_incidents',
      help: 'Open incidents.',
      labels: ['status'],
      async read() {
        const open = (await incidents.counts()).filter(({ status }) => status === 'open');
        return [[open.reduce((sum, { count }) => sum + count, 0), 'open']];
      },
    },
    {
      type: 'gauge',
      name: 'fathom_recommendations',
      help: 'Recommendations that are not resolved.',
      labels: ['severity', 'state'],
      read: async () =>
        (await recommendations.counts())
          .filter(({ state }) => state !== 'resolved')
          .map(({ severity, state, count }): Reading => [count, severity, state]),
    },
  ];
}

/** Nothing before the first datagram: most who run Fathom do not listen for traps. */
export function trapInstruments(traps: SnmpTraps): Instrument[] {
  return [
    {
      type: 'counter',
      name: 'fathom_snmp_traps_total',
      help: 'SNMP datagrams that came to the receiver of traps, by what became of them.',
      labels: ['outcome'],
      read() {
        const counts = Object.entries(traps.counts());
        if (counts.every(([, count]) => count === 0)) return [];
        return counts.map(([outcome, count]): Reading => [count, outcome]);
      },
    },
  ];
}

const DROP_REASONS = ['late', 'future', 'overflowed'] as const;

/** `host` is always among the entities: its score is 0 when nothing is wrong, not absent. */
export function correlationInstruments({ engine, host, now, topScores }: Foundation): Instrument[] {
  const scores = () => {
    const top = topScores();
    return top.some(({ entity }) => entity === host.asset) ? top : [...top, engine.score(host.asset, now())];
  };
  return [
    {
      type: 'gauge',
      name: 'fathom_threat_score',
      help: 'Threat score of the entities with the highest scores, 0 to 100.',
      labels: ['entity'],
      read: () => scores().map(({ score, entity }): Reading => [score, entity]),
    },
    {
      type: 'gauge',
      name: 'fathom_threat_confidence',
      help: 'Confidence in the threat score, 0 to 1.',
      labels: ['entity'],
      read: () => scores().map(({ confidence, entity }): Reading => [confidence, entity]),
    },
    {
      type: 'counter',
      name: 'fathom_rule_matches_total',
      help: 'How often an event completed a correlation rule.',
      labels: ['rule'],
      read: () => [...engine.matchesByRule()].map(([rule, count]): Reading => [count, rule]),
    },
    {
      type: 'gauge',
      name: 'fathom_correlation_entities',
      help: 'Entities with events in the correlation window.',
      read: () => [[engine.stats().entities]],
    },
    {
      type: 'counter',
      name: 'fathom_correlation_events_total',
      help: 'Events taken in for correlation.',
      read: () => [[engine.stats().processed]],
    },
    {
      type: 'counter',
      name: 'fathom_correlation_dropped_events_total',
      help: 'Events not correlated: too late, from the future, or too many of one entity.',
      labels: ['reason'],
      read: () => DROP_REASONS.map((reason): Reading => [engine.stats()[reason], reason]),
    },
  ];
}
