/** The graph, with the fields of Grafana's node graph. */
import type { Reply } from '../../api/client';
import { paths } from '../../routing';
import { linkTo, numbers, SCORE, texts, type Table } from '../table';

export type Topology = Reply<'get', '/topology'>;
type Node = Topology['nodes'][number];

/** Names of Grafana's palette. */
const COLORS: Readonly<Record<Node['health'], string>> = {
  critical: 'red',
  warning: 'orange',
  stale: 'purple',
  gone: 'blue',
  ok: 'green',
};

export function topologyTables({ nodes, edges, truncated }: Topology): readonly Table[] {
  return [
    {
      name: 'nodes',
      show: 'nodeGraph',
      isCut: truncated,
      columns: [
        { ...texts('id', nodes, ({ id }) => id), link: linkTo(paths.asset, 'id') },
        texts('title', nodes, ({ name }) => name),
        texts('subTitle', nodes, ({ kind }) => kind),
        { ...numbers('mainStat', nodes, ({ score }) => score), ...SCORE },
        texts('color', nodes, ({ health }) => COLORS[health]),
        texts('kind', nodes, ({ kind }) => kind),
        texts('status', nodes, ({ status }) => status),
        texts('tenant', nodes, ({ tenant }) => tenant),
        texts('health', nodes, ({ health }) => health),
        { ...numbers('score', nodes, ({ score }) => score), ...SCORE },
        texts('level', nodes, ({ level }) => level),
      ],
    },
    {
      name: 'edges',
      show: 'nodeGraph',
      columns: [
        texts('id', edges, ({ source, target, type }) => `${source} ${type} ${target}`),
        texts('source', edges, ({ source }) => source),
        texts('target', edges, ({ target }) => target),
        texts('type', edges, ({ type }) => type),
        texts('mainStat', edges, ({ type }) => type),
      ],
    },
  ];
}
