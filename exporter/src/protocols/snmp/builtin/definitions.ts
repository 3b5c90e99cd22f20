/** What can be asked for without a snmp.yml. */
import type { SnmpAuth } from '../../../model/snmp.ts';
import { DEFAULT_AUTH } from '../config/auth.ts';
import type { SnmpDefinitions, SnmpModule } from '../definition.ts';
import { profileModules } from '../profile/profile.ts';
import type { ProfileSettings } from '../profile/settings.ts';
import { cdp } from './cdp.ts';
import { hostResources } from './host-resources.ts';
import { ifMib } from './if-mib.ts';
import { lldp } from './lldp.ts';
import { system } from './system.ts';
import { ucd } from './ucd.ts';

/** The auths that snmp_exporter comes with; `public_v2` is the one of who names none. */
const AUTHS: readonly (readonly [string, SnmpAuth])[] = [
  ['public_v1', { ...DEFAULT_AUTH, version: 1 }],
  ['public_v2', DEFAULT_AUTH],
];

/** The modules that Fathom brings along, those of the profiles among them. */
export function builtinModules(profile: ProfileSettings): SnmpModule[] {
  return [ifMib(), system(), ...ucd(), ...hostResources(), lldp(), cdp(), ...profileModules(profile)];
}

/** What files define, and what is built in where no file defines anything by that name. */
export function withBuiltins(files: SnmpDefinitions, profile: ProfileSettings): SnmpDefinitions {
  const builtin = builtinModules(profile).map((module) => [module.name, module] as const);
  return {
    auths: new Map([...AUTHS, ...files.auths]),
    modules: new Map([...builtin, ...files.modules]),
  };
}
