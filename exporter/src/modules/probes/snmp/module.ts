import { defineProbe } from '../../../contract/module.ts';
import { definitionsYaml } from '../../../protocols/snmp/config/write.ts';
import { parseTarget } from '../../../protocols/snmp/target.ts';
import { metrics } from './metrics.ts';
import { config, type Options, shared } from './options.ts';
import { probeDevice } from './probe-device.ts';
import { parseRequest } from './request.ts';
import { newState } from './state.ts';

export default defineProbe({
  id: 'snmp',
  summary: 'Devices that speak SNMP, asked and shown as by snmp_exporter: `/snmp?target=…&module=…&auth=…`.',
  config,
  shared,
  path: '/snmp',
  metrics,
  needs: ['snmp'],
  init: newState,
  parse: (query, { definitions }: Options) => parseRequest(query, definitions),
  access: ({ allow, targets }) => ({
    key: 'snmp.allow',
    allow,
    targets: targets.map(({ address }) => parseTarget(address).host),
  }),
  probe: probeDevice,
  tell: ({ totals }, counts) => totals.tell(counts),
  pages: { '/config': ({ definitions }) => definitionsYaml(definitions) },
});
