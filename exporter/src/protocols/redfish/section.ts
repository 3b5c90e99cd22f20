/** The section `redfish` of the configuration with the files that it names. */
import { messageOf, UserError } from '../../model/errors.ts';
import type { YamlFile } from '../yaml-document.ts';
import { MAX_REDFISH_FILE_BYTES, readIdracFiles } from './config/read.ts';
import type { RedfishSettings } from './settings.ts';
import { parseTarget } from './target.ts';

/** What the schema of the server puts out, as far as it is needed here. */
export type RedfishSection = Pick<RedfishSettings, 'allow' | 'tls' | 'additional'>;

/** For `SharedOptions.from`: whoever names it shares what is read. */
export const redfishSection = {
  name: 'redfish',
  files: 'configFiles',
  maxFileBytes: MAX_REDFISH_FILE_BYTES,
  read(
    { allow, tls, additional }: RedfishSection,
    files: readonly YamlFile[],
    environment: Readonly<Record<string, string | undefined>>,
  ): RedfishSettings {
    const settings = { ...readIdracFiles(files, environment), allow, tls, additional };
    const mistakes = targetsOf(settings).flatMap(faultsOfTarget);
    if (mistakes.length > 0) throw new UserError(mistakes.join('\n'));
    return settings;
  },
};

/** All that the configuration names as targets. */
export function targetsOf({
  hosts,
  defaultTarget,
}: Pick<RedfishSettings, 'hosts' | 'defaultTarget'>): string[] {
  const named = [...hosts.keys()].filter((name) => name !== 'default');
  return defaultTarget === null || hosts.has(defaultTarget) ? named : [...named, defaultTarget];
}

function faultsOfTarget(target: string): string[] {
  try {
    parseTarget(target);
    return [];
  } catch (error) {
    return [`redfish.configFiles: ${messageOf(error)}`];
  }
}
