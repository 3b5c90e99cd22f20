import { z } from 'zod';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = Readonly<Record<string, Json>>;

/** Bound on the serialised attributes of one asset or event; beyond it a sender mistakes Fathom for a log store. */
export const MAX_ATTRIBUTE_BYTES = 64 * 1024;

/** Free-form facts of an asset or event. */
export const Attributes: z.ZodType<JsonObject> = z
  .record(z.string().min(1).max(128), z.json())
  .refine(
    (value) => JSON.stringify(value).length <= MAX_ATTRIBUTE_BYTES,
    `larger than ${MAX_ATTRIBUTE_BYTES} bytes`,
  )
  .describe('Free-form facts, at most 64 KiB as JSON.')
  .meta({ type: 'object' });
