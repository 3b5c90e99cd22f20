import { z } from 'zod';
import { defineAdvisor } from '../../../contract/module.ts';
import type { Event } from '../../../model/event.ts';
import type { RecommendationDraft } from '../../../model/recommendation.ts';
import { factOf, logged, messageFact, standing, textOf } from '../../../protocols/hardware/standing.ts';

/** What is far slower than its like may be meant to be so. */
const CONFIDENCE = { health: 0.9, slow: 0.7 } as const;

export default defineAdvisor({
  id: 'fan-degrading',
  summary:
    'A fan of a machine has failed, is degraded, or lags behind the others: which one, and what it does to the temperatures.',
  config: z.object({}),
  facts: [
    'hardware.fan',
    'hardware.fan_degrading',
    'hardware.thermal',
    'hardware.redundancy_lost',
    'hardware.cleared',
  ],
  series: [],
  advise({ events, asset }) {
    const hot = standing(events, 'hardware.thermal');
    const fans = [...standing(events, 'hardware.fan'), ...standing(events, 'hardware.fan_degrading')];
    return fans.map((fan) => draftOf(asset.name, fan, hot, events));
  },
});

function draftOf(
  machine: string,
  fan: Event,
  hot: readonly Event[],
  events: readonly Event[],
): RecommendationDraft {
  const hasFailed = fan.kind === 'hardware.fan';
  const isSlow = textOf(fan, 'reason') === 'slow';
  const name = textOf(fan, 'subject');
  const heat =
    hot.length === 0
      ? 'No temperature is near its threshold yet.'
      : `${hot.length === 1 ? 'One temperature is' : `${hot.length} temperatures are`} near a threshold or beyond it.`;
  const unredundant = standing(events, 'hardware.redundancy_lost').filter(
    (each) => textOf(each, 'of') === 'fan',
  );
  return {
    subject: name,
    severity: hasFailed && hot.length > 0 ? 'critical' : hasFailed || hot.length > 0 ? 'high' : 'medium',
    confidence: isSlow ? CONFIDENCE.slow : CONFIDENCE.health,
    title: `${machine}: ${name} ${hasFailed ? 'has failed' : 'is degrading'}`,
    explanation: `${fan.message}. ${heat} A fan that fails makes the others faster and louder, then the machine slower, and at last turns it off.`,
    evidence: [
      messageFact('fan', fan),
      ...factOf(fan, 'speed', 'speed', textOf(fan, 'units')),
      ...factOf(fan, 'usual_speed', 'usual_speed', textOf(fan, 'units')),
      ...factOf(fan, 'of_usual', 'percent', '%'),
      ...hot.flatMap((each) => [
        ...factOf(each, textOf(each, 'subject'), 'celsius', '°C'),
        ...factOf(each, `threshold of ${textOf(each, 'subject')}`, 'threshold_celsius', '°C'),
      ]),
      ...unredundant.map((each) => messageFact('redundancy', each)),
      ...logged(events, ['hardware.fan', 'hardware.thermal']).map((entry) => messageFact('log', entry)),
    ],
    steps: [
      `Look at ${name}: dust, a cable in its way, a connector that is loose.`,
      hot.length > 0
        ? 'Take load off the machine until it is cool again.'
        : 'Watch its temperatures: they tell how long there is time.',
      `Swap ${name}: most can be pulled with the machine running, within the minute that the lid may be open. See the manual of the model first.`,
      'Within a few minutes it should turn like the others, and `hardware.cleared` follow.',
    ],
    runbook: 'docs/runbooks/fan-degrading.md',
  };
}
