/** The section `redfish` of the configuration with the files that it names. */
import { messageOf, UserError } from '../../model/errors.ts';
import type { YamlFile } from '../yaml-document.ts';
import { MAX_REDFISH_FILE_BYTES, readIdracFiles } from './config/read.ts';
import type { RedfishSettings, RedfishTargetSettings } from './settings.ts';
import { loginFor, parseTarget } from './target.ts';

/** What the schema of the server puts out, as far as it is needed here. */
export type RedfishSection = Pick<RedfishSettings, 'allow' | 'tls' | 'additional' | 'targets'>;

/** For `SharedOptions.from`: whoever names it shares what is read. */
export const redfishSection = {
  name: 'redfish',
  files: 'configFiles',
  maxFileBytes: MAX_REDFISH_FILE_BYTES,
  read(
    { allow, tls, additional, targets }: RedfishSection,
    files: readonly YamlFile[],
    environment: Readonly<Record<string, string | undefined>>,
  ): RedfishSettings {
    const settings = { ...readIdracFiles(files, environment), allow, tls, additional, targets };
    const mistakes = [
      ...targetsOf(settings).flatMap((name) => faultsOfTarget('redfish.configFiles', name)),
      ...targets.flatMap((target, i) => mistakesOf(target, i, settings)),
    ];
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

function mistakesOf(target: RedfishTargetSettings, i: number, settings: RedfishSettings): string[] {
  const place = `redfish.targets.${i} (${target.name})`;
  const faults = faultsOfTarget(place, target.address);
  if (faults.length > 0 || loginFor(target.address, target.auth ?? '', settings)) return faults;
  return [
    target.auth === undefined
      ? `${place}: redfish.configFiles have no login for ${target.address}: no host of that name, and no default`
      : `${place}: auth ${target.auth} is not defined in redfish.configFiles`,
  ];
}

function faultsOfTarget(place: string, target: string): string[] {
  try {
    parseTarget(target);
    return [];
  } catch (error) {
    return [`${place}: ${messageOf(error)}`];
  }
}
