import { z } from 'zod';
import { regex } from '../../../contract/config.ts';
import { pattern } from '../../../contract/metrics.ts';
import { defineCollector } from '../../../contract/module.ts';
import { type Fields, findFields, readFields } from './parse.ts';

interface State {
  fields: Fields | null;
}

export default defineCollector({
  id: 'vmstat',
  summary: 'Statistics of virtual memory: paging, faults, out-of-memory kills.',
  config: z.object({
    fields: regex('^(oom_kill|pgpg|pswp|pg.*fault).*').describe(
      'Fields of /proc/vmstat to show; empty for all of them.',
    ),
  }),
  metrics: {
    vmstat: pattern({
      prefix: 'node_vmstat_',
      variable: 'field',
      type: 'untyped',
      help: (field) => `/proc/vmstat information field ${field}.`,
    }),
  },
  needs: ['procfs'],
  init: (): State => ({ fields: null }),
  collect({ procfs, state }, config, out) {
    const bytes = procfs.read('vmstat');
    if (state.fields === null || !readFields(bytes, state.fields))
      state.fields = findFields(bytes, (name) => config.fields === null || config.fields.test(name));
    for (const { name, value } of state.fields) out.vmstat(name, value);
  },
});
