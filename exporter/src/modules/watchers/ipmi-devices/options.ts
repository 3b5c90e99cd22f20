import { z } from 'zod';
import { duration } from '../../../contract/config.ts';
import { HARDWARE_LIMITS, HARDWARE_POLLING } from '../../../contract/hardware-options.ts';
import type { SharedOptions } from '../../../contract/module.ts';
import { ipmiSection } from '../../../protocols/ipmi/section.ts';
import type { IpmiSettings } from '../../../protocols/ipmi/settings.ts';

export const config = z.object({
  ...HARDWARE_POLLING,
  slowInterval: duration('1h', { min: '10s', max: '1d' }).describe(
    'How often what changes seldom is asked for again: who the machine is, the inventories of its parts, thresholds.',
  ),
  ...HARDWARE_LIMITS,
});
type Config = z.output<typeof config>;

export interface Options extends Config {
  readonly settings: IpmiSettings;
}

export const shared: SharedOptions<Config, Options, IpmiSettings> = {
  from: ipmiSection,
  apply: (options, settings) => ({ ...options, settings }),
};
