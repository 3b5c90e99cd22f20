import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { KINDS } from '../exporter/src/contract/module.ts';

const ROOT = resolve(import.meta.dirname, '..');
const COPIED = [
  'exporter/src',
  'exporter/package.json',
  'scripts',
  'test/support',
  'test/conformance',
  'docs/reference',
  'grafana-app/src',
  'grafana-app/package.json',
  'package.json',
  'tsconfig.json',
  'vitest.config.ts',
  '.prettierrc.json',
];

let copy: string;
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'fathom-new-'));
  for (const path of COPIED) {
    mkdirSync(join(copy, path, '..'), { recursive: true });
    cpSync(join(ROOT, path), join(copy, path), { recursive: true });
  }
  for (const path of ['node_modules', 'grafana-app/node_modules'])
    symlinkSync(join(ROOT, path), join(copy, path));
});
afterAll(() => rmSync(copy, { recursive: true }));

function run(...args: string[]) {
  const [program = '', ...rest] = args;
  const { status, stdout, stderr } = spawnSync(join(ROOT, 'node_modules/.bin', program), rest, {
    cwd: copy,
    encoding: 'utf8',
  });
  return { status, output: stdout + stderr };
}
const create = (...args: string[]) => run('tsx', join(copy, 'scripts/new.ts'), ...args);

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

/** Tests that passed, each as `<file>: <name>`. */
function passedIn(file: string): string[] {
  const { testResults } = JSON.parse(readFileSync(file, 'utf8')) as Report;
  return testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'passed')
      .map(({ fullName }) => `${name}: ${fullName}`),
  );
}

/** Names of the conformance suite's tests but of those modules that are held to it where they lie. */
const NEW_OR_ALL = `^(?!(${KINDS.join('|')}) (?!brand-new))`;

it(
  'makes a module of every kind that passes its test and the conformance suite',
  { timeout: 120_000 },
  () => {
    const made = create(...KINDS.flatMap((kind) => [kind, `brand-new-${kind}`]));
    expect(made.status, made.output).toBe(0);
    expect(readFileSync(join(copy, 'exporter/src/app/registry.ts'), 'utf8')).toContain(
      'brandNewCollectorCollector',
    );
    expect(run('tsx', join(copy, 'scripts/generate.ts'), '--check')).toEqual({ status: 0, output: '' });
    const suite = ['metrics', 'modules'].map((name) => `test/conformance/${name}.test.ts`);
    const report = join(copy, 'report.json');
    const reporter = ['--reporter=json', `--outputFile=${report}`];
    const tests = run('vitest', 'run', 'brand-new', ...suite, '-t', NEW_OR_ALL, ...reporter);
    expect(tests.status, tests.output).toBe(0);
    const passed = passedIn(report);
    for (const kind of KINDS) {
      expect(passed).toContainEqual(expect.stringContaining(`/${kind}s/brand-new-${kind}/module.test.ts: `));
      expect(passed).toContainEqual(expect.stringContaining(`: ${kind} brand-new-${kind} describes itself`));
    }
  },
);

it.each([
  [['gadget', 'x'], 'gadget is no kind of module; there are collector, probe, scanner'],
  [['collector', 'Bad_Id'], 'Bad_Id is no id; expected small letters'],
  [['collector', '../escape'], '../escape is no id'],
  [
    ['collector', 'brand-new', 'collector', 'loadavg'],
    'exporter/src/modules/collectors/loadavg is already there',
  ],
  [['collector', 'brand-new', 'probe'], 'nothing is no id'],
  [[], 'nothing is no kind of module'],
])('refuses %j', (args, message) => {
  const { status, output } = create(...args);
  expect({ status, told: output.includes(message) }).toEqual({ status: 2, told: true });
});
