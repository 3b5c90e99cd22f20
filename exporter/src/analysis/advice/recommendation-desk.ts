/** Takes in what people do with recommendations: on disk as an event first, then in the store. */
import { z } from 'zod';
import { RecommendationAction, type ActionResult, type RecommendationRequest } from '../../model/action.ts';
import type { Event } from '../../model/event.ts';
import type { Feedback, Recommendation } from '../../model/recommendation.ts';
import type { EventStore, RecommendationStore } from '../../store/store.ts';
import { actionEvent, actionOf, timeAfter } from '../action-event.ts';
import { inTurn } from '../in-turn.ts';
import { isPossible, withFeedback } from './feedback.ts';

const MAX_WAITING = 100;

const KINDS: Readonly<Record<RecommendationAction, string>> = {
  acknowledge: 'recommendation.acknowledged',
  done: 'recommendation.done',
  dismiss: 'recommendation.dismissed',
  reopen: 'recommendation.reopened',
};

/** What the event of an action tells. */
const Told = z.object({
  recommendation: z.string(),
  action: RecommendationAction,
  reason: z.string().nullable(),
});

export interface RecommendationDeskDependencies {
  readonly recommendations: Pick<RecommendationStore, 'get' | 'update'>;
  readonly events: Pick<EventStore, 'append'>;
  readonly now: () => number;
}

export class RecommendationDesk {
  readonly #deps: RecommendationDeskDependencies;
  readonly #inTurn = inTurn(MAX_WAITING, 'actions');

  constructor(dependencies: RecommendationDeskDependencies) {
    this.#deps = dependencies;
  }

  /** @throws ModuleError as `EventStore.append`, and `limit_exceeded` when too many wait; nothing is done then. */
  act(id: string, request: RecommendationRequest, actor: string): Promise<ActionResult<Recommendation>> {
    return this.#inTurn(() => this.#act(id, request, actor));
  }

  /** Does again what was acknowledged and has not reached the store. Returns how many actions that were. */
  async replay(events: readonly Event[]): Promise<number> {
    let applied = 0;
    for (const event of events) {
      const told = actionOf(event, Told);
      if (told === null) continue;
      const { recommendation: id, ...feedback } = told;
      await this.#deps.recommendations.update(id, (known) => {
        const last = known?.feedback.at(-1)?.time ?? '';
        if (known === null || feedback.time <= last) return null;
        applied += 1;
        return withFeedback(known, feedback);
      });
    }
    return applied;
  }

  async #act(
    id: string,
    { action, reason }: RecommendationRequest,
    actor: string,
  ): Promise<ActionResult<Recommendation>> {
    const { recommendations, events, now } = this.#deps;
    const known = await recommendations.get(id);
    if (known === null) return { ok: false, fault: 'unknown', message: `no recommendation ${id}` };
    if (!isPossible(known, action)) {
      const message = `the recommendation is ${known.state}: ${action} is not possible`;
      return { ok: false, fault: 'conflict', message };
    }
    const time = timeAfter(known.feedback.at(-1)?.time, now());
    const feedback: Feedback = { time, actor, action, reason };
    await events.append([
      actionEvent({
        kind: KINDS[action],
        asset: known.asset,
        subject: id,
        time,
        actor,
        message: `${known.title}: ${action} by ${actor}`,
        attributes: { recommendation: id, action, reason },
      }),
    ]);
    const changed = await recommendations.update(id, (current) => current && withFeedback(current, feedback));
    if (changed === null) return { ok: false, fault: 'unknown', message: `no recommendation ${id}` };
    return { ok: true, value: changed };
  }
}
