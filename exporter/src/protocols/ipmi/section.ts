/** The section `ipmi` of the configuration with the files that it names. */
import { messageOf, UserError } from '../../model/errors.ts';
import type { YamlFile } from '../yaml-document.ts';
import { MAX_IPMI_FILE_BYTES, readIpmiFiles } from './config/read.ts';
import type { IpmiModule, IpmiSettings, IpmiTargetSettings } from './settings.ts';
import { parseBmcAddress } from './target.ts';

/** What the schema of the server puts out, as far as it is needed here. */
export type IpmiSection = Omit<IpmiSettings, 'modules'>;

/** For `SharedOptions.from`: whoever names it shares what is read. */
export const ipmiSection = {
  name: 'ipmi',
  files: 'configFiles',
  maxFileBytes: MAX_IPMI_FILE_BYTES,
  read(
    section: IpmiSection,
    files: readonly YamlFile[],
    environment: Readonly<Record<string, string | undefined>>,
  ): IpmiSettings {
    const modules = readIpmiFiles(files, environment);
    const mistakes = section.targets.flatMap((target, i) => mistakesOf(target, i, modules));
    if (mistakes.length > 0) throw new UserError(mistakes.join('\n'));
    return { ...section, modules };
  },
};

function mistakesOf(
  { name, address, module }: IpmiTargetSettings,
  i: number,
  modules: ReadonlyMap<string, IpmiModule>,
): string[] {
  const place = `ipmi.targets.${i} (${name})`;
  const unknown = `${place}: module ${module} is not defined in ipmi.configFiles`;
  return [
    ...faultsOfAddress(address).map((fault) => `${place}: ${fault}`),
    ...(modules.has(module) ? [] : [unknown]),
  ];
}

function faultsOfAddress(address: string): string[] {
  try {
    parseBmcAddress(address);
    return [];
  } catch (error) {
    return [messageOf(error)];
  }
}
