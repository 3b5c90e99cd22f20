import { z } from 'zod';
import { defineAdvisor } from '../../../contract/module.ts';
import type { Event } from '../../../model/event.ts';
import type { RecommendationDraft } from '../../../model/recommendation.ts';
import { factOf, logged, messageFact, standing, textOf } from '../../../protocols/hardware/standing.ts';

/** The machine says it itself, or the states of its supplies do. */
const CONFIDENCE = { told: 0.95, derived: 0.8 } as const;

export default defineAdvisor({
  id: 'psu-redundancy-lost',
  summary: 'The power supplies of a machine no longer stand in for each other: the next fault turns it off.',
  config: z.object({}),
  facts: ['hardware.redundancy_lost', 'hardware.psu', 'hardware.cleared'],
  series: [],
  advise({ events, asset }) {
    const lost = standing(events, 'hardware.redundancy_lost').filter(
      (each) => textOf(each, 'of') === 'power',
    );
    const failing = standing(events, 'hardware.psu');
    return lost.map((each) => draftOf(asset.name, each, failing, events));
  },
});

function draftOf(
  machine: string,
  lost: Event,
  failing: readonly Event[],
  events: readonly Event[],
): RecommendationDraft {
  const names = failing.map((each) => textOf(each, 'subject'));
  const which =
    names.length === 0 ? '' : `: ${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} not good`;
  const entries = logged(events, ['hardware.psu', 'hardware.redundancy_lost']);
  return {
    subject: textOf(lost, 'subject'),
    severity: failing.some(({ severity }) => severity === 'critical') ? 'critical' : 'high',
    confidence: lost.attributes['derived'] === true ? CONFIDENCE.derived : CONFIDENCE.told,
    title: `${machine} has lost the redundancy of its power supplies`,
    explanation:
      `${lost.message}${which}. The machine runs on what is left; when that fails, or the line that feeds it, it ` +
      `turns off at once.`,
    evidence: [
      messageFact('redundancy', lost),
      ...failing.flatMap((each) => [
        messageFact('power supply', each),
        ...factOf(each, 'serial', 'serial'),
        ...factOf(each, 'model', 'model'),
      ]),
      ...factOf(lost, 'rack', 'rack'),
      ...entries.map((entry) => messageFact('log', entry)),
    ],
    steps: [
      `Look whether the other line has power: other machines of the same rack${placeOf(lost)} with the same fault mean a PDU, a fuse or a feed.`,
      names.length === 0
        ? 'Look at the supplies: a dark or amber light is the one; check that its cord is in at both ends.'
        : `Check the cord of ${names.join(' and ')} at both ends, then its light: amber with a good cord is a failed supply.`,
      'Swap the failed supply with the machine running, one at a time, by one of the same model and wattage.',
      'See that `hardware.cleared` follows within the next look; move work away first if it may not stop.',
    ],
    runbook: 'docs/runbooks/psu-redundancy-lost.md',
  };
}

function placeOf(event: Event): string {
  const rack = textOf(event, 'rack');
  return rack === '' ? '' : ` (${rack})`;
}
