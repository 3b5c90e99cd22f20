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

  it('adds up series, leaves some out, and keeps whole what is asked for whole', () => {
    const history = new History([
      'm',
      { metric: 'm', by: ['mode'], as: 'by mode' },
      { metric: 'm', maxSeries: 1 },
      { metric: 'n', skip: ({ device }) => device === 'lo', maxSeries: 2 },
    ]);
    expect([...history.metrics]).toEqual(['m', 'n']);
    const lines = 'm{cpu="0",mode="idle"} 1\nm{cpu="1",mode="idle"} 2\nm{cpu="0",mode="a\\"b"} 4\n';
    const others = ['lo', 'eth0', 'eth1', 'eth2'].map((device) => `n{device="${device}"} 1\n`).join('');
    history.record([...family(lines), { name: 'n', type: 'counter', help: '', lines: others }], 1000);
    const labelled = (name: string) => history.series(name).map(({ labels, points }) => [labels, points]);
    expect(labelled('by mode')).toEqual([
      [{ mode: 'idle' }, [[1000, 3]]],
      [{ mode: 'a"b' }, [[1000, 4]]],
    ]);
    expect(labelled('m')).toHaveLength(3);
    expect(labelled('n').map(([labels]) => labels)).toEqual([{ device: 'eth0' }, { device: 'eth1' }]);
    expect(history.dropped).toBe(1);
  });

  it('is not shortened by looking often, nor by a clock that is set back', () => {
    const history = new History(['m']);
    const at = [0, 10, 60, 70, 80, 119, 130, 5, 15, 70].map((seconds) => seconds * 1000);
    for (const [index, timeMs] of at.entries()) history.record(family(`m ${index}\n`), timeMs);
    expect(history.series('m')[0]?.points).toEqual([
      [0, 0],
      [60_000, 2],
      [119_000, 5],
      [5000, 7],
      [70_000, 9],
    ]);
  });

  it('reads labels back as they were written', () => {
    expect(parseLabels('m{a="x,y=\\"z\\"",b="\\\\n\\n"}')).toEqual({ a: 'x,y="z"', b: '\\n\n' });
  });
});
