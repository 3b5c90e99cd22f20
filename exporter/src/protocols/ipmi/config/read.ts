/** The configuration files of ipmi_exporter, as one. */
import { UserError } from '../../../model/errors.ts';
import { yamlFault } from '../../snmp/config/yaml-fault.ts';
import { readYaml, type YamlFile } from '../../yaml-document.ts';
import type { IpmiModule } from '../settings.ts';
import { fileSchema } from './file-schema.ts';
import type { Environment } from './module-schema.ts';

/** Ten thousand BMCs with a module each. */
export const MAX_IPMI_FILE_BYTES = 4 * 1024 * 1024;

/**
 * The modules of all files by name; no name may be in two of them.
 * @throws UserError with every mistake on a line of its own, each with its file and line.
 */
export function readIpmiFiles(
  files: readonly YamlFile[],
  environment: Environment,
): ReadonlyMap<string, IpmiModule> {
  const schema = fileSchema(environment);
  const modules = new Map<string, IpmiModule>();
  const origins = new Map<string, string>();
  const mistakes: string[] = [];
  for (const file of files) {
    for (const [name, module] of Object.entries(modulesOf(file, schema, mistakes))) {
      const known = origins.get(name);
      if (known !== undefined) mistakes.push(`modules.${name}: is also in ${known}  (${file.path})`);
      origins.set(name, file.path);
      modules.set(name, module);
    }
  }
  if (mistakes.length > 0) throw new UserError(mistakes.join('\n'));
  return modules;
}

/** Mistakes of all files are told at once. */
function modulesOf(
  file: YamlFile,
  schema: ReturnType<typeof fileSchema>,
  mistakes: string[],
): Readonly<Record<string, IpmiModule>> {
  // ipmi_exporter takes an empty file for one without modules.
  if (file.text.trim() === '') return {};
  try {
    return readYaml(file, schema, yamlFault, 'texts').modules ?? {};
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    mistakes.push(error.message);
    return {};
  }
}
