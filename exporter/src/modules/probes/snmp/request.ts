/** What a request to /snmp asks for. Parameters and texts are those of snmp_exporter. */
import type { ProbeRequest } from '../../../contract/module.ts';
import type { SnmpTarget } from '../../../contract/snmp.ts';
import { UserError } from '../../../model/errors.ts';
import type { SnmpAuth } from '../../../model/snmp.ts';
import type { SnmpDefinitions, SnmpModule } from '../../../protocols/snmp/definition.ts';
import { parseTarget } from '../../../protocols/snmp/target.ts';

export interface SnmpRequest extends ProbeRequest {
  readonly target: SnmpTarget;
  readonly modules: readonly { readonly module: SnmpModule; readonly auth: SnmpAuth }[];
  /** Undefined: that of the auth. */
  readonly contextName: string | undefined;
  readonly contextEngineId: Buffer | undefined;
  /** What could be read is an answer, although not all could be. */
  readonly partial: boolean;
}

const DEFAULT_AUTH = 'public_v2';
const DEFAULT_MODULE = 'if_mib';
/** No file has so many modules that belong to one device. */
const MAX_MODULES = 100;
/** RFC 3411: 5 to 32 octets; some devices have other ideas. */
const ENGINE_ID = /^(?:0x)?((?:[0-9a-f]{2}){1,64})$/i;
const MAX_SHOWN = 200;

/** @throws UserError */
export function parseRequest(query: URLSearchParams, definitions: SnmpDefinitions): SnmpRequest {
  const [address = '', ...others] = query.getAll('target');
  if (address === '' || others.length > 0) throw new UserError("'target' parameter must be specified once");
  const authName = single(query, 'auth');
  const contextName = single(query, 'snmp_context') || undefined;
  const engineId = single(query, 'snmp_engineid');
  const names = moduleNames(query.getAll('module'));
  const auth = definitions.auths.get(authName || DEFAULT_AUTH);
  if (!auth) throw new UserError(`Unknown auth '${shown(authName || DEFAULT_AUTH)}'`);
  const modules = names.map((name) => moduleOf(name, definitions));
  const target = parseTarget(address);
  const partial = query.get('partial') === 'true';
  return {
    key: JSON.stringify([target, authName, contextName, engineId, names, partial]),
    host: target.host,
    target,
    // A module of the old form brings its own; whoever names one gets it.
    modules: modules.map((module) => ({ module, auth: authName === '' ? (module.auth ?? auth) : auth })),
    contextName,
    contextEngineId: engineId === '' ? undefined : engineIdOf(engineId),
    partial,
  };
}

/** Empty when it is not there. */
function single(query: URLSearchParams, name: string): string {
  const values = query.getAll(name);
  if (values.length > 1) throw new UserError(`'${name}' parameter must only be specified once`);
  return values[0] ?? '';
}

function moduleNames(values: readonly string[]): string[] {
  const given = values.length === 0 ? [DEFAULT_MODULE] : values;
  const names = new Set(given.flatMap((value) => value.split(',')).filter((name) => name !== ''));
  if (names.size === 0) throw new UserError("'module' parameter must contain at least one module name");
  if (names.size > MAX_MODULES)
    throw new UserError(`'module' parameter has ${names.size} names; ${MAX_MODULES} are allowed`);
  return [...names];
}

function moduleOf(name: string, { modules }: SnmpDefinitions): SnmpModule {
  const module = modules.get(name);
  if (!module) throw new UserError(`Unknown module '${shown(name)}'`);
  return module;
}

function engineIdOf(text: string): Buffer {
  const digits = ENGINE_ID.exec(text)?.[1];
  if (digits === undefined)
    throw new UserError(
      `'snmp_engineid' parameter must be hexadecimal: pairs of digits, not '${shown(text)}'`,
    );
  return Buffer.from(digits, 'hex');
}

const shown = (text: string) => text.slice(0, MAX_SHOWN);
