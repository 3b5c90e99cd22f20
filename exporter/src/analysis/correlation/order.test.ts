import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at, event } from '../../../../test/support/event.ts';
import type { Event } from '../../model/event.ts';
import { formatTime } from '../../model/time.ts';
import { CorrelationEngine } from './engine.ts';
import { number, pair, triple, use } from '../../../../test/support/rules.ts';

/** What a rule's matches are, without windows, indexes or increments. */
function naiveEvidence(
  events: readonly Event[],
  windowMs: number,
): Map<string, { time: string; events: string[] }> {
  const order = (a: Event, b: Event) =>
    a.lastTimeNs === b.lastTimeNs ? (a.id < b.id ? -1 : 1) : a.lastTimeNs < b.lastTimeNs ? -1 : 1;
  const sorted = [...events].sort(order);
  const found = new Map<string, { time: string; events: string[] }>();
  const conditions = {
    pair: [
      (e: Event) => ['heat', 'host.heat'].includes(e.kind) && number(e.attributes['level']) >= 5,
      (e: Event) => e.kind === 'smoke',
    ],
    triple: [
      (e: Event) => e.kind === 'heat',
      (e: Event) => e.kind === 'smoke',
      (e: Event) => ['noise', 'heat'].includes(e.kind),
    ],
  };
  const subjectOf = (e: Event) =>
    typeof e.attributes['pid'] === 'number' ? String(e.attributes['pid']) : null;
  const subjects = [null, ...new Set(sorted.map(subjectOf).filter((s) => s !== null))];
  for (const [rule, tests] of Object.entries(conditions)) {
    for (const [i, anchor] of sorted.entries()) {
      const before = sorted
        .slice(0, i + 1)
        .filter((e) => Number(anchor.lastTimeNs - e.lastTimeNs) / 1e6 <= windowMs)
        .reverse();
      for (const subject of rule === 'pair' ? subjects : [null]) {
        const allowed = before.filter(
          (e) => subject === null || subjectOf(e) === subject || subjectOf(e) === null,
        );
        if (!allowed.includes(anchor) || !tests.some((test) => test(anchor))) continue;
        const picked = tests.map((test) => {
          if (test(anchor)) return anchor;
          const passing = allowed.filter(test);
          return (subject === null ? undefined : passing.find((e) => subjectOf(e) === subject)) ?? passing[0];
        });
        if (picked.includes(undefined)) continue;
        if (subject !== null && !picked.some((e) => subjectOf(e as Event) === subject)) continue;
        const key = subject === null ? rule : `${rule}/${subject}`;
        found.set(key, {
          time: formatTime(anchor.lastTimeNs),
          events: [...new Set(picked.map((e) => (e as Event).id))],
        });
      }
    }
  }
  if ([...found.keys()].some((key) => key.startsWith('pair/'))) found.delete('pair');
  return found;
}

describe('order of arrival', () => {
  const LATENESS_S = 30;
  const occurrence = fc.record({
    kind: fc.constantFrom('heat', 'host.heat', 'smoke', 'noise', 'rain'),
    id: fc.integer({ min: 0, max: 200 }),
    atS: fc.integer({ min: 0, max: 240 }),
    pid: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
    level: fc.integer({ min: 0, max: 10 }),
    delayS: fc.integer({ min: 0, max: LATENESS_S }),
  });

  it('makes no difference, and the evidence is that of the naive definition', () => {
    fc.assert(
      fc.property(
        fc.array(occurrence, { maxLength: 110, size: 'max' }),
        fc.constantFrom('3s', '20s', '60s', '5m'),
        (occurrences, window) => {
          const distinct = [...new Map(occurrences.map((each) => [`${each.id}@${each.atS}`, each])).values()];
          const events = distinct.map(({ kind, id, atS, pid, level, delayS }) => ({
            arrivalS: atS + delayS,
            event: event(
              kind,
              atS,
              { level, ...(pid === undefined ? {} : { pid }) },
              { id: String(id).padStart(3, '0') },
            ),
          }));
          const rules = [use(pair, { least: 5, window }), use(triple, { window })];
          const late = new CorrelationEngine(rules, { now: () => at(240) });
          const inOrder = new CorrelationEngine(rules, { now: () => at(240) });
          for (const { event } of [...events].sort((a, b) => a.arrivalS - b.arrivalS)) late.process(event);
          for (const { event } of [...events].sort((a, b) => Number(a.event.timeNs - b.event.timeNs)))
            inOrder.process(event);
          const score = late.score('host-a', at(240));
          expect(score).toEqual(inOrder.score('host-a', at(240)));
          const expected = naiveEvidence(
            events.map(({ event }) => event),
            rules[0] ? (rules[0].config as { window: number }).window : 0,
          );
          expect(new Map(score.evidence.map(({ key, time, events }) => [key, { time, events }]))).toEqual(
            expected,
          );
          expect(late.stats().late).toBe(0);
        },
      ),
      { numRuns: 400 },
    );
  });
});
