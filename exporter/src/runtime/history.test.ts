import { describe, expect, it } from 'vitest';
import { History, parseLabels } from './history.ts';

const family = (lines: string) => [{ name: 'm', type: 'gauge', help: '', lines } as const];

describe('History', () => {
  it('keeps the points of declared metrics in order, and only so many', () => {
    const history = new History(['m']);
    for (let i = 0; i < 1000; i += 1) history.record(family(`m{a="x"} ${i}\n`), i * 60_000);
    history.record([{ name: 'other', type: 'gauge', help: '', lines: 'other 1\n' }], 1000 * 60_000);
    const [series] = history.series('m');
    expect(series?.labels).toEqual({ a: 'x' });
    expect(series?.points).toHaveLength(720);
    expect(series?.points[0]).toEqual([280 * 60_000, 280]);
    expect(series?.points.at(-1)).toEqual([999 * 60_000, 999]);
    expect(history.series('other')).toEqual([]);
  });

  it('forgets series that ended long ago and bounds their number', () => {
    const history = new History(['m']);
    const lines = Array.from({ length: 250 }, (_, i) => `m{a="${i}"} 1\n`).join('');
    history.record(family(lines), 0);
    expect(history.series('m')).toHaveLength(200);
    expect(history.dropped).toBe(50);
    history.record(family('m{a="new"} +Inf\n'), 721 * 60_000);
    history.record(family('m{a="new"} +Inf\n'), 722 * 60_000);
    expect(history.series('m').map(({ points }) => points)).toEqual([[[722 * 60_000, Infinity]]]);
  });

  it('reads labels back as they were written', () => {
    expect(parseLabels('m{a="x,y=\\"z\\"",b="\\\\n\\n"}')).toEqual({ a: 'x,y="z"', b: '\\n\n' });
  });
});
