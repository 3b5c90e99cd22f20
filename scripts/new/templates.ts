import type { Kind } from '../../exporter/src/contract/module.ts';

export interface Template {
  readonly module: string;
  readonly test: string;
}

/** The smallest module of a kind that does something, and a test of it. */
export function template(kind: Kind, id: string): Template {
  return TEMPLATES[kind](id);
}

const TEMPLATES: Readonly<Record<Kind, (id: string) => Template>> = {
  collector,
  probe,
  scanner,
  watcher,
  receiver,
  rule,
  advisor,
};
const SUPPORT = '../../../../../test/support';
const snake = (id: string) => id.replaceAll('-', '_');

function collector(id: string): Template {
  const metric = `fathom_${snake(id)}_uptime_seconds`;
  return {
    module: `import { z } from 'zod';
import { gauge } from '../../../contract/metrics.ts';
import { defineCollector, ModuleError } from '../../../contract/module.ts';

/** proc_uptime(5): "350735.47 234388.90". */
export function parseUptime(text: string): number {
  const match = /^(\\d{1,12}\\.\\d{1,6}) /.exec(text);
  if (!match) throw new ModuleError('malformed_reply', 'uptime: not a number');
  return Number(match[1]);
}

export default defineCollector({
  id: '${id}',
  summary: 'Seconds since the machine started.',
  config: z.object({}),
  metrics: { ${metric}: gauge('Seconds since the machine started.') },
  needs: ['procfs'],
  collect({ procfs }, _config, out) {
    out.${metric}(parseUptime(procfs.read('uptime').toString('latin1')));
  },
});
`,
    test: `import { expect, it } from 'vitest';
import { collect } from '${SUPPORT}/collect.ts';
import { fileTree } from '${SUPPORT}/file-tree.ts';
import module, { parseUptime } from './module.ts';

it('emits the uptime', async () => {
  const { lines } = await collect(module, { procfs: fileTree({ uptime: '350735.47 234388.90\\n' }) });
  expect(lines).toEqual(['${metric} 350735.47']);
});

it.each(['', 'x', '1', '9'.repeat(5000), '\\xff\\xfe 1'])('refuses %j', (text) =>
  expect(() => parseUptime(text)).toThrow('uptime: not a number'),
);
`,
  };
}

function probe(id: string): Template {
  const metric = `fathom_${snake(id)}_host_name_length`;
  return {
    module: `import { z } from 'zod';
import { gauge } from '../../../contract/metrics.ts';
import { defineProbe } from '../../../contract/module.ts';
import { UserError } from '../../../model/errors.ts';

export default defineProbe({
  id: '${id}',
  summary: 'How long the name of a host is.',
  config: z.object({
    allow: z.array(z.string()).default(['127.0.0.0/8']).describe('Addresses, networks and names of targets.'),
  }),
  path: '/${id}',
  metrics: { ${metric}: gauge('Characters in the name of the target.') },
  needs: [],
  parse(query) {
    const host = query.get('target');
    if (!host) throw new UserError("'target' parameter must be specified once");
    return { key: host, host };
  },
  access: ({ allow }) => ({ key: 'probes.${id}.allow', allow, targets: [] }),
  probe(_context, _config, { host }, out) {
    out.${metric}(host.length);
    return Promise.resolve([]);
  },
});
`,
    test: `import { expect, it } from 'vitest';
import { probed } from '${SUPPORT}/probe.ts';
import module from './module.ts';

it('measures the name', async () => {
  expect(await probed(module, 'target=127.0.0.1')).toEqual(['${metric} 9']);
});

it('needs a target', async () => {
  await expect(probed(module, '')).rejects.toThrow("'target' parameter must be specified once");
});

it('does not ask whom it may not', async () => {
  await expect(probed(module, 'target=192.0.2.1')).rejects.toThrow('probes.${id}.allow does not allow 192.0.2.1');
});
`,
  };
}

function scanner(id: string): Template {
  return {
    module: `import { z } from 'zod';
import { defineScanner } from '../../../contract/module.ts';

export default defineScanner({
  id: '${id}',
  summary: 'The network interfaces of this host.',
  config: z.object({
    loopback: z.boolean().default(false).describe('Also those that lead nowhere but to this host.'),
  }),
  needs: ['os'],
  interval: '5m',
  scan({ os, host }, { loopback }) {
    const wanted = os.addresses().filter(({ internal }) => loopback || !internal);
    const names = [...new Set(wanted.map((address) => address.interface))];
    const assets = names.map((name) => ({
      id: \`\${host.asset}-${id}-\${name.replace(/[^A-Za-z0-9._-]/g, '-')}\`,
      kind: 'other' as const,
      name,
      labels: {},
      attributes: {},
      relations: [{ type: 'part-of' as const, target: host.asset }],
    }));
    return Promise.resolve({ assets, complete: true });
  },
});
`,
    test: `import { expect, it } from 'vitest';
import type { OperatingSystem } from '../../../contract/ports.ts';
import { scan } from '${SUPPORT}/scan.ts';
import module from './module.ts';

const address = (name: string, internal: boolean) => ({
  interface: name,
  address: '192.0.2.1',
  family: 4 as const,
  mac: '00:00:00:00:00:00',
  cidr: null,
  internal,
});
const os = { addresses: () => [address('lo', true), address('eth0', false), address('eth0', false)] };

it.each([
  [{}, ['eth0']],
  [{ loopback: true }, ['lo', 'eth0']],
])('with %j finds %j', async (config, names) => {
  const { assets, complete } = await scan(module, { os: os as unknown as OperatingSystem }, config);
  expect(assets.map(({ name }) => name)).toEqual(names);
  expect(complete).toBe(true);
});
`,
  };
}

function watcher(id: string): Template {
  const kind = `${snake(id)}.up_long`;
  return {
    module: `import { z } from 'zod';
import { duration } from '../../../contract/config.ts';
import { defineWatcher } from '../../../contract/module.ts';

export default defineWatcher({
  id: '${id}',
  summary: 'Tells once when the machine has been up for long.',
  config: z.object({ after: duration('365d').describe('Time since the start of the machine.') }),
  events: { '${kind}': 'The machine has not been restarted for long.' },
  needs: ['os'],
  interval: '1m',
  init: () => ({ told: false }),
  watch({ os, state }, { after }, emit) {
    const seconds = Math.round(os.uptimeSeconds());
    if (state.told || seconds * 1000 < after) return;
    state.told = true;
    emit({ kind: '${kind}', severity: 'info', message: \`up for \${seconds} s\`, attributes: { seconds } });
  },
});
`,
    test: `import { expect, it } from 'vitest';
import type { Observation } from '../../../contract/module.ts';
import type { OperatingSystem } from '../../../contract/ports.ts';
import { ModuleRunner } from '../../../runtime/module-runner.ts';
import type { Ports } from '../../../contract/ports.ts';
import module from './module.ts';

/** Kinds of the events that it tells when it looks twice. */
async function told(uptimeSeconds: number): Promise<string[]> {
  const kinds: string[] = [];
  const config = module.config.parse({ after: '10s' });
  const os = { uptimeSeconds: () => uptimeSeconds } as OperatingSystem;
  const environment = { ports: { os } as Ports, host: { asset: 'host-test', name: 'test' }, now: Date.now };
  const emit = ({ kind }: Observation) => kinds.push(kind);
  const runner = new ModuleRunner(module, config, environment, (context) =>
    module.watch(context as never, config, emit),
  );
  for (let look = 0; look < 2; look += 1) expect(await runner.run(1000)).toMatchObject({ ok: true });
  return kinds;
}

it('tells once when the machine has been up for long', async () => {
  expect(await told(11)).toEqual(['${kind}']);
});

it('is silent before', async () => expect(await told(9)).toEqual([]));
`,
  };
}

function receiver(id: string): Template {
  const kind = `${snake(id)}.started`;
  return {
    module: `import { z } from 'zod';
import { defineReceiver } from '../../../contract/module.ts';

export default defineReceiver({
  id: '${id}',
  summary: 'Tells that it has begun to listen.',
  config: z.object({ greeting: z.string().default('hello').describe('What it says.') }),
  defaultEnabled: false,
  events: { '${kind}': 'It listens.' },
  needs: [],
  async receive({ signal, listening }, { greeting }, emit) {
    listening();
    emit({ kind: '${kind}', severity: 'info', message: greeting, attributes: {} });
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
  },
});
`,
    test: `import { expect, it } from 'vitest';
import { received } from '${SUPPORT}/receiver.ts';
import module from './module.ts';

it('tells that it listens', async () => {
  const told = await received(module, { greeting: 'good morning' }, 1);
  expect(told).toMatchObject([{ kind: '${kind}', message: 'good morning' }]);
});
`,
  };
}

function rule(id: string): Template {
  return {
    module: `import { z } from 'zod';
import { duration } from '../../../contract/config.ts';
import { defineRule } from '../../../contract/module.ts';

export default defineRule({
  id: '${id}',
  summary: 'A process that ends soon after it has started.',
  config: z.object({ window: duration('1m').describe('Time within which both must happen.') }),
  severity: 'low',
  weight: 0.2,
  subject: 'pid',
  conditions: {
    start: { facts: ['process.started'] },
    end: { facts: ['process.terminated'] },
  },
  explain: ({ start, end }) => \`\${start.message}; then \${end.message}\`,
});
`,
    test: `import { expect, it } from 'vitest';
import { at, event } from '${SUPPORT}/event.ts';
import { evidenceOf } from '${SUPPORT}/rules.ts';
import rule from './module.ts';

const started = event('process.started', 0, { pid: 7 });

it('matches a process that ends soon', () => {
  const found = evidenceOf(rule, [started, event('process.terminated', 30, { pid: 7 })], at(31));
  expect(found).toMatchObject([{ rule: '${id}', severity: 'low', weight: 0.2 }]);
});

it.each([
  ['that has not ended', [started]],
  ['that ends late', [started, event('process.terminated', 90, { pid: 7 })]],
])('does not match a process %s', (_, events) => expect(evidenceOf(rule, events, at(91))).toEqual([]));
`,
  };
}

function advisor(id: string): Template {
  return {
    module: `import { z } from 'zod';
import { defineAdvisor } from '../../../contract/module.ts';

export default defineAdvisor({
  id: '${id}',
  summary: 'Says when an asset is no longer reported.',
  config: z.object({}),
  facts: [],
  series: [],
  advise({ asset }) {
    if (asset.status !== 'stale') return [];
    return [
      {
        subject: asset.id,
        severity: 'low',
        confidence: 0.5,
        title: \`\${asset.name} is no longer reported\`,
        explanation: \`\${asset.source} last reported it at \${asset.lastSeen}.\`,
        evidence: [{ name: 'last seen', value: asset.lastSeen, source: asset.source }],
        steps: ['Find out whether it still exists.', 'See why its scanner does not reach it.'],
      },
    ];
  },
});
`,
    test: `import { expect, it } from 'vitest';
import { Asset } from '../../../model/asset.ts';
import module from './module.ts';

const advise = (status: string) => {
  const time = '2026-01-01T00:00:00.000Z';
  const asset = Asset.parse({
    id: 'host-test',
    kind: 'host',
    name: 'test',
    source: 'system',
    status,
    firstSeen: time,
    lastSeen: time,
  });
  return module.advise({ asset, nowMs: 0, events: [], series: () => [] }, {});
};

it.each([
  ['active', []],
  ['stale', ['test is no longer reported']],
])('of an asset that is %s says %j', (status, titles) => {
  expect(advise(status).map(({ title }) => title)).toEqual(titles);
});
`,
  };
}
