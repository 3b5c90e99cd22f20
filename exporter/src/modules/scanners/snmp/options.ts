import { z } from 'zod';
import { duration } from '../../../contract/config.ts';
import type { SharedOptions } from '../../../contract/module.ts';
import { UserError } from '../../../model/errors.ts';
import { snmpSection } from '../../../protocols/snmp/section.ts';
import type { SnmpSettings } from '../../../protocols/snmp/settings.ts';
import { paceOptions, rangesFor } from '../../../protocols/address-ranges/options.ts';

/** Each that does not answer is waited for once more. */
const MAX_AUTHS = 16;

export const config = z.object({
  ranges: rangesFor('devices', 'snmp'),
  auths: z
    .array(z.string().min(1))
    .min(1)
    .max(MAX_AUTHS)
    .default(['public_v2'])
    .describe('Names of auths to try in the ranges, in this order.'),
  port: z.number().int().min(1).max(65_535).default(161).describe('UDP port to ask in the ranges.'),
  ...paceOptions,
  maxConcurrent: z.number().int().min(1).max(256).default(32).describe('Devices asked at the same time.'),
  answerTimeout: duration('1s', { min: '10ms', max: '30s' }).describe(
    'How long an address in the ranges is waited for, with each auth.',
  ),
});
type Config = z.output<typeof config>;

export interface Options extends Config {
  readonly settings: SnmpSettings;
}

export const shared: SharedOptions<Config, Options, SnmpSettings> = {
  from: snmpSection,
  apply(options, settings) {
    const unknown = options.auths.filter((name) => !settings.definitions.auths.has(name));
    if (unknown.length > 0)
      throw new UserError(
        `scanners.snmp.auths: ${unknown.join(', ')} not defined; there are ${[...settings.definitions.auths.keys()].join(', ')}`,
      );
    return { ...options, settings };
  },
};
