/** What a request to /redfish asks for. Parameters and texts are those of idrac_exporter. */
import type { ProbeRequest } from '../../../contract/module.ts';
import { UserError } from '../../../model/errors.ts';
import type { RedfishLogin } from '../../../protocols/redfish/settings.ts';
import { loginFor, type NamedTarget, parseTarget } from '../../../protocols/redfish/target.ts';
import type { Options } from './options.ts';

export interface RedfishRequest extends ProbeRequest {
  /** As it was asked for. */
  readonly named: string;
  readonly target: NamedTarget;
  /** Null when the configuration has none for it. */
  readonly login: RedfishLogin | null;
}

/** @throws UserError */
export function parseRequest(query: URLSearchParams, options: Options): RedfishRequest {
  const named = query.get('target') || options.defaultTarget;
  if (!named) throw new UserError("Query parameter 'target' is mandatory");
  const auth = query.get('auth') ?? '';
  const target = parseTarget(named);
  return {
    key: JSON.stringify([named, auth]),
    host: target.host,
    named,
    target,
    login: loginFor(named, auth, options) ?? null,
  };
}
