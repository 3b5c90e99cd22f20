import { z } from 'zod';
import { KINDS } from '../../contract/module.ts';
import { AssetKind, AssetStatus } from '../../model/asset.ts';

/**
 * `pending`: has not run yet. `partial`: part of its reading is missing. `unsupported`: this machine does not have
 * what it measures. `off`: the configuration says so.
 */
export const ModuleState = z.enum(['ok', 'partial', 'failing', 'unsupported', 'pending', 'off']);
export type ModuleState = z.infer<typeof ModuleState>;

export const ModuleHealth = z.object({
  kind: z.enum(KINDS),
  id: z.string(),
  status: ModuleState.describe(
    '`pending`: has not run yet; `partial`: part of its reading is missing; `unsupported`: this machine does not have what it measures, which is no failure; `off`: not enabled.',
  ),
  lastRun: z.iso.datetime().nullable(),
  lastError: z.string().nullable().describe('Code and message of the last failure, until the next success.'),
});
export type ModuleHealth = z.infer<typeof ModuleHealth>;

export const HealthView = z.object({
  status: z.enum(['ok', 'degraded', 'starting']),
  version: z.string(),
  host: z.string(),
  startedAt: z.iso.datetime(),
  uptimeSeconds: z.number().min(0),
  dataDir: z.string(),
  problems: z.array(z.string()).describe('What makes it degraded.'),
  modules: z.array(ModuleHealth),
  events: z.object({
    stored: z.number(),
    duplicates: z.number().describe('Deliveries whose idempotency key was known.'),
    collapsed: z.number().describe('Deliveries counted in an earlier event of the same fingerprint.'),
    lost: z.number().describe('Records of the log that were torn or corrupt.'),
    rejected: z.number(),
    logBytes: z.number(),
    queued: z.number(),
  }),
  store: z.object({
    status: z.enum(['ok', 'failing']),
    problem: z.string().nullable().describe('What is wrong, and what to do about it.'),
  }),
  assets: z.array(z.object({ kind: AssetKind, status: AssetStatus, count: z.number().int() })),
});
export type HealthView = z.infer<typeof HealthView>;
