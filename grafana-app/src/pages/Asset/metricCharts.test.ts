import { describe, expect, it } from 'vitest';
import { metricCharts, withGaps } from './metricCharts';

describe('metricCharts', () => {
  it('puts the series of a name into one chart, named by what tells them apart', () => {
    const charts = metricCharts([
      { name: 'cpu_busy', title: 'CPU busy', unit: 'percent', labels: {}, points: [[0, 5]] },
      { name: 'disk_bytes', title: 'Disk', unit: 'Bps', labels: { device: 'vda', direction: 'read' }, points: [] },
      { name: 'disk_bytes', title: 'Disk', unit: 'Bps', labels: { device: 'vda', direction: 'written' }, points: [] },
      {
        name: 'filesystem_used',
        title: 'File systems',
        unit: 'percent',
        labels: { device: '/dev/vda', mountpoint: '/' },
        points: [],
      },
    ]);
    expect(charts.map(({ title, unit, series }) => [title, unit, series.map(({ name }) => name)])).toEqual([
      ['CPU busy', 'percent', ['CPU busy']],
      ['Disk', 'Bps', ['vda read', 'vda written']],
      ['File systems', 'percent', ['/']],
    ]);
  });
});

describe('withGaps', () => {
  it('breaks the line where nothing was measured, not at one late point', () => {
    const minute = 60_000;
    expect(
      withGaps([
        [0, 1],
        [2 * minute, 2],
        [9 * minute, 3],
      ])
    ).toEqual([
      [0, 1],
      [2 * minute, 2],
      [2 * minute + 1, null],
      [9 * minute, 3],
    ]);
  });
});
