import { z } from 'zod';
import { duration } from '../../exporter/src/contract/config.ts';
import { defineRule, type AnyRule } from '../../exporter/src/contract/module.ts';
import type { Event } from '../../exporter/src/model/event.ts';
import type { Evidence } from '../../exporter/src/model/score.ts';
import { CorrelationEngine } from '../../exporter/src/analysis/correlation/engine.ts';
import type { ConfiguredRule } from '../../exporter/src/analysis/correlation/rule-set.ts';

export const config = z.object({ window: duration('5m'), least: z.number().default(0) });
export const number = (value: unknown) => (typeof value === 'number' ? value : 0);

export const pair = defineRule({
  id: 'pair',
  summary: 'Heat and smoke.',
  config,
  severity: 'high',
  weight: 0.7,
  subject: 'pid',
  conditions: {
    heat: {
      facts: ['heat', 'host.heat'],
      test: ({ attributes }, { least }) => number(attributes['level']) >= least,
    },
    smoke: { facts: ['smoke'] },
  },
  explain: ({ heat, smoke }) => `${heat.id} and ${smoke.id}`,
});
export const triple = defineRule({
  id: 'triple',
  summary: 'Three facts about the host.',
  config,
  severity: 'medium',
  weight: 0.5,
  conditions: { heat: { facts: ['heat'] }, smoke: { facts: ['smoke'] }, noise: { facts: ['noise', 'heat'] } },
  explain: () => 'three',
});

export function use(rule: typeof pair | typeof triple, options: object = {}): ConfiguredRule {
  return { rule, config: rule.config.parse(options) };
}

/** What a rule makes of events of one entity, at a time in milliseconds. */
export function evidenceOf(
  rule: AnyRule,
  events: readonly Event[],
  nowMs: number,
  options: object = {},
): Evidence[] {
  const schema = rule.config as z.ZodObject;
  const config: object = schema.parse(options);
  const engine = new CorrelationEngine([{ rule, config }], { now: () => nowMs });
  for (const each of events) engine.process(each);
  return engine.score('host-a', nowMs).evidence;
}
