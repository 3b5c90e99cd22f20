/** snmp.yml of snmp_exporter, in the form that it has since 0.23 and in the one before. */
import type { SnmpAuth } from '../../../model/snmp.ts';
import { type Steps, toTheEnd } from '../../../model/steps.ts';
import type { SnmpDefinitions, SnmpModule } from '../definition.ts';
import type { Environment } from './environment.ts';
import { FileReading, type SnmpFile } from './file-reading.ts';
import { Interner } from './interner.ts';
import { Mistakes } from './mistakes.ts';

/** Eight times what the 53 public modules take. */
export const MAX_SNMP_FILE_BYTES = 16 * 1024 * 1024;

export interface ReadOptions {
  /** Whether `${NAME}` in username, password and priv_password stands for a variable of the environment. */
  readonly expandEnvironmentVariables: boolean;
  readonly environment: Environment;
}

/** As `readInSteps`, at once. */
export function readDefinitions(files: readonly SnmpFile[], options: ReadOptions): SnmpDefinitions {
  return toTheEnd(readInSteps(files, options));
}

/**
 * What the files define, together. Each step takes a few milliseconds, unless a file has to be parsed as a whole: see
 * yaml-parts.ts.
 * @throws UserError with every mistake on a line of its own, each with its file and line.
 */
export function* readInSteps(files: readonly SnmpFile[], options: ReadOptions): Steps<SnmpDefinitions> {
  const environment = options.expandEnvironmentVariables ? options.environment : null;
  const mistakes = new Mistakes();
  const interner = new Interner();
  const auths = new Map<string, SnmpAuth>();
  const modules = new Map<string, SnmpModule>();
  const origins = new Map<string, string>();
  for (const file of files) {
    const reading = yield* FileReading.of(file, interner, environment);
    mistakes.addAll(reading.mistakes);
    for (const { section, name, at, line, content } of reading.found) {
      const known = origins.get(`${section} ${name}`);
      const reason = known === file.path ? 'is given twice' : `is also in ${known}`;
      if (known !== undefined) mistakes.add(`${at}: ${reason}`, file.path, line);
      origins.set(`${section} ${name}`, file.path);
      if (section === 'auths') auths.set(name, content);
      else modules.set(name, content);
    }
  }
  mistakes.refuse();
  return { auths, modules };
}
