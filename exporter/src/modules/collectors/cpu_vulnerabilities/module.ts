import { z } from 'zod';
import { gauge } from '../../../contract/metrics.ts';
import { defineCollector } from '../../../contract/module.ts';
import { text } from '../../../protocols/sysfs/attribute.ts';
import { parseVulnerability } from './parse.ts';

const FOLDER = 'devices/system/cpu/vulnerabilities';
/** Linux 6.15 knows 22. */
const MAX_VULNERABILITIES = 256;

export default defineCollector({
  id: 'cpu_vulnerabilities',
  summary: 'Known vulnerabilities of the CPUs, and what the kernel does about them.',
  defaultEnabled: false,
  config: z.object({}),
  metrics: {
    node_cpu_vulnerabilities_info: gauge(
      'Details of each CPU vulnerability reported by sysfs. The value of the series is an int encoded state of the vulnerability. The same state is stored as a string in the label',
      ['codename', 'state', 'mitigation'],
    ),
  },
  needs: ['sysfs'],
  collect({ sysfs }, _config, out) {
    for (const name of sysfs.listIfPresent(FOLDER).slice(0, MAX_VULNERABILITIES)) {
      const { state, mitigation } = parseVulnerability(text(sysfs.read(`${FOLDER}/${name}`)));
      out.node_cpu_vulnerabilities_info(1, name, state, mitigation);
    }
  },
});
