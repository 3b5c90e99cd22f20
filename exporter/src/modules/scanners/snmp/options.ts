import { z } from 'zod';
import { duration } from '../../../contract/config.ts';
import type { SharedOptions } from '../../../contract/module.ts';
import { UserError } from '../../../model/errors.ts';
import { snmpSection } from '../../../protocols/snmp/section.ts';
import type { SnmpSettings } from '../../../protocols/snmp/settings.ts';
import { parseRange } from '../../../protocols/address-ranges/range.ts';

const MAX_RANGES = 256;
/** Each that does not answer is waited for once more. */
const MAX_AUTHS = 16;
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
      'Where to look for devices that `snmp.targets` does not name: networks, addresses, first-last. None unless listed, and only what `snmp.allow` allows.',
    ),
  auths: z
    .array(z.string().min(1))
    .min(1)
    .max(MAX_AUTHS)
    .default(['public_v2'])
    .describe('Names of auths to try in the ranges, in this order.'),
  port: z.number().int().min(1).max(65_535).default(161).describe('UDP port to ask in the ranges.'),
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
