import { useCallback, useEffect, useRef, useState } from 'react';
import type { Graph } from './graph';
import { planLayout, positionsOf, type Positions } from './layout/plan';
import { runLayout } from './layout/runLayout';

interface Arranged {
  /** Of which question; null before the first layout. */
  readonly key: string | null;
  readonly signature: string;
  readonly positions: Positions;
  readonly done: boolean;
}

const NOTHING: Arranged = { key: null, signature: '', positions: new Map(), done: false };

export interface Layout {
  readonly positions: Positions;
  readonly done: boolean;
  /** Arranges afresh: what came and went since the first layout may have left gaps. */
  readonly rearrange: () => void;
}

/** As long as `key` is the same, what has its place keeps it while data is refreshed. */
export function useLayout(graph: Graph, key: string): Layout {
  const [arranged, setArranged] = useState(NOTHING);
  const latest = useRef(NOTHING);
  const [round, setRound] = useState(0);
  useEffect(() => {
    const question = `${round} ${key}`;
    const { positions, signature, done } = latest.current;
    const before = latest.current.key === question && done ? positions : null;
    const plan = planLayout(graph, before);
    if (before !== null && signature === plan.signature) {
      return undefined;
    }
    const controller = new AbortController();
    runLayout(plan.request, controller.signal, (reply) => {
      latest.current = {
        key: question,
        signature: plan.signature,
        positions: positionsOf(plan.ids, reply.positions),
        done: reply.done,
      };
      setArranged(latest.current);
    });
    return () => controller.abort();
  }, [graph, key, round]);
  const rearrange = useCallback(() => setRound((before) => before + 1), []);
  return { positions: arranged.positions, done: arranged.done, rearrange };
}
