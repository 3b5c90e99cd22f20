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

it(
  'makes a module of every kind that passes its test and the conformance suite',
  { timeout: 120_000 },
  () => {
    for (const kind of KINDS) expect(create(kind, `brand-new-${kind}`)).toMatchObject({ status: 0 });
    expect(readFileSync(join(copy, 'exporter/src/app/registry.ts'), 'utf8')).toContain(
      'brandNewCollectorCollector',
    );
    expect(run('tsx', join(copy, 'scripts/generate.ts'), '--check')).toEqual({ status: 0, output: '' });
    // Of the conformance suite what is about the new modules: the rest is held to it where it lies.
    for (const tests of [
      run('vitest', 'run', 'brand-new', 'test/conformance/metrics.test.ts'),
      run('vitest', 'run', 'test/conformance/modules.test.ts', '-t', 'brand-new'),
    ]) {
      expect(tests.output).not.toMatch(/FAIL|×/);
      expect(tests.output).toMatch(/Tests.* passed/);
      expect(tests.status).toBe(0);
    }
  },
);

it.each([
  [['gadget', 'x'], 'gadget is no kind of module; there are collector, probe, scanner'],
  [['collector', 'Bad_Id'], 'Bad_Id is no id; expected small letters'],
  [['collector', '../escape'], '../escape is no id'],
  [['collector', 'loadavg'], 'exporter/src/modules/collectors/loadavg is already there'],
  [[], 'nothing is no kind of module'],
])('refuses %j', (args, message) => {
  const { status, output } = create(...args);
  expect({ status, told: output.includes(message) }).toEqual({ status: 2, told: true });
});
