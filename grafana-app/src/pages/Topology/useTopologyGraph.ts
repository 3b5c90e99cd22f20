import { useTopology } from '../../api/topology';
import { queryOfAll, queryOfFocus, type TopologyState } from './topologyState';

/** All that the filters leave; or the neighbourhood of the focus, when only that is wanted or when all lacks it. */
export function useTopologyGraph(state: TopologyState) {
  const { focus, only } = state;
  const all = useTopology(queryOfAll(state), { enabled: !only });
  const isLacking =
    focus !== null &&
    !only &&
    !all.isPlaceholderData &&
    all.data !== undefined &&
    !all.data.nodes.some(({ id }) => id === focus);
  const around = useTopology(queryOfFocus(state) ?? {}, { enabled: only || isLacking });
  return { query: only || isLacking ? around : all, isLacking };
}
