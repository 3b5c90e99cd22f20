import { setImmediate as nextTurn } from 'node:timers/promises';
import { z } from 'zod';
import type { AssetDraft } from '../../model/asset.ts';
import type { Inventory } from '../../store/store.ts';
import { type Fault, Problem } from '../problem.ts';
import { AssetInput } from './assets.ts';
import { MAX_INGEST_BYTES } from './events.ts';
import { defineRoute, ok } from './route.ts';
import { check } from './validate.ts';

const MAX_BATCH = 1000;
const MAX_FAULTS = 50;
/** Assets are checked for so long before others get their turn: one may have a thousand relations. */
const SLICE_MS = 5;

const Batch = z.strictObject({
  assets: z.array(z.unknown()).max(MAX_BATCH),
  source: z.string().min(1).max(128).default('api').describe('Who reports them.'),
});

const IngestedAssets = z.object({
  accepted: z.number().int(),
  changed: z.number().int().describe('How many of them are new or differ from what was known.'),
});

export const assetIngestRoutes = [
  defineRoute({
    method: 'post',
    path: '/ingest/assets',
    operationId: 'ingestAssets',
    tag: 'Assets',
    summary: 'Tell of many assets',
    description:
      'Taken as reports of scanners are. When one is not valid, none is taken, and `errors` has its index.',
    body: Batch,
    openItems: { assets: AssetInput },
    maxBodyBytes: MAX_INGEST_BYTES,
    success: { 200: 'All of them are in the inventory.' },
    response: IngestedAssets,
    async handle({ services: { store }, body }) {
      const inputs = await checkAll(body.assets);
      return ok({ accepted: inputs.length, changed: await reportAll(store.inventory, body.source, inputs) });
    },
  }),
];

/** @throws Problem 400 with the faults of the first assets that are not valid. */
async function checkAll(values: readonly unknown[]): Promise<AssetInput[]> {
  const faults: Fault[] = [];
  const inputs: AssetInput[] = [];
  const indexes = new Map<string, number>();
  let startedAt = performance.now();
  for (const [index, value] of values.entries()) {
    if (performance.now() - startedAt > SLICE_MS) {
      await nextTurn();
      startedAt = performance.now();
    }
    const where = `body.assets.${index}`;
    const checked = check(AssetInput, value, where, faults);
    if (faults.length >= MAX_FAULTS) break;
    if (checked === undefined) continue;
    const { id } = checked.value;
    const earlier = indexes.get(id);
    if (earlier !== undefined) faults.push({ path: `${where}.id`, message: `also at ${earlier}` });
    indexes.set(id, index);
    inputs.push(checked.value);
  }
  if (faults.length === 0) return inputs;
  throw new Problem(400, 'the body of the request is not valid; none of the assets was taken', {
    errors: faults.slice(0, MAX_FAULTS),
  });
}

/** The number of assets that are new or changed. A report is of one tenant. */
async function reportAll(
  inventory: Inventory,
  source: string,
  inputs: readonly AssetInput[],
): Promise<number> {
  const byTenant = new Map<string, AssetDraft[]>();
  for (const { tenant, ...draft } of inputs) {
    const drafts = byTenant.get(tenant) ?? [];
    byTenant.set(tenant, drafts);
    drafts.push(draft);
  }
  let changed = 0;
  for (const [tenant, assets] of byTenant)
    changed += (await inventory.report({ source, tenant, timeMs: Date.now(), assets })).length;
  return changed;
}
