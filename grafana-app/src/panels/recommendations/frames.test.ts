import type { DataFrame } from '@grafana/data';
import { describe, expect, it } from 'vitest';
import { chosenItems, itemsOf } from './frames';

function frame(columns: Readonly<Record<string, unknown[]>>): DataFrame {
  const fields = Object.entries(columns).map(([name, values]) => ({ name, values, type: 'other', config: {} }));
  return { fields, length: Object.values(columns)[0]?.length ?? 0 } as DataFrame;
}

const FRAME = frame({
  id: ['rec-1', 'rec-2', '', 'rec-4'],
  title: ['Disk', 'Process', 'No id', 'Odd'],
  severity: ['critical', 'low', 'low', 'fatal'],
  state: ['open', 'done', 'open', 'open'],
  asset: ['host-a', 'host-b', 'host-c', 'host-d'],
  assetName: ['node a', null, '', ''],
  advisor: ['disk-fills-up', 'runaway-process', '', ''],
  confidence: [0.95, null, 1, 1],
  explanation: ['why', '', '', ''],
  lastSeen: [Date.UTC(2026, 10, 21, 6), 'never', 0, 0],
});

describe('recommendations of a frame', () => {
  it('are read in its order, without rows that are none', () => {
    expect(itemsOf([FRAME])).toEqual([
      {
        id: 'rec-1',
        title: 'Disk',
        severity: 'critical',
        state: 'open',
        asset: 'host-a',
        assetName: 'node a',
        advisor: 'disk-fills-up',
        explanation: 'why',
        confidence: 0.95,
        lastSeen: '2026-11-21T06:00:00.000Z',
      },
      {
        id: 'rec-2',
        title: 'Process',
        severity: 'low',
        state: 'done',
        asset: 'host-b',
        assetName: 'host-b',
        advisor: 'runaway-process',
        explanation: '',
        confidence: null,
        lastSeen: null,
      },
    ]);
  });

  it('are none in frames of something else, and an empty list in an empty frame', () => {
    expect(itemsOf([frame({ time: [1], value: [2] })])).toBeNull();
    expect(itemsOf([])).toBeNull();
    expect(itemsOf([frame({ id: [], title: [], severity: [] })])).toEqual([]);
  });

  it('are chosen by severity and state; without a choice all are', () => {
    const items = itemsOf([FRAME]) ?? [];
    const ids = (options: Parameters<typeof chosenItems>[1]) => chosenItems(items, options).map(({ id }) => id);
    expect(ids({ severities: [], states: [] })).toEqual(['rec-1', 'rec-2']);
    expect(ids({ severities: ['low'], states: [] })).toEqual(['rec-2']);
    expect(ids({ severities: [], states: ['open'] })).toEqual(['rec-1']);
    expect(ids({ severities: ['low'], states: ['open'] })).toEqual([]);
  });
});
