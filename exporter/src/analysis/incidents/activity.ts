/** What people may do with an incident, and what becomes of it. */
import type { IncidentRequest } from '../../model/action.ts';
import type { Activity, Incident } from '../../model/incident.ts';
import { ranked } from './ranking.ts';

/** The latest are kept: the story of one incident, not a chat. */
export const MAX_ACTIVITY = 200;

const VERDICTS = { 'confirm-cause': 'confirmed', 'reject-cause': 'rejected' } as const;

/** Why the action makes no sense now; null when it does. */
export function conflictOf(
  { status, acknowledged, causes }: Incident,
  { action, cause }: IncidentRequest,
): string | null {
  switch (action) {
    case 'acknowledge':
      if (status === 'resolved') return 'the incident is resolved: there is nothing to acknowledge';
      return acknowledged === null ? null : `the incident is acknowledged already, by ${acknowledged.actor}`;
    case 'unacknowledge':
      return acknowledged === null ? 'the incident is not acknowledged' : null;
    case 'resolve':
      return status === 'resolved' ? 'the incident is resolved already' : null;
    case 'reopen':
      return status === 'open' ? 'the incident is open already' : null;
    case 'comment':
      return null;
    case 'confirm-cause':
    case 'reject-cause': {
      const verdict = VERDICTS[action];
      const known = causes.find(({ title }) => title === cause);
      return known?.verdict === verdict ? `the cause is ${verdict} already` : null;
    }
  }
}

/** The activity added, and done. */
export function withActivity(incident: Incident, activity: Activity): Incident {
  const told: Incident = {
    ...incident,
    updatedAt: activity.time > incident.updatedAt ? activity.time : incident.updatedAt,
    activity: [...incident.activity, activity].slice(-MAX_ACTIVITY),
  };
  const { action, actor, time, cause } = activity;
  switch (action) {
    case 'acknowledge':
      return { ...told, acknowledged: { actor, time } };
    case 'unacknowledge':
      return { ...told, acknowledged: null };
    case 'resolve':
      return { ...told, status: 'resolved', resolvedAt: time };
    case 'reopen':
      return { ...told, status: 'open', resolvedAt: null, acknowledged: null };
    case 'comment':
      return told;
    case 'confirm-cause':
    case 'reject-cause': {
      const verdict = VERDICTS[action];
      return {
        ...told,
        causes: ranked(told.causes.map((each) => (each.title === cause ? { ...each, verdict } : each))),
      };
    }
  }
}
