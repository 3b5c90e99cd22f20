/** Takes in what people do with incidents: on disk as an event first, then in the store. */
import { z } from 'zod';
import { IncidentAction, type ActionResult, type IncidentRequest } from '../../model/action.ts';
import type { Event } from '../../model/event.ts';
import type { Activity, Incident } from '../../model/incident.ts';
import type { EventStore, IncidentStore } from '../../store/store.ts';
import { actionEvent, actionOf, timeAfter } from '../action-event.ts';
import { conflictOf, withActivity } from './activity.ts';

const KINDS: Readonly<Record<IncidentAction, string>> = {
  acknowledge: 'incident.acknowledged',
  unacknowledge: 'incident.unacknowledged',
  resolve: 'incident.resolved',
  reopen: 'incident.reopened',
  comment: 'incident.commented',
  'confirm-cause': 'incident.cause_confirmed',
  'reject-cause': 'incident.cause_rejected',
};

/** What the event of an action tells. */
const Told = z.object({
  incident: z.string(),
  action: IncidentAction,
  note: z.string().nullable(),
  cause: z.string().nullable(),
});

export interface ActionDependencies {
  readonly incidents: Pick<IncidentStore, 'get' | 'put'>;
  readonly events: Pick<EventStore, 'append'>;
  readonly now: () => number;
}

/** Whoever uses it sees to it that nothing else changes incidents meanwhile. */
export class IncidentActions {
  readonly #deps: ActionDependencies;

  constructor(dependencies: ActionDependencies) {
    this.#deps = dependencies;
  }

  async act(id: string, request: IncidentRequest, actor: string): Promise<ActionResult<Incident>> {
    const { incidents, events, now } = this.#deps;
    const incident = await incidents.get(id);
    if (incident === null) return { ok: false, fault: 'unknown', message: `no incident ${id}` };
    const { action, note, cause } = request;
    if (cause !== null && !incident.causes.some(({ title }) => title === cause))
      return { ok: false, fault: 'invalid', message: 'no cause of this incident has this title' };
    const conflict = conflictOf(incident, request);
    if (conflict !== null) return { ok: false, fault: 'conflict', message: conflict };
    const time = timeAfter(incident.activity.at(-1)?.time, now());
    await events.append([
      actionEvent({
        kind: KINDS[action],
        asset: incident.asset,
        tenant: incident.tenant,
        subject: id,
        time,
        actor,
        message: `${incident.title}: ${action} by ${actor}`,
        attributes: { incident: id, action, note, cause },
      }),
    ]);
    const changed = withActivity(incident, { time, actor, action, note, cause });
    await incidents.put(changed);
    return { ok: true, value: changed };
  }

  async replay(events: readonly Event[]): Promise<number> {
    let applied = 0;
    for (const event of events) {
      const told = actionOf(event, Told);
      if (told === null) continue;
      const { incident: id, ...activity } = told;
      const incident = await this.#deps.incidents.get(id);
      if (incident === null || !isNews(incident, activity)) continue;
      await this.#deps.incidents.put(withActivity(incident, activity));
      applied += 1;
    }
    return applied;
  }
}

function isNews({ activity }: Incident, { time }: Activity): boolean {
  return time > (activity.at(-1)?.time ?? '');
}
