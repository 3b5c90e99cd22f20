import type { Cause, Incident, Recommendation, ThreatScore } from '../../api/types';
import { paths } from '../../routing';
import { linkTo, millis, numbers, SCORE, SHARE, texts, times, type Table } from '../table';

const assetLink = linkTo(paths.asset, 'asset');

export function scoreTable(scores: readonly ThreatScore[]): Table {
  return {
    name: 'scores',
    columns: [
      {
        ...texts('entity', scores, ({ entity }) => entity),
        link: linkTo(paths.threat, 'entity'),
      },
      { ...numbers('score', scores, ({ score }) => score), ...SCORE },
      texts('level', scores, ({ level }) => level),
      { ...numbers('confidence', scores, ({ confidence }) => confidence), ...SHARE },
      texts('contributors', scores, ({ contributors }) => contributors.join(', ')),
      texts('explanation', scores, ({ evidence }) => evidence.map(({ explanation }) => explanation).join(' ')),
      times('time', scores, ({ time }) => time),
    ],
  };
}

export interface ScoreLine {
  readonly entity: string;
  readonly points: ReadonlyArray<readonly number[]>;
}

/** One time series for each asset. */
export function scoreLineTable({ entity, points }: ScoreLine): Table {
  return {
    name: entity,
    show: 'graph',
    columns: [
      { name: 'time', type: 'time', values: points.map(([ms]) => ms ?? null) },
      {
        ...numbers('score', points, ([, score]) => score ?? null),
        ...SCORE,
        labels: { entity },
        isStep: true,
        link: paths.threat(entity),
      },
    ],
  };
}

/** `names` of the assets that are known. */
export function recommendationTable(
  recommendations: readonly Recommendation[],
  names: ReadonlyMap<string, string>
): Table {
  return {
    name: 'recommendations',
    columns: [
      texts('id', recommendations, ({ id }) => id),
      {
        ...texts('title', recommendations, ({ title }) => title),
        link: linkTo(paths.recommendation, 'id'),
      },
      { ...texts('asset', recommendations, ({ asset }) => asset), link: assetLink },
      texts('assetName', recommendations, ({ asset }) => names.get(asset) ?? null),
      texts('advisor', recommendations, ({ advisor }) => advisor),
      texts('severity', recommendations, ({ severity }) => severity),
      texts('state', recommendations, ({ state }) => state),
      { ...numbers('confidence', recommendations, ({ confidence }) => confidence), ...SHARE },
      texts('explanation', recommendations, ({ explanation }) => explanation),
      times('firstSeen', recommendations, ({ firstSeen }) => firstSeen),
      times('lastSeen', recommendations, ({ lastSeen }) => lastSeen),
    ],
  };
}

export function incidentTable(incidents: readonly Incident[]): Table {
  return {
    name: 'incidents',
    columns: [
      texts('id', incidents, ({ id }) => id),
      {
        ...texts('title', incidents, ({ title }) => title),
        link: linkTo((id) => paths.incident(id), 'id'),
      },
      { ...texts('asset', incidents, ({ asset }) => asset), link: assetLink },
      texts('severity', incidents, ({ severity }) => severity),
      texts('status', incidents, ({ status }) => status),
      times('startedAt', incidents, ({ startedAt }) => startedAt),
      times('updatedAt', incidents, ({ updatedAt }) => updatedAt),
      times('resolvedAt', incidents, ({ resolvedAt }) => resolvedAt),
      texts('acknowledgedBy', incidents, ({ acknowledged }) => acknowledged?.actor ?? null),
      numbers('alerts', incidents, ({ alerts }) => alerts.length),
      { ...numbers('score', incidents, ({ score }) => score?.score ?? null), ...SCORE },
      texts('cause', incidents, ({ causes }) => causes[0]?.title ?? null),
      { ...numbers('confidence', incidents, ({ causes }) => causes[0]?.confidence ?? null), ...SHARE },
    ],
  };
}

interface CauseRow {
  readonly incident: Incident;
  readonly cause: Cause | null;
}

/** One row for each cause, the best first; one without a cause for an incident that has none. */
export function causeTable(incidents: readonly Incident[]): Table {
  const rows = incidents.flatMap(causeRows);
  return {
    name: 'root-cause',
    columns: [
      texts('incident', rows, ({ incident }) => incident.id),
      {
        ...texts('title', rows, ({ incident }) => incident.title),
        link: linkTo((id) => paths.incident(id), 'incident'),
      },
      { ...texts('asset', rows, ({ incident }) => incident.asset), link: assetLink },
      texts('severity', rows, ({ incident }) => incident.severity),
      texts('status', rows, ({ incident }) => incident.status),
      times('startedAt', rows, ({ incident }) => incident.startedAt),
      numbers('rank', rows, ({ cause }) => cause?.rank ?? null),
      texts('cause', rows, ({ cause }) => cause?.title ?? null),
      { ...numbers('confidence', rows, ({ cause }) => cause?.confidence ?? null), ...SHARE },
      texts('verdict', rows, ({ cause }) => cause?.verdict ?? null),
      texts('explanation', rows, ({ cause }) => cause?.explanation ?? null),
      texts('chain', rows, ({ cause }) => JSON.stringify(cause?.chain ?? [])),
      texts('evidence', rows, ({ cause }) => JSON.stringify(cause?.evidence ?? [])),
    ],
  };
}

function causeRows(incident: Incident): readonly CauseRow[] {
  const causes = [...incident.causes].sort((a, b) => a.rank - b.rank);
  return causes.length === 0 ? [{ incident, cause: null }] : causes.map((cause) => ({ incident, cause }));
}

/** As regions: one that goes on lasts until `now`. */
export function incidentAnnotations(incidents: readonly Incident[], now: number): Table {
  return {
    name: 'incidents',
    columns: [
      times('time', incidents, ({ startedAt }) => startedAt),
      { name: 'timeEnd', type: 'time', values: incidents.map(({ resolvedAt }) => millis(resolvedAt) ?? now) },
      texts('title', incidents, ({ title }) => title),
      texts('text', incidents, ({ asset, causes }) => [asset, causes[0]?.title].filter((part) => part).join(': ')),
      { name: 'tags', type: 'other', values: incidents.map(({ severity, status }) => [severity, status]) },
      texts('id', incidents, ({ id }) => id),
    ],
  };
}
