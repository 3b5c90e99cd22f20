/** The section `ipmi` of the configuration with the files that it names. */
import { messageOf, UserError } from '../../model/errors.ts';
import type { YamlFile } from '../yaml-document.ts';
import { localDefaults } from './config/module-schema.ts';
import { MAX_IPMI_FILE_BYTES, readIpmiFiles } from './config/read.ts';
import { DEFAULT_MODULE, localFault } from './local.ts';
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
    const modules = withLocalDefault(readIpmiFiles(files, environment), section);
    const mistakes = [
      ...mistakesOfLocal(section, modules),
      ...section.targets.flatMap((target, i) => mistakesOf(target, i, modules)),
    ];
    if (mistakes.length > 0) throw new UserError(mistakes.join('\n'));
    return { ...section, modules };
  },
};

type Modules = ReadonlyMap<string, IpmiModule>;

/** As ipmi_exporter, which needs no file for the BMC of its own machine. */
function withLocalDefault(modules: Modules, { local }: IpmiSection): Modules {
  if (local !== DEFAULT_MODULE || modules.has(DEFAULT_MODULE)) return modules;
  return new Map([...modules, [DEFAULT_MODULE, localDefaults()]]);
}

function mistakesOfLocal({ local }: IpmiSection, modules: Modules): string[] {
  if (local === null) return [];
  const module = modules.get(local);
  if (module === undefined) return [`ipmi.local: module ${local} is not defined in ipmi.configFiles`];
  if (module.driver === 'local') return [];
  return [`ipmi.local: module ${local} is for BMCs over the network; expected one with \`driver: OPENIPMI\``];
}

function mistakesOf({ name, address, module }: IpmiTargetSettings, i: number, modules: Modules): string[] {
  const place = `ipmi.targets.${i} (${name})`;
  const known = modules.get(module);
  const unknown = `${place}: module ${module} is not defined in ipmi.configFiles`;
  return [
    ...faultsOfAddress(address, module, known).map((fault) => `${place}: ${fault}`),
    ...(known ? [] : [unknown]),
  ];
}

function faultsOfAddress(address: string, name: string, module: IpmiModule | undefined): string[] {
  try {
    const { host } = parseBmcAddress(address);
    const fault = module ? localFault(host, name, module) : null;
    return fault === null ? [] : [fault];
  } catch (error) {
    return [messageOf(error)];
  }
}
