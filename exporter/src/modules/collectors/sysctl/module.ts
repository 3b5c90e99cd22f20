import { z } from 'zod';
import { foreign, gauge, type ForeignSample } from '../../../contract/metrics.ts';
import { defineCollector, ModuleError } from '../../../contract/module.ts';
import type { FileTree } from '../../../contract/ports.ts';
import { parseInteger, parseSysctl, type Sysctl, SYSCTL, valuesOf } from './sysctl.ts';

const MAX_SYSCTLS = 1000;
const names = (description: string) =>
  z
    .array(
      z.string().regex(SYSCTL, 'not a sysctl such as kernel.threads-max or fs.file-nr:total,current,max'),
    )
    .max(MAX_SYSCTLS)
    .default([])
    .describe(description)
    .meta({ commas: 'kept' });

interface State {
  readonly numeric: readonly Sysctl[];
  readonly texts: readonly Sysctl[];
}

export default defineCollector({
  id: 'sysctl',
  summary: 'Kernel parameters of your choice, from /proc/sys.',
  defaultEnabled: false,
  config: z.object({
    include: names(
      'Numeric ones: `kernel.threads-max` becomes node_sysctl_kernel_threads_max. Several values are told apart ' +
        'by a label `index`, or by names that you give: `fs.file-nr:total,current,max`.',
    ),
    includeInfo: names('Ones that are text: each value is a label of node_sysctl_info.'),
  }),
  metrics: {
    sysctls: foreign('A family for each numeric sysctl of the config: node_sysctl_<name>, untyped.'),
    node_sysctl_info: gauge('sysctl info', ['name', 'value', 'index']),
  },
  needs: ['procfs'],
  init: (config): State => ({
    numeric: distinct(config.include.map(parseSysctl), ({ family, keys }) => `${family} ${keys.join()}`),
    texts: distinct(config.includeInfo.map(parseSysctl), ({ name }) => name),
  }),
  collect({ procfs, state }, _config, out) {
    const failures: ModuleError[] = [];
    const attempt = (sysctl: Sysctl, show: (sysctl: Sysctl, values: readonly string[]) => void) => {
      try {
        show(sysctl, read(procfs, sysctl));
      } catch (error) {
        if (!(error instanceof ModuleError)) throw error;
        failures.push(error);
      }
    };
    const families = new Set<string>();
    for (const sysctl of state.numeric) {
      attempt(sysctl, ({ name }, values) => {
        const numbers = values.map((value) => parseInteger(name, value));
        for (const family of familiesOf(sysctl, numbers)) {
          if (families.has(family.name)) continue;
          families.add(family.name);
          out.sysctls({ ...family, type: 'untyped' });
        }
      });
    }
    for (const sysctl of state.texts) {
      attempt(sysctl, ({ name, keys }, values) => {
        if (keys.length > 0)
          throw new ModuleError('malformed_reply', `sysctl ${name}: the values of a text cannot be named`);
        values.forEach((value, i) => out.node_sysctl_info(1, name, value, String(i)));
      });
    }
    const [first] = failures;
    if (first) throw first;
  },
});

function read(procfs: FileTree, sysctl: Sysctl): string[] {
  return valuesOf(sysctl, procfs.read(sysctl.path).toString('utf8'));
}

/** One family with a sample for each value, or one for each key. */
function familiesOf({ name, family, keys }: Sysctl, numbers: readonly number[]) {
  const sample = (value: number, labels: ForeignSample['labels'], of = family) => ({
    name: of,
    labels,
    value,
  });
  if (keys.length === 0) {
    const samples = numbers.map((value, i) =>
      sample(value, numbers.length === 1 ? [] : [['index', String(i)]]),
    );
    return [{ name: family, help: `sysctl ${name}`, samples }];
  }
  return numbers.map((value, i) => {
    const keyed = `${family}_${keys[i] ?? ''}`;
    return { name: keyed, help: `sysctl ${name}, field ${i}`, samples: [sample(value, [], keyed)] };
  });
}

function distinct<T>(all: readonly T[], keyOf: (each: T) => string): T[] {
  return [...new Map(all.map((each) => [keyOf(each), each])).values()];
}
