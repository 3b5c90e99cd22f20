import { describe, expect, it } from 'vitest';
import { advisorView } from '../../../../../test/support/advisor-view.ts';
import { at, event } from '../../../../../test/support/event.ts';
import type { Event, Severity } from '../../../model/event.ts';
import module from './module.ts';

const warm = (machine: string, seconds: number, severity: Severity = 'warning') =>
  event(
    'hardware.rack_thermal',
    seconds,
    { machine, origin: 'state' },
    { severity, message: `${machine} is warm` },
  );
const advise = (events: readonly Event[], config: object = {}) =>
  module.advise(advisorView({ nowMs: at(3600), events }), module.config.parse(config));

describe('machines of a rack', () => {
  it('that are warm together are told, with each of them as evidence', () => {
    const [draft] = advise([warm('db2', 3500), warm('db1', 3400), warm('db1', 3550)]);
    expect(draft).toMatchObject({
      severity: 'high',
      confidence: 0.7,
      title: 'Rack a: 2 machines are warm',
      evidence: [
        { name: 'db2', value: 'db2 is warm', source: 'hardware.rack_thermal@3500' },
        { name: 'db1', value: 'db1 is warm', source: 'hardware.rack_thermal@3550' },
      ],
    });
    expect(draft?.explanation).toMatch(/^db1, db2 are near a threshold/);
  });

  it.each<[string, Event[], object, (string | number)[]]>([
    ['one alone', [warm('db1', 3500), warm('db1', 3550)], {}, []],
    ['not at the same time', [warm('db1', 1000), warm('db2', 3500)], {}, []],
    [
      'one is critical',
      [warm('db1', 3500, 'critical'), warm('db1', 3510), warm('db2', 3500)],
      {},
      ['critical', 0.7],
    ],
    ['three are surer than two', [1, 2, 3].map((i) => warm(`db${i}`, 3500)), {}, ['high', 0.85]],
    ['fewer than are wanted', [1, 2, 3].map((i) => warm(`db${i}`, 3500)), { machines: 4 }, []],
  ])('%s', (_, events, config, expected) => {
    expect(advise(events, config).flatMap(({ severity, confidence }) => [severity, confidence])).toEqual(
      expected,
    );
  });
});
