/** The configuration files of idrac_exporter and its variables, as one. */
import { UserError } from '../../../model/errors.ts';
import { yamlFault } from '../../snmp/config/yaml-fault.ts';
import { readYaml, type YamlFile } from '../../yaml-document.ts';
import { GROUPS, type Group } from '../groups.ts';
import type { RedfishEventSettings, RedfishFileSettings, RedfishLogin } from '../settings.ts';
import { DEFAULT_MAX_AGE_MS, type FileLogin, fileSchema, type IdracFile } from './file-schema.ts';
import { defaultLogin, fromEnvironment } from './from-environment.ts';
import type { Environment } from './variables.ts';

/** Ten thousand hosts with logins of their own. */
export const MAX_REDFISH_FILE_BYTES = 4 * 1024 * 1024;
const DEFAULT_HOST = 'default';
const DEFAULT_TIMEOUT_SECONDS = 10;
const DEFAULT_CONCURRENCY = 10;
const DEFAULT_PREFIX = 'idrac';
const SEVERITY_LEVELS = { ok: 0, warning: 1, critical: 2 } as const;

/**
 * Of what several files say, the last counts; but no login may be in two.
 * @throws UserError with every mistake on a line of its own, each with its file and line.
 */
export function readIdracFiles(files: readonly YamlFile[], environment: Environment): RedfishFileSettings {
  const schema = fileSchema(environment);
  const read = allOf(files, (file) => readYaml(file, schema, yamlFault));
  const hosts = union(files, read, 'hosts');
  const auths = union(files, read, 'auths');
  const login = defaultLogin(hosts.get(DEFAULT_HOST), environment);
  if (login) hosts.set(DEFAULT_HOST, login);
  const all: Partial<IdracFile>[] = [...read, fromEnvironment(environment)];
  const last = <K extends keyof IdracFile>(key: K) => all.findLast((each) => each[key])?.[key];
  const events = Object.assign({}, ...all.map((each) => each.events ?? {})) as NonNullable<
    IdracFile['events']
  >;
  const labelled = [...hosts].filter(([, { labels }]) => Object.keys(labels).length > 0);
  return {
    hosts: decoded(hosts),
    hostLabels: new Map(labelled.map(([name, { labels }]) => [name, labels])),
    auths: decoded(auths),
    groups: groupsOf(all),
    events: eventsOf(events),
    timeoutMs: (last('timeout') ?? DEFAULT_TIMEOUT_SECONDS) * 1000,
    concurrency: last('concurrency') ?? DEFAULT_CONCURRENCY,
    metricsPrefix: last('metrics_prefix') || DEFAULT_PREFIX,
    defaultTarget: last('default_target') || null,
  };
}

/** Mistakes of all files are told at once. */
function allOf<T>(files: readonly YamlFile[], read: (file: YamlFile) => T): T[] {
  const mistakes: string[] = [];
  const results: T[] = [];
  for (const file of files) {
    try {
      results.push(read(file));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      mistakes.push(error.message);
    }
  }
  if (mistakes.length > 0) throw new UserError(mistakes.join('\n'));
  return results;
}

function union(
  files: readonly YamlFile[],
  read: readonly IdracFile[],
  section: 'hosts' | 'auths',
): Map<string, FileLogin> {
  const logins = new Map<string, FileLogin>();
  const origins = new Map<string, string>();
  read.forEach((file, i) => {
    const path = files[i]?.path ?? '';
    for (const [name, login] of Object.entries(file[section] ?? {})) {
      const known = origins.get(name);
      if (known !== undefined) throw new UserError(`${section}.${name}: is also in ${known}  (${path})`);
      origins.set(name, path);
      logins.set(name, login);
    }
  });
  return logins;
}

function decoded(logins: ReadonlyMap<string, FileLogin>): Map<string, RedfishLogin> {
  const plain = ({ encoded, password, username, passwordFile, scheme, port, basicAuth }: FileLogin) => ({
    username,
    password: encoded ? Buffer.from(password, 'base64').toString('utf8') : password,
    passwordFile,
    scheme,
    port,
    basicAuth,
  });
  return new Map([...logins].map(([name, login]) => [name, plain(login)]));
}

/** Where nothing is said of groups, all are wanted: idrac_exporter would show nothing at all. */
function groupsOf(all: readonly Partial<IdracFile>[]): ReadonlySet<Group> {
  const wanted = Object.assign({}, ...all.map(({ metrics }) => metrics ?? {})) as NonNullable<
    IdracFile['metrics']
  >;
  if (Object.keys(wanted).length === 0 || wanted.all === true) return new Set(GROUPS);
  const named = { ...wanted };
  if (wanted.oem === true) named.extra = true;
  if (wanted.sel === true) named.events = true;
  return new Set(GROUPS.filter((group) => named[group] === true));
}

function eventsOf({ severity, maxage }: NonNullable<IdracFile['events']>): RedfishEventSettings {
  return {
    minSeverity: SEVERITY_LEVELS[severity || 'warning'],
    maxAgeMs: maxage ?? DEFAULT_MAX_AGE_MS,
  };
}
