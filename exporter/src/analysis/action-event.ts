/** An action of a person as an event: what makes it durable, and what it is applied from again after a crash. */
import { z } from 'zod';
import { Actor, USER_SOURCE } from '../model/action.ts';
import type { Event, EventDraft } from '../model/event.ts';
import type { JsonObject } from '../model/json.ts';
import { formatTime, msToNs, parseTime } from '../model/time.ts';

/** Later than what was done to the finding before, whatever the clock says: by their times actions are told apart. */
export function timeAfter(last: string | undefined, nowMs: number): string {
  const before = last === undefined ? null : parseTime(last);
  const now = msToNs(nowMs);
  return formatTime(before !== null && before >= now ? before + 1n : now);
}

export interface ActionDetails {
  readonly kind: string;
  readonly asset: string;
  /** Id of the finding. */
  readonly subject: string;
  readonly time: string;
  readonly actor: string;
  readonly message: string;
  readonly attributes: JsonObject;
  readonly tenant?: string;
}

export function actionEvent(details: ActionDetails): EventDraft {
  const { kind, asset, subject, time, actor, message, attributes, tenant } = details;
  return {
    asset,
    kind,
    source: USER_SOURCE,
    severity: 'info',
    message,
    attributes: { ...attributes, actor },
    timeNs: parseTime(time) ?? 0n,
    // Two actions never collapse into one event.
    fingerprint: `${kind}/${subject}/${time}`,
    ...(tenant !== undefined && { tenant }),
  };
}

/** The action that an event tells of; null for an event that tells of another kind of action. */
export function actionOf<T extends z.ZodObject>(
  event: Event,
  schema: T,
): (z.output<T> & { time: string; actor: string }) | null {
  const action = schema.safeParse(event.attributes);
  const actor = Actor.safeParse(event.attributes['actor']);
  if (event.source !== USER_SOURCE || !action.success || !actor.success) return null;
  return { ...action.data, time: formatTime(event.timeNs), actor: actor.data };
}
