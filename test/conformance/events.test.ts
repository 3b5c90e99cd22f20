import { describe, expect, it } from 'vitest';
import { optionsOf } from '../../exporter/src/app/config/json-schema.ts';
import { MODULES } from '../../exporter/src/app/registry.ts';
import type { AnyAdvisor, AnyRule, AnyWatcher } from '../../exporter/src/contract/module.ts';

const watchers = MODULES.filter((module): module is AnyWatcher => module.kind === 'watcher');
const rules = MODULES.filter((module): module is AnyRule => module.kind === 'rule');
const advisors = MODULES.filter((module): module is AnyAdvisor => module.kind === 'advisor');
const eventsOf = (watcher: AnyWatcher) => Object.entries(watcher.events as Readonly<Record<string, string>>);
const told = new Set(watchers.flatMap((watcher) => eventsOf(watcher).map(([kind]) => kind)));

/** Facts that nobody reports. */
const unknown = (facts: readonly string[]) => facts.filter((fact) => !told.has(fact));

describe.each(watchers.map((watcher) => [watcher.id, watcher] as const))('watcher %s', (_, watcher) => {
  it.each(eventsOf(watcher))('%s is a dotted fact with a meaning', (kind, meaning) => {
    expect(kind).toMatch(/^[a-z][a-z_]*(\.[a-z_]+)+$/);
    expect(meaning).toMatch(/^[A-Z].*\.$/);
  });
});

describe.each(rules.map((rule) => [rule.id, rule] as const))('rule %s', (_, rule) => {
  it('asks for facts that a watcher tells', () => {
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
  it('looks at facts that a watcher tells', () => expect(unknown(advisor.facts)).toEqual([]));

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

it('two watchers do not tell the same kind of event', () => {
  const kinds = watchers.flatMap((watcher) => eventsOf(watcher).map(([kind]) => kind));
  expect(kinds.length).toBe(told.size);
});
