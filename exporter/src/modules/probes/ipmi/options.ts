import { z } from 'zod';
import type { SharedOptions } from '../../../contract/module.ts';
import { ipmiSection } from '../../../protocols/ipmi/section.ts';
import type { IpmiSettings } from '../../../protocols/ipmi/settings.ts';

export const config = z.strictObject({});
type Config = z.output<typeof config>;

/** All that there is to set concerns others who speak IPMI, too. */
export type Options = IpmiSettings;

export const shared: SharedOptions<Config, Options, IpmiSettings> = {
  from: ipmiSection,
  apply: (_, settings) => settings,
};
