import { z } from 'zod';
import { duration } from '../../../contract/config.ts';
import type { SharedOptions } from '../../../contract/module.ts';
import { UserError } from '../../../model/errors.ts';
import { parseRange } from '../../../protocols/address-ranges/range.ts';
import { ipmiSection } from '../../../protocols/ipmi/section.ts';
import type { IpmiSettings } from '../../../protocols/ipmi/settings.ts';

const MAX_RANGES = 256;
/** Each is one login; BMCs lock accounts after a few that fail. */
const MAX_MODULES = 4;
/** A network of class B; what is larger is split among several Fathoms. */
const MAX_ADDRESSES = 65_536;

const Range = z
  .string()
  .refine((text) => parseRange(text) !== null, 'expected 10.0.0.0/24, 10.0.0.7 or 10.0.0.10-10.0.0.20');

export const config = z.object({
  ranges: z
    .array(Range)
    .max(MAX_RANGES)
    .default([])
    .describe(
      'Where to look for BMCs that `ipmi.targets` does not name: networks, addresses, first-last. None unless listed, and only what `ipmi.allow` allows.',
    ),
  modules: z
    .array(z.string().min(1))
    .max(MAX_MODULES)
    .default([])
    .describe(
      'Names of modules of `ipmi.configFiles` to log in with at what is found in the ranges, in this order. None unless listed: whoever answers there gets what a password can be guessed from.',
    ),
  port: z.number().int().min(1).max(65_535).default(623).describe('UDP port to ask in the ranges.'),
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
  maxConcurrent: z.number().int().min(1).max(256).default(32).describe('BMCs asked at the same time.'),
  answerTimeout: duration('1s', { min: '10ms', max: '30s' }).describe(
    'How long an address in the ranges is waited for; it is asked twice.',
  ),
});
type Config = z.output<typeof config>;

export interface Options extends Config {
  readonly settings: IpmiSettings;
}

export const shared: SharedOptions<Config, Options, IpmiSettings> = {
  from: ipmiSection,
  apply(options, settings) {
    const names = [...settings.modules.keys()];
    const unknown = options.modules.filter((name) => !settings.modules.has(name));
    if (unknown.length > 0)
      throw new UserError(
        `scanners.ipmi.modules: ${unknown.join(', ')} not defined in ipmi.configFiles; ${names.length === 0 ? 'they define none' : `there are ${names.join(', ')}`}`,
      );
    const local = options.modules.filter((name) => settings.modules.get(name)?.driver === 'local');
    if (local.length > 0)
      throw new UserError(
        `scanners.ipmi.modules: the driver of ${local.join(', ')} is for the BMC of this machine; expected modules for BMCs over the network`,
      );
    return { ...options, settings };
  },
};
