import { z } from 'zod';
import type { SharedOptions } from '../../../contract/module.ts';
import { redfishSection } from '../../../protocols/redfish/section.ts';
import type { RedfishSettings } from '../../../protocols/redfish/settings.ts';

export const config = z.object({
  maxConcurrent: z.number().int().min(1).max(256).default(16).describe('BMCs asked at the same time.'),
});
type Config = z.output<typeof config>;

export interface Options extends Config {
  readonly settings: RedfishSettings;
}

export const shared: SharedOptions<Config, Options, RedfishSettings> = {
  from: redfishSection,
  apply: (options, settings) => ({ ...options, settings }),
};
