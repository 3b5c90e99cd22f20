import { z } from 'zod';
import { duration } from '../../../contract/config.ts';
import { HARDWARE_LIMITS, HARDWARE_POLLING } from '../../../contract/hardware-options.ts';
import type { SharedOptions } from '../../../contract/module.ts';
import { redfishSection } from '../../../protocols/redfish/section.ts';
import type { RedfishSettings } from '../../../protocols/redfish/settings.ts';

export const config = z.object({
  ...HARDWARE_POLLING,
  slowInterval: duration('5m', { min: '10s', max: '1d' }).describe(
    'How often what changes seldom and takes many requests is read: drives, memory, the log.',
  ),
  logs: z
    .array(z.string().min(1).max(100))
    .min(1)
    .max(100)
    .optional()
    .describe(
      'Logs to read, as the BMCs call them (`Sel`, `Lclog`, `IML`, `IEL`, …; `*` stands for anything). Default: all that a machine keeps of its hardware; those of logins, of its start and for support are left out.',
    ),
  ...HARDWARE_LIMITS,
});
type Config = z.output<typeof config>;

export interface Options extends Config {
  readonly settings: RedfishSettings;
}

export const shared: SharedOptions<Config, Options, RedfishSettings> = {
  from: redfishSection,
  apply: (options, settings) => ({ ...options, settings }),
};
