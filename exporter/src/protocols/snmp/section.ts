/** The section `snmp` of the configuration with the files that it names. */
import { messageOf, UserError } from '../../model/errors.ts';
import { type Steps, toTheEnd } from '../../model/steps.ts';
import type { YamlFile } from '../yaml-document.ts';
import { withBuiltins } from './builtin/definitions.ts';
import { MAX_SNMP_FILE_BYTES, readInSteps } from './config/read.ts';
import type { SnmpDefinitions } from './definition.ts';
import type { SnmpSettings, SnmpTargetSettings } from './settings.ts';
import { parseTarget } from './target.ts';

/** What the schema of the server puts out, as far as it is needed here. */
export interface SnmpSection extends Omit<SnmpSettings, 'definitions'> {
  readonly expandEnvironmentVariables: boolean;
}

/** For `SharedOptions.from`: whoever names it shares what is read. */
export const snmpSection = {
  name: 'snmp',
  files: 'configFiles',
  maxFileBytes: MAX_SNMP_FILE_BYTES,
  *readInSteps(
    section: SnmpSection,
    files: readonly YamlFile[],
    environment: Readonly<Record<string, string | undefined>>,
  ): Steps<SnmpSettings> {
    const { expandEnvironmentVariables, ...settings } = section;
    const ofFiles = yield* readInSteps(files, { expandEnvironmentVariables, environment });
    const definitions = withBuiltins(ofFiles, settings.profile);
    const mistakes = settings.targets.flatMap((target, i) => mistakesOf(target, i, definitions));
    if (mistakes.length > 0) throw new UserError(mistakes.join('\n'));
    return { ...settings, definitions };
  },
  read(
    section: SnmpSection,
    files: readonly YamlFile[],
    environment: Readonly<Record<string, string | undefined>>,
  ): SnmpSettings {
    return toTheEnd(this.readInSteps(section, files, environment));
  },
};

function mistakesOf(
  { name, address, auth, modules }: SnmpTargetSettings,
  i: number,
  definitions: SnmpDefinitions,
): string[] {
  const place = `snmp.targets.${i} (${name})`;
  return [
    ...faultsOfAddress(address).map((fault) => `${place}: ${fault}`),
    ...(definitions.auths.has(auth) ? [] : [`${place}: auth ${auth} is not defined in snmp.configFiles`]),
    ...modules
      .filter((module) => !definitions.modules.has(module))
      .map((module) => `${place}: module ${module} is neither built in nor defined in snmp.configFiles`),
  ];
}

function faultsOfAddress(address: string): string[] {
  try {
    parseTarget(address);
    return [];
  } catch (error) {
    return [messageOf(error)];
  }
}
