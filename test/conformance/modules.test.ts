import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import {
  keysOf,
  moduleSchema,
  optionsOf,
  toSchemaNode,
  type Key,
} from '../../exporter/src/app/config/json-schema.ts';
import { loadConfig } from '../../exporter/src/app/config/load.ts';
import { printJson, printYaml } from '../../exporter/src/app/config/print.ts';
import { headerOf, settingsOf } from '../../exporter/src/app/config/schema.ts';
import { hasType } from '../../exporter/src/app/config/text-value.ts';
import { openPorts, type OpenPorts } from '../../exporter/src/app/ports.ts';
import { MODULES } from '../../exporter/src/app/registry.ts';
import type {
  AnyAdvisor,
  AnyModule,
  AnyProbe,
  AnyReceiver,
  AnyRule,
} from '../../exporter/src/contract/module.ts';
import { messageOf, type ModuleError, UserError } from '../../exporter/src/model/errors.ts';
import { readIpmiFiles } from '../../exporter/src/protocols/ipmi/config/read.ts';
import { CollectorRunner } from '../../exporter/src/runtime/collector-runner.ts';
import { ModuleRunner } from '../../exporter/src/runtime/module-runner.ts';
import { importModules, moduleFolders } from '../../scripts/generate/modules.ts';
import { probeRunner } from '../support/probe.ts';
import { receiverRunner } from '../support/receiver.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const cases = MODULES.map((module) => [`${module.kind} ${module.id}`, module] as const);
const defaults = loadConfig({ modules: MODULES, argv: [], env: {}, cwd: '/' }).config;

let folder: string;
let opened: OpenPorts;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fathom-conformance-'));
  opened = openPorts(defaults, Date.now);
});
afterAll(async () => {
  await opened.close();
  rmSync(folder, { recursive: true });
});

/** The configuration with one module's section as given. */
function load(module: AnyModule, section: object) {
  writeFileSync(join(folder, 'fathom.yml'), stringify({ [`${module.kind}s`]: { [module.id]: section } }));
  return loadConfig({ modules: MODULES, argv: [], env: {}, cwd: folder });
}

function refusal(module: AnyModule, section: object): string {
  try {
    load(module, section);
  } catch (error) {
    return messageOf(error);
  }
  return 'accepted';
}

const ownKeys = (module: AnyModule): Key[] => keysOf(toSchemaNode(optionsOf(module)));
const nested = ({ path }: Key, value: unknown): object =>
  path.reduceRight<unknown>((inner, part) => ({ [part]: inner }), value) as object;
/** Something no option of that type can be. */
const wrongValueOf = ({ node }: Key): unknown => (hasType(node, 'object') ? 5 : { not: [{ a: 'value' }] });

describe.each(cases)('%s', (_, module) => {
  it('describes itself', () => {
    expect(module.summary).toMatch(/^[A-Z][^\n]{5,}\.$/);
    expect(module.id).toMatch(/^[a-z][a-z0-9]*([-_][a-z0-9]+)*$/);
  });

  it('has options that are documented and have defaults', () => {
    expect(optionsOf(module).safeParse({}).success).toBe(true);
    const undocumented = ownKeys(module).filter(({ node }) => !/.\.$/.test(node.description ?? ''));
    expect(undocumented.map(({ name }) => name)).toEqual([]);
  });

  it('has no option of a name that means something for every module', () => {
    const own = Object.keys(toSchemaNode(optionsOf(module)).properties ?? {});
    expect(own.filter((name) => name in headerOf(module).shape)).toEqual([]);
  });

  it('refuses bad configuration and names the key and the line', () => {
    for (const key of keysOf(moduleSchema(module))) {
      const message = refusal(module, nested(key, wrongValueOf(key)));
      expect(message).toContain(`${module.kind}s.${module.id}.${key.name}`);
      expect(message).toContain('fathom.yml:3');
    }
    expect(refusal(module, { enabeld: true })).toContain('unknown key; did you mean enabled?');
  });

  it('shows no secret', () => {
    const secret = 'hunter2-hunter2';
    for (const key of ownKeys(module).filter(({ node }) => node.secret)) {
      const loaded = load(module, nested(key, secret));
      expect(printYaml(loaded) + printJson(loaded)).not.toContain(secret);
      expect(refusal(module, { ...nested(key, secret), enabled: 'perhaps' })).not.toContain(secret);
    }
  });

  it('is in the reference', () => {
    const page = readFileSync(join(ROOT, `docs/reference/${module.kind}s.md`), 'utf8');
    expect(page).toContain(`\n## ${module.id}\n`);
    for (const { name } of ownKeys(module)) expect(page).toContain(`\`${name}\``);
  });
});

interface Run {
  readonly ok: boolean;
  readonly error?: ModuleError | null;
}

interface Running {
  run(timeoutMs: number): Run | Promise<Run>;
  stop(): Promise<void>;
}

type Runs = Exclude<AnyModule, AnyProbe | AnyReceiver | AnyRule | AnyAdvisor>;

/** What runs again and again by itself. */
const runs = MODULES.filter((module): module is Runs =>
  ['collector', 'scanner', 'watcher'].includes(module.kind),
);
const named = <M extends AnyModule>(modules: readonly M[]) =>
  modules.map((module) => [`${module.kind} ${module.id}`, module] as const);

/** A runner as the server makes it. */
function runnerOf(module: Runs): Running {
  const environment = { ports: opened.ports, host: { asset: 'host-test', name: 'test' }, now: Date.now };
  const { options } = settingsOf(defaults, module);
  switch (module.kind) {
    case 'collector':
      return new CollectorRunner(module, options, 10_000, environment);
    case 'scanner':
      return new ModuleRunner(module, options, environment, (context) => module.scan(context, options));
    case 'watcher':
      return new ModuleRunner(module, options, environment, (context) =>
        module.watch(context, options, () => undefined),
      );
  }
}

describe.each(named(runs))('%s', (_, module) => {
  it('starts and stops twice', async () => {
    for (let round = 0; round < 2; round += 1) {
      const runner = runnerOf(module);
      for (let run = 0; run < 2; run += 1) {
        const outcome = await runner.run(10_000);
        expect(outcome.error?.code === 'bug' ? outcome.error : null).toBeNull();
      }
      await runner.stop();
      expect(await runner.run(10_000)).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    }
  });

  it('stops when aborted', async () => {
    const runner = runnerOf(module);
    const outcome = runner.run(10_000);
    const startedAt = performance.now();
    await runner.stop();
    await outcome;
    expect(performance.now() - startedAt).toBeLessThan(2000);
  });
});

/** Of those that serve nobody without a file. */
const FROM_FILES: Readonly<Record<string, object>> = {
  ipmi: { modules: readIpmiFiles([{ path: 'ipmi.yml', text: 'modules: { default: {} }' }], {}) },
};
const probes = MODULES.filter((module): module is AnyProbe => module.kind === 'probe');

describe.each(named(probes))('%s', (_, module) => {
  const options = { ...(settingsOf(defaults, module).options as object), ...FROM_FILES[module.id] };
  const runner = () => probeRunner(module, { ports: opened.ports, options });
  // Nothing here waits: a machine that is busy must not let it pass.
  const patience = { timeoutMs: 30_000, signal: new AbortController().signal };

  it('refuses a request for nothing, and one for a stranger', async () => {
    const asked = runner();
    await expect(asked.ask(new URLSearchParams(), patience)).rejects.toBeInstanceOf(UserError);
    const stranger = new URLSearchParams({ target: '192.0.2.1' });
    await expect(asked.ask(stranger, patience)).rejects.toMatchObject({ status: 403 });
    await asked.stop();
  });

  it('tells of itself once it was asked, in families of their own', async () => {
    const asked = runner();
    expect(asked.tell()).toEqual([]);
    await expect(asked.ask(new URLSearchParams(), patience)).rejects.toThrow();
    const names = asked.tell().map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('has paths of its own', () => {
    const paths = [module.path, ...Object.keys(module.pages ?? {})];
    expect(paths.filter((path) => !/^\/[a-z][a-z0-9_-]*$/.test(path))).toEqual([]);
    const others = probes.filter((probe) => probe !== module);
    const taken = new Set(others.flatMap(({ path, pages }) => [path, ...Object.keys(pages ?? {})]));
    expect(paths.filter((path) => taken.has(path))).toEqual([]);
  });
});

const receivers = MODULES.filter((module): module is AnyReceiver => module.kind === 'receiver');

describe.each(named(receivers))('%s', (_, module) => {
  it('starts and stops twice', async () => {
    for (let round = 0; round < 2; round += 1) {
      const runner = receiverRunner(module, settingsOf(defaults, module).options, opened.ports);
      runner.start({ deliver: () => Promise.resolve(), onFailure: () => undefined });
      const startedAt = performance.now();
      await runner.stop();
      expect(performance.now() - startedAt).toBeLessThan(900);
      expect(runner.status.errors.get('bug')).toBeUndefined();
    }
  });
});

it('every module is in the folder of its kind and id', async () => {
  const folders = moduleFolders(ROOT);
  const modules = await importModules(ROOT, folders);
  expect(modules.map(({ kind, id }) => `${kind} ${id}`)).toEqual(
    folders.map(({ kind, id }) => `${kind} ${id}`),
  );
});
