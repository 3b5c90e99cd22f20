import { z } from 'zod';
import type { SharedOptions } from '../../../contract/module.ts';
import { snmpSection } from '../../../protocols/snmp/section.ts';
import type { SnmpSettings } from '../../../protocols/snmp/settings.ts';

export const config = z.strictObject({});
type Config = z.output<typeof config>;

/** All that there is to set concerns others who speak SNMP, too. */
export type Options = SnmpSettings;

export const shared: SharedOptions<Config, Options, SnmpSettings> = {
  from: snmpSection,
  apply: (_, settings) => settings,
};
