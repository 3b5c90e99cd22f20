/** Runs advisors on what is known of one asset; one that fails loses only its own advice. */
import type { AdvisorView, AnyAdvisor } from '../../contract/module.ts';
import { RecommendationDraft } from '../../model/recommendation.ts';

/** Conclusions of one advisor about one asset; more would be an alert storm of our own. */
export const MAX_DRAFTS = 50;

export interface ConfiguredAdvisor {
  readonly advisor: AnyAdvisor;
  /** As the advisor's schema parsed it. */
  readonly config: object;
}

export interface Advice {
  readonly advisor: string;
  readonly draft: RecommendationDraft;
}

export interface AdviceRound {
  readonly advice: readonly Advice[];
  /** Ids of the advisors that could not say anything: what they said before stands. */
  readonly failed: ReadonlySet<string>;
}

/** Facts and series that any of the advisors looks at: what the view has to hold. */
export function needsOf(advisors: readonly ConfiguredAdvisor[]): { facts: string[]; series: string[] } {
  return {
    facts: [...new Set(advisors.flatMap(({ advisor }) => advisor.facts))],
    series: [...new Set(advisors.flatMap(({ advisor }) => advisor.series))],
  };
}

export function advise(
  advisors: readonly ConfiguredAdvisor[],
  view: AdvisorView,
  onError: (advisor: string, error: unknown) => void,
): AdviceRound {
  const advice: Advice[] = [];
  const failed = new Set<string>();
  for (const { advisor, config } of advisors) {
    try {
      for (const draft of draftsOf(advisor, config, view)) advice.push({ advisor: advisor.id, draft });
    } catch (error) {
      failed.add(advisor.id);
      onError(advisor.id, error);
    }
  }
  return { advice, failed };
}

/** The first draft about a subject counts. */
function draftsOf(advisor: AnyAdvisor, config: object, view: AdvisorView): readonly RecommendationDraft[] {
  const drafts = new Map<string, RecommendationDraft>();
  const facts = new Set(advisor.facts);
  const events = view.events.filter((event) => facts.has(event.kind));
  for (const each of advisor.advise({ ...view, events, series: (metric) => view.series(metric) }, config)) {
    const draft = RecommendationDraft.parse(each);
    if (drafts.size < MAX_DRAFTS && !drafts.has(draft.subject)) drafts.set(draft.subject, draft);
  }
  return [...drafts.values()];
}
