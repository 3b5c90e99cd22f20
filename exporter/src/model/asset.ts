import { z } from 'zod';
import { Attributes } from './json.ts';

export const ASSET_KINDS = [
  'host',
  'service',
  'process',
  'container',
  'pod',
  'vm',
  'cloud-instance',
  'bmc',
  'network-device',
  'storage',
  'other',
] as const;
export const AssetKind = z.enum(ASSET_KINDS);
export type AssetKind = z.infer<typeof AssetKind>;

/** `gone`: a complete scan no longer found it. `stale`: nothing has reported it for a while. */
export const AssetStatus = z.enum(['active', 'stale', 'gone']);
export type AssetStatus = z.infer<typeof AssetStatus>;

export const RelationType = z.enum(['runs-on', 'part-of', 'managed-by', 'connects-to', 'depends-on']);
export type RelationType = z.infer<typeof RelationType>;

/** Also a file name (`<id>.aav`), hence the narrow alphabet. */
export const AssetId = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._:@-]{0,199}$/,
    'a letter or digit, then up to 199 of A-Z a-z 0-9 . _ : @ -',
  );

/** Each is written to a table of its own, and compared at each report. */
const MAX_LABELS = 256;

export const Labels = z
  .record(z.string().min(1).max(128), z.string().max(1024))
  .refine((labels) => Object.keys(labels).length <= MAX_LABELS, `more than ${MAX_LABELS} labels`)
  .describe(`Short names to select by, at most ${MAX_LABELS}.`);

export const Relation = z.object({ type: RelationType, target: AssetId });
export type Relation = z.infer<typeof Relation>;

/** What a scanner or an API client says about an asset; the inventory adds times and status. */
export const AssetDraft = z.object({
  id: AssetId,
  kind: AssetKind,
  name: z.string().min(1).max(256),
  labels: Labels.default({}),
  attributes: Attributes.default({}),
  relations: z.array(Relation).max(1000).default([]),
});
export type AssetDraft = z.infer<typeof AssetDraft>;

export const Asset = AssetDraft.extend({
  tenant: z.string().min(1).max(128).default('default'),
  source: z.string().min(1).max(128).describe('Which scanner or client reported it.'),
  status: AssetStatus,
  firstSeen: z.iso.datetime(),
  lastSeen: z.iso.datetime(),
});
export type Asset = z.infer<typeof Asset>;

/** One difference between what was known of an asset and what was then reported. */
export const AssetChange = z.object({
  asset: AssetId,
  time: z.iso.datetime(),
  field: z
    .string()
    .describe('`created`, `status`, `name`, `kind`, `labels.x`, `attributes.x` or `relations`.'),
  before: z.json(),
  after: z.json(),
  source: z.string(),
});
export type AssetChange = z.infer<typeof AssetChange>;
