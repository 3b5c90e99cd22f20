import { describe, expect, it } from 'vitest';
import { optionsOf } from '../../exporter/src/app/config/json-schema.ts';
import { MODULES } from '../../exporter/src/app/registry.ts';
import type { AnyAdvisor, AnyReceiver, AnyRule, AnyWatcher } from '../../exporter/src/contract/module.ts';

type Teller = AnyWatcher | AnyReceiver;

const tellers = MODULES.filter(
  (module): module is Teller => module.kind === 'watcher' || module.kind === 'receiver',
);
const rules = MODULES.filter((module): module is AnyRule => module.kind === 'rule');
const advisors = MODULES.filter((module): module is AnyAdvisor => module.kind === 'advisor');
const eventsOf = (teller: Teller) => Object.entries(teller.events as Readonly<Record<string, string>>);
const told = new Set(tellers.flatMap((teller) => eventsOf(teller).map(([kind]) => kind)));

/** Facts that nobody reports. */
const unknown = (facts: readonly string[]) => facts.filter((fact) => !told.has(fact));

describe.each(tellers.map((teller) => [`${teller.kind} ${teller.id}`, teller] as const))(
  '%s',
  (_, teller) => {
    it.each(eventsOf(teller))('%s is a dotted fact with a meaning', (kind, meaning) => {
      expect(kind).toMatch(/^[a-z][a-z_]*(\.[a-z_]+)+$/);
      expect(meaning).toMatch(/^[A-Z].*\.$/);
    });
  },
);

describe.each(rules.map((rule) => [rule.id, rule] as const))('rule %s', (_, rule) => {
  it('asks for facts that are told', () => {
    const conditions = Object.values(
      rule.conditions as Readonly<Record<string, { facts: readonly string[] }>>,
    );
    expect(conditions.length).toBeGreaterThan(0);
    for (const { facts } of conditions) {
      expect(facts.length).toBeGreaterThan(0);
      expect(unknown(facts)).toEqual([]);
    }
  });

  it('has a weight from 0 to 1', () => {
    expect(rule.weight).toBeGreaterThan(0);
    expect(rule.weight).toBeLessThanOrEqual(1);
  });
});

describe.each(advisors.map((advisor) => [advisor.id, advisor] as const))('advisor %s', (_, advisor) => {
  it('looks at facts that are told', () => expect(unknown(advisor.facts)).toEqual([]));

  it('has nothing to say of an asset of which nothing is known', () => {
    const time = '2026-01-01T00:00:00.000Z';
    const asset = {
      id: 'host-test',
      kind: 'host' as const,
      name: 'test',
      labels: {},
      attributes: {},
      relations: [],
      tenant: 'default',
      source: 'test',
      status: 'active' as const,
      firstSeen: time,
      lastSeen: time,
    };
    const view = { asset, nowMs: Date.parse(time), events: [], series: () => [] };
    expect(advisor.advise(view, optionsOf(advisor).parse({}))).toEqual([]);
  });
});

it('a kind of event means the same, whoever tells it', () => {
  const meanings = new Set(tellers.flatMap((teller) => eventsOf(teller).map((event) => event.join(': '))));
  expect(meanings.size).toBe(told.size);
});
