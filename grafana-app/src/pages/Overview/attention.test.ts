import { describe, expect, it } from 'vitest';
import type { Overview } from '../../api/types';
import { isCalm, openBySeverity, otherProblems, rowsByKind } from './attention';

const calm: Overview = {
  status: 'ok',
  problems: [],
  incidents: { open: 0, acknowledged: 0, items: [] },
  threats: { total: 0, items: [] },
  recommendations: { counts: [{ severity: 'high', state: 'dismissed', count: 3 }], items: [] },
  assets: { counts: [] },
  changes: { since: '2026-11-20T00:00:00.000Z', total: 4, byField: [], items: [] },
  modules: { failing: [], ok: 12, unsupported: 20, off: 3 },
};

describe('the overview', () => {
  it('is calm when nobody has to do anything', () => {
    expect(isCalm(calm)).toBe(true);
  });

  it.each<[string, Partial<Overview>]>([
    ['an incident', { incidents: { open: 1, acknowledged: 1, items: [] } }],
    ['a threat', { threats: { total: 1, items: [] } }],
    ['a problem of Fathom itself', { problems: ['the disk is full'] }],
    [
      'a collector that fails',
      {
        modules: {
          failing: [{ kind: 'collector', id: 'redfish', status: 'failing', lastRun: null, lastError: 'unreachable' }],
          ok: 1,
          unsupported: 0,
          off: 0,
        },
      },
    ],
  ])('is not for %s', (_what, urgent) => {
    expect(isCalm({ ...calm, ...urgent })).toBe(false);
  });

  it('says once that a collector fails', () => {
    const failing: Overview['modules']['failing'] = [
      { kind: 'collector', id: 'redfish', status: 'failing', lastRun: null, lastError: 'unreachable' },
    ];
    const problems = ['collector redfish fails: unreachable', '2 records of the event log were damaged and are lost'];
    expect(otherProblems({ ...calm, problems, modules: { failing, ok: 1, unsupported: 0, off: 0 } })).toEqual([
      problems[1],
    ]);
  });

  it('counts recommendations that nobody has looked at', () => {
    const counts = openBySeverity({
      items: [],
      counts: [
        { severity: 'high', state: 'open', count: 2 },
        { severity: 'high', state: 'done', count: 9 },
      ],
    });
    expect([...counts]).toEqual([['high', 2]]);
  });

  it('lays out assets by kind, the most frequent first', () => {
    const rows = rowsByKind([
      { kind: 'host', status: 'active', count: 3 },
      { kind: 'service', status: 'active', count: 40 },
      { kind: 'host', status: 'gone', count: 1 },
    ]);
    expect(rows).toEqual([
      { kind: 'service', total: 40, active: 40, stale: 0, gone: 0 },
      { kind: 'host', total: 4, active: 3, stale: 0, gone: 1 },
    ]);
  });
});
