import { describe, expect, it } from 'vitest';
import { framesToGraph } from './frames';

const frame = (columns: Record<string, unknown[]>) => ({
  fields: Object.entries(columns).map(([name, values]) => ({ name, values })),
  length: Math.max(0, ...Object.values(columns).map(({ length }) => length)),
});

const NODES = frame({
  id: ['web', 'db'],
  title: ['Web', ''],
  kind: ['vm', 'toaster'],
  status: ['active', 'stale'],
  health: ['critical', null],
  score: [81.5, NaN],
  level: ['CRITICAL', undefined],
});
const EDGES = frame({
  id: ['1', '2'],
  source: ['web', 'web'],
  target: ['db', 'nowhere'],
  mainStat: ['depends-on', 'x'],
});

describe('frames of a graph', () => {
  it('are read by the names of their fields, in any order', () => {
    expect(framesToGraph([EDGES, NODES])).toEqual({
      graph: {
        nodes: [
          {
            id: 'web',
            name: 'Web',
            kind: 'vm',
            status: 'active',
            tenant: '',
            health: 'critical',
            score: 81.5,
            level: 'CRITICAL',
            incident: null,
          },
          {
            id: 'db',
            name: 'db',
            kind: 'other',
            status: 'stale',
            tenant: '',
            health: 'stale',
            score: null,
            level: 'BENIGN',
            incident: null,
          },
        ],
        edges: [{ source: 'web', target: 'db', type: 'depends-on' }],
      },
      truncated: false,
    });
  });

  it.each([[[]], [[EDGES]], [[frame({ Time: [1], Value: [2] })]]])('are no graph without nodes: %#', (frames) => {
    expect(framesToGraph(frames)).toBeNull();
  });

  it('may have no nodes at all', () => {
    expect(framesToGraph([frame({ id: [] })])?.graph).toEqual({ nodes: [], edges: [] });
  });

  it('skip rows without an id, and take each id once', () => {
    const read = framesToGraph([frame({ id: ['a', '', null, 'a', 7] })]);
    expect(read?.graph.nodes.map(({ id }) => id)).toEqual(['a', '7']);
  });

  it('are cut where a picture would say nothing, and say so', () => {
    const read = framesToGraph([frame({ id: Array.from({ length: 2001 }, (_, at) => `n${at}`) })]);
    expect(read?.graph.nodes).toHaveLength(2000);
    expect(read?.truncated).toBe(true);
  });
});
