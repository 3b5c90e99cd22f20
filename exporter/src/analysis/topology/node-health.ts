import { z } from 'zod';
import type { AssetStatus } from '../../model/asset.ts';
import type { Priority } from '../../model/recommendation.ts';

/** What is wrong with an asset comes before whether it is there. */
export const NodeHealth = z.enum(['critical', 'warning', 'ok', 'stale', 'gone']);
export type NodeHealth = z.infer<typeof NodeHealth>;

export interface Findings {
  /** Severity of the gravest open incident. */
  readonly incident: Priority | null;
  readonly score: number | null;
  /** Whether there is an open recommendation of high or critical severity. */
  readonly advised: boolean;
}

export function healthOfNode(status: AssetStatus, { incident, score, advised }: Findings): NodeHealth {
  if (incident === 'critical' || incident === 'high' || (score ?? 0) > 80) return 'critical';
  if (incident !== null || (score ?? 0) > 40 || advised) return 'warning';
  return status === 'active' ? 'ok' : status;
}
