/** Options of scanners that look for something in ranges of addresses. */
import { z } from 'zod';
import { parseRange } from './range.ts';

const MAX_RANGES = 256;
/** A network of class B; what is larger is split among several Fathoms. */
const MAX_ADDRESSES = 65_536;

const Range = z
  .string()
  .refine((text) => parseRange(text) !== null, 'expected 10.0.0.0/24, 10.0.0.7 or 10.0.0.10-10.0.0.20');

/** @param what is looked for, such as `devices`. @param section of the configuration that names targets and `allow` */
export const rangesFor = (what: string, section: string) =>
  z
    .array(Range)
    .max(MAX_RANGES)
    .default([])
    .describe(
      `Where to look for ${what} that \`${section}.targets\` does not name: networks, addresses, first-last. None unless listed, and only what \`${section}.allow\` allows.`,
    );

/** How much is asked in a run, and how fast. */
export const paceOptions = {
  maxAddresses: z
    .number()
    .int()
    .min(1)
    .max(MAX_ADDRESSES)
    .default(4096)
    .describe('Addresses asked in one run, all ranges together; what lies beyond is left out, and said.'),
  maxPerSecond: z
    .number()
    .int()
    .min(1)
    .max(1000)
    .default(50)
    .describe('Addresses asked in a second, so that no firewall takes it for an attack.'),
};
