import { IncidentDesk } from '../analysis/incidents/desk.ts';
import { messageOf } from '../model/errors.ts';
import type { Fact } from '../model/recommendation.ts';
import { formatTime, msToNs } from '../model/time.ts';
import type { History } from '../runtime/history.ts';
import { type Foundation, INCIDENT_METRICS } from './foundation.ts';
import type { Generation } from './generation.ts';

/** Connects the incident desk with what the rest of Fathom knows. */
export function createIncidentDesk(foundation: Foundation, generation: () => Generation): IncidentDesk {
  const { store, engine, host, history, log, now } = foundation;
  return new IncidentDesk({
    ...store,
    self: host,
    score: (entity, nowMs) => engine.score(entity, nowMs),
    recommend: (asset) => generation().advise(asset),
    async facts(asset) {
      if (asset !== host.asset) return [];
      await generation().measure();
      return latestFacts(history);
    },
    now,
    onError: (step, error) =>
      log.error({ step, error: messageOf(error) }, 'part of an incident analysis failed'),
    get gapMs() {
      return generation().config.incidents.gap;
    },
  });
}

function latestFacts(history: History): Fact[] {
  return INCIDENT_METRICS.flatMap((name) =>
    history.series(name).flatMap(({ points }) => {
      const latest = points.at(-1);
      return latest ? [{ name, value: latest[1], time: formatTime(msToNs(latest[0])), source: name }] : [];
    }),
  );
}
