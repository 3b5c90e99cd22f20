import { z } from 'zod';
import { duration } from '../../../contract/config.ts';
import type { SharedOptions } from '../../../contract/module.ts';
import { UserError } from '../../../model/errors.ts';
import { paceOptions, rangesFor } from '../../../protocols/address-ranges/options.ts';
import { ipmiSection } from '../../../protocols/ipmi/section.ts';
import type { IpmiSettings } from '../../../protocols/ipmi/settings.ts';

/** Each is one login; BMCs lock accounts after a few that fail. */
const MAX_MODULES = 4;

export const config = z.object({
  ranges: rangesFor('BMCs', 'ipmi'),
  modules: z
    .array(z.string().min(1))
    .max(MAX_MODULES)
    .default([])
    .describe(
      'Names of modules of `ipmi.configFiles` to log in with at what is found in the ranges, in this order. None unless listed: whoever answers there gets what a password can be guessed from.',
    ),
  port: z.number().int().min(1).max(65_535).default(623).describe('UDP port to ask in the ranges.'),
  ...paceOptions,
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
