import { defineProbe } from '../../../contract/module.ts';
import { targetsOf } from '../../../protocols/redfish/section.ts';
import { parseTarget } from '../../../protocols/redfish/target.ts';
import { metrics } from './metrics.ts';
import { config, type Options, shared } from './options.ts';
import { probeService } from './probe-service.ts';
import { parseRequest } from './request.ts';
import { State } from './state.ts';

export default defineProbe({
  id: 'redfish',
  summary:
    'Servers and power distribution units that speak Redfish (iDRAC, iLO, XCC, …), shown as by idrac_exporter: `/redfish?target=…&auth=…`.',
  config,
  shared,
  path: '/redfish',
  metrics,
  needs: ['redfish'],
  init: () => new State(),
  parse: (query, options: Options) => parseRequest(query, options),
  access: (options) => ({
    key: 'redfish.allow',
    allow: options.allow,
    targets: [...targetsOf(options), ...options.targets.map(({ address }) => address)].map(
      (target) => parseTarget(target).host,
    ),
  }),
  targets: (options) => [
    ...targetsOf(options).map((target) => ({
      name: target,
      query: { target },
      labels: options.hostLabels.get(target) ?? {},
    })),
    ...options.targets.map(({ name, address, auth, labels }) => ({
      name,
      labels,
      query: { target: address, ...(auth !== undefined && { auth }) },
    })),
  ],
  // idrac_exporter's own words, which are in the text of the failure, begin its answer.
  failureHead: '',
  probe: probeService,
});
