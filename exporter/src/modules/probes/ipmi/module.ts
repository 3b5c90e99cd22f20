import { defineProbe } from '../../../contract/module.ts';
import { askedHost, LOCAL_ADDRESS } from '../../../protocols/ipmi/local.ts';
import type { IpmiModule } from '../../../protocols/ipmi/settings.ts';
import { parseBmcAddress } from '../../../protocols/ipmi/target.ts';
import { metrics } from './metrics.ts';
import { config, type Options, shared } from './options.ts';
import { probeBmc, showUnreachable } from './probe-bmc.ts';
import { parseRequest } from './request.ts';
import { State } from './state.ts';
import { tell } from './totals.ts';

function hostOf(address: string, module: IpmiModule | undefined): string {
  const { host } = parseBmcAddress(address);
  return module ? askedHost(host, module) : host;
}

export default defineProbe({
  id: 'ipmi',
  summary:
    'Servers whose BMC speaks IPMI, over the network, shown as by ipmi_exporter: `/ipmi?target=…&module=…`.',
  config,
  shared,
  path: '/ipmi',
  metrics,
  needs: ['ipmi'],
  init: () => new State(),
  parse: (query, options: Options) => parseRequest(query, options),
  access: ({ allow, targets, modules, local }) => ({
    key: 'ipmi.allow',
    allow,
    targets: [
      ...targets.map(({ address, module }) => hostOf(address, modules.get(module))),
      ...(local === null ? [] : [LOCAL_ADDRESS]),
    ],
  }),
  ofHost: ({ local }) => (local === null ? null : { target: LOCAL_ADDRESS, module: local }),
  targets: ({ targets }) =>
    targets.map(({ name, address, module, labels }) => ({
      name,
      query: { target: address, module },
      labels,
    })),
  unknownHost: (request, out) => showUnreachable(request, out),
  probe: (context, _, request, out) => probeBmc(context, request, out),
  tell,
});
