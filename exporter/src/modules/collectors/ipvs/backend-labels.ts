import { z } from 'zod';
import type { Backend } from './backends.ts';

export const BACKEND_LABELS = [
  'local_address',
  'local_port',
  'remote_address',
  'remote_port',
  'proto',
  'local_mark',
] as const;
type BackendLabel = (typeof BACKEND_LABELS)[number];
type LabelValue = string | null;
/** In the order of BACKEND_LABELS. */
type LabelValues = readonly [LabelValue, LabelValue, LabelValue, LabelValue, LabelValue, LabelValue];

/** A comma-separated list of BACKEND_LABELS; becomes the set of them. */
export function backendLabels() {
  return z
    .string()
    .transform((text, context): ReadonlySet<BackendLabel> => {
      const names = new Set(text.split(',').filter((name) => name !== ''));
      const chosen = BACKEND_LABELS.filter((label) => names.delete(label));
      if (names.size === 0) return new Set(chosen);
      const unknown = JSON.stringify([...names].sort().join(', '));
      context.addIssue({ code: 'custom', message: `unknown IPVS backend labels: ${unknown}`, input: text });
      return z.NEVER;
    })
    .prefault(BACKEND_LABELS.join(','));
}

export interface BackendSums {
  readonly labels: LabelValues;
  active: number;
  inactive: number;
  weight: number;
}

/** One sum for all backends that the chosen labels do not tell apart; other labels are null. */
export function sumBackends(
  backends: readonly Backend[],
  chosen: ReadonlySet<BackendLabel>,
): Iterable<BackendSums> {
  const sums = new Map<string, BackendSums>();
  for (const backend of backends) {
    const labels = labelsOf(backend, chosen);
    const key = labels.join('\n');
    const sum = sums.get(key) ?? { labels, active: 0, inactive: 0, weight: 0 };
    sum.active += backend.active;
    sum.inactive += backend.inactive;
    sum.weight += backend.weight;
    sums.set(key, sum);
  }
  return sums.values();
}

function labelsOf({ service, remote }: Backend, chosen: ReadonlySet<BackendLabel>): LabelValues {
  const when = (label: BackendLabel, value: string) => (chosen.has(label) ? value : null);
  return [
    when('local_address', service.address),
    when('local_port', String(service.port)),
    when('remote_address', remote.address),
    when('remote_port', String(remote.port)),
    when('proto', service.protocol),
    when('local_mark', service.mark),
  ];
}
