/** What of the overview is urgent, and its counts as its tiles lay them out. */
import type { Overview } from '../../api/types';

type Counts = Overview['assets']['counts'];
type Severity = Overview['recommendations']['counts'][number]['severity'];

/** Nobody has to do anything: neither about the estate nor about Fathom itself. */
export function isCalm({ incidents, threats, recommendations, modules, problems }: Overview): boolean {
  return (
    incidents.open === 0 &&
    threats.total === 0 &&
    recommendations.items.length === 0 &&
    modules.failing.length === 0 &&
    problems.length === 0
  );
}

/** Problems of Fathom itself beside modules that fail, which have a tile of their own. */
export function otherProblems({ problems, modules }: Overview): readonly string[] {
  return problems.filter((problem) => !modules.failing.some(({ kind, id }) => problem.startsWith(`${kind} ${id} `)));
}

/** Of those that nobody has looked at yet. */
export function openBySeverity({ counts }: Overview['recommendations']): ReadonlyMap<Severity, number> {
  return new Map(counts.filter(({ state }) => state === 'open').map(({ severity, count }) => [severity, count]));
}

export interface KindRow {
  readonly kind: Counts[number]['kind'];
  readonly total: number;
  readonly active: number;
  readonly stale: number;
  readonly gone: number;
}

/** One row a kind, the most frequent first. */
export function rowsByKind(counts: Counts): readonly KindRow[] {
  const rows = new Map<string, KindRow>();
  for (const { kind, status, count } of counts) {
    const row = rows.get(kind) ?? { kind, total: 0, active: 0, stale: 0, gone: 0 };
    rows.set(kind, { ...row, total: row.total + count, [status]: row[status] + count });
  }
  return [...rows.values()].sort((a, b) => b.total - a.total || a.kind.localeCompare(b.kind));
}
