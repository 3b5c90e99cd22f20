import { z } from 'zod';
import type { SharedOptions } from '../../../contract/module.ts';
import { redfishSection } from '../../../protocols/redfish/section.ts';
import type { RedfishSettings } from '../../../protocols/redfish/settings.ts';

export const config = z.strictObject({});
type Config = z.output<typeof config>;

/** All that there is to set concerns others who speak Redfish, too. */
export type Options = RedfishSettings;

export const shared: SharedOptions<Config, Options, RedfishSettings> = {
  from: redfishSection,
  apply: (_, settings) => settings,
};
