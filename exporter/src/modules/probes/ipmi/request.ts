/** What a request to /ipmi asks for. Parameters and texts are those of ipmi_exporter. */
import type { ProbeRequest } from '../../../contract/module.ts';
import { UserError } from '../../../model/errors.ts';
import type { IpmiModule } from '../../../protocols/ipmi/settings.ts';
import { type BmcAddress, parseBmcAddress } from '../../../protocols/ipmi/target.ts';
import { askedHost, DEFAULT_MODULE, localFault } from '../../../protocols/ipmi/local.ts';
import type { Options } from './options.ts';

export interface IpmiRequest extends ProbeRequest {
  readonly target: BmcAddress;
  readonly module: IpmiModule;
}

/** Of what somebody sent that is repeated. */
const MAX_SHOWN = 200;

/** @throws UserError */
export function parseRequest(query: URLSearchParams, { modules }: Options): IpmiRequest {
  const named = query.get('target') ?? '';
  if (named === '') throw new UserError("'target' parameter must be specified");
  const name = query.get('module') || DEFAULT_MODULE;
  const module = modules.get(name);
  if (module === undefined) throw new UserError(`Unknown module ${JSON.stringify(name.slice(0, MAX_SHOWN))}`);
  const target = parseBmcAddress(named);
  const fault = localFault(target.host, name.slice(0, MAX_SHOWN), module);
  if (fault !== null) throw new UserError(fault);
  const host = askedHost(target.host, module);
  return { key: JSON.stringify([host, target.port, name]), host, target, module };
}
