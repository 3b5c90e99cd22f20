/** The section `snmp.profile` of the configuration. */
import { z } from 'zod';
import { CATEGORIES, METRIC_NAMES } from './metrics.ts';
import { PROFILE_NAMES, PROFILES } from './profiles.ts';
import { DEFAULT_THRESHOLDS, type Threshold, THRESHOLD_UNITS, type ThresholdKind } from './thresholds.ts';

const sizes = PROFILE_NAMES.map((name) => `\`${name}\` (${PROFILES[name].length})`).join(', ');

const categories = (does: string) =>
  z
    .array(z.enum(CATEGORIES))
    .max(CATEGORIES.length)
    .default([])
    .describe(`Categories of metrics to ${does} the profile: ${CATEGORIES.join(', ')}.`);

function threshold(kind: ThresholdKind) {
  const { warning, critical }: Threshold = DEFAULT_THRESHOLDS[kind];
  const level = (fallback: number, name: string) =>
    z.number().min(0).default(fallback).describe(`From here on: ${name}. In ${THRESHOLD_UNITS[kind]}.`);
  return z
    .object({ warning: level(warning, 'warning'), critical: level(critical, 'critical') })
    .refine((levels) => levels.warning <= levels.critical, { message: 'warning is above critical' })
    .prefault({});
}

export const profileSection = z
  .object({
    name: z
      .enum(PROFILE_NAMES)
      .default('minimal')
      .describe(`What the module \`profile\` asks devices for, with its number of metrics: ${sizes}.`),
    enable: categories('add to'),
    disable: categories('take out of'),
    metrics: z
      .partialRecord(z.enum(METRIC_NAMES), z.boolean())
      .default({})
      .describe('Single metrics, on or off, whatever the profile and its categories say.'),
    thresholds: z
      .object({
        cpu: threshold('cpu'),
        storage: threshold('storage'),
        errors: threshold('errors'),
        load: threshold('load'),
      })
      .prefault({}),
  })
  .refine(({ enable, disable }) => !enable.some((each) => disable.includes(each)), {
    message: 'a category is in enable and in disable',
    path: ['disable'],
  })
  .prefault({});
export type ProfileSettings = z.output<typeof profileSection>;
