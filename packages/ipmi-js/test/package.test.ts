/** The package as others get it: built, packed, installed, used. */
import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import ts from 'typescript';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { SimulatedBmc } from './support/bmc/bmc.ts';
import { bytes, ScriptedBmc } from './support/scripted-bmc.ts';
import { SdrBmc } from './support/sdr-bmc.ts';
import { fanEvent, SelBmc } from './support/sel-bmc.ts';

const PACKAGE = resolve(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'ipmi-js-'));
const installed = join(folder, 'node_modules/ipmi-js');

/** The mistake must be found: where there are no types, there is none. */
const USE = `
import { IpmiClient, IpmiError, type IpmiResponse } from 'ipmi-js';
// @ts-expect-error a host is a text
export const wrong = () => new IpmiClient({ host: 1 });
export async function ask(): Promise<IpmiResponse | string> {
  const client = new IpmiClient({ host: '127.0.0.1', port: 1, user: 'x', password: 'y', timeoutMs: 200, resendAfterMs: 50 });
  try {
    return await client.send({ netFn: 6, command: 1 });
  } catch (error) {
    return error instanceof IpmiError ? error.code : 'not ours';
  } finally {
    await client.close();
  }
}
`;

beforeAll(() => {
  execFileSync(process.execPath, [join(PACKAGE, 'build.mjs')], { stdio: 'pipe' });
  execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], {
    cwd: join(PACKAGE, 'dist'),
    stdio: 'pipe',
  });
  const archive = readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '';
  mkdirSync(installed, { recursive: true });
  execFileSync('tar', ['-xzf', join(folder, archive), '-C', installed, '--strip-components=1']);
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

it('has what a package needs and no tests', () => {
  const files = readdirSync(installed, { recursive: true, encoding: 'utf8' });
  expect(files).toEqual(
    expect.arrayContaining(['README.md', 'LICENSE', 'index.js', 'index.d.ts', 'client.js']),
  );
  expect(files.filter((name) => name.includes('.test.'))).toEqual([]);
  const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as Record<
    string,
    unknown
  >;
  expect(manifest).toMatchObject({ name: 'ipmi-js', type: 'module', license: 'Apache-2.0' });
  expect(manifest).not.toHaveProperty('private');
});

it('runs', () => {
  const program = `import { IpmiClient, IpmiError } from 'ipmi-js';
    const client = new IpmiClient({ host: '127.0.0.1', port: 1, timeoutMs: 200, resendAfterMs: 50 });
    const error = await client.send({ netFn: 6, command: 1 }).catch((caught) => caught);
    console.log(error instanceof IpmiError, error.code);
    await client.close();`;
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', program], { cwd: folder });
  expect(output.toString().trim()).toBe('true unreachable');
});

it('has types that others can check against, and its README is right', () => {
  writeFileSync(join(folder, 'use.ts'), USE);
  const examples = readmeExamples().map((text, at) => {
    writeFileSync(join(folder, `example${at}.ts`), text);
    return `example${at}.ts`;
  });
  expect(examples).toHaveLength(2);
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  const types = join(PACKAGE, '../../node_modules/@types');
  const options = [
    '--strict',
    '--noEmit',
    '--module',
    'nodenext',
    '--target',
    'es2022',
    '--typeRoots',
    types,
    '--types',
    'node',
  ];
  expect(run(tsc, [...options, 'use.ts', ...examples])).toBe('');
}, 60_000);

it('has a README whose examples work', async () => {
  const sdr = new SdrBmc([record('Inlet')]);
  const sel = new SelBmc([fanEvent(1), fanEvent(2)]);
  const scripted = new ScriptedBmc({
    '06:01': bytes('20 81 02 10 02 bf 570100 3412'),
    '04:2d': [23, 0xc0, 0],
    ...Object.fromEntries([...sdr.commands, ...sel.commands].filter(([name]) => name !== '04:2d')),
  });
  const users = [{ name: 'monitor', password: 'hunter2' }];
  const bmc = await SimulatedBmc.start({ users, answer: (request) => scripted.send(request) });
  onTestFinished(() => bmc.close());
  const [first = '', second = ''] = await Promise.all(
    readmeExamples().map((text) => runExample(text, bmc.port)),
  );
  expect(first).toMatch(/manufacturerId: 343[^]*Inlet 23[^]*\n2\n$/);
  expect(second).toBe('1 records, 2 events\n'.repeat(3));
  expect(bmc.sessions).toBe(0);
});

function readmeExamples(): string[] {
  const text = readFileSync(join(installed, 'README.md'), 'utf8');
  return [...text.matchAll(/```ts\n(.*?)```/gs)].map(([, example = '']) => example);
}

/** What it prints, when the BMC it names is ours. */
async function runExample(text: string, port: number): Promise<string> {
  expect(text).toContain("host: 'bmc42.example'");
  const here = text.replace("host: 'bmc42.example'", `host: '127.0.0.1', port: ${port}`);
  const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };
  const { outputText } = ts.transpileModule(here, { compilerOptions });
  const env = { ...process.env, BMC_PASSWORD: 'hunter2' };
  const args = ['--input-type=module', '-e', outputText];
  return (await promisify(execFile)(process.execPath, args, { cwd: folder, env })).stdout;
}

/** A temperature of which one count is one degree. */
function record(name: string): Uint8Array {
  const text = Buffer.from(name);
  const fields = bytes(
    `20 00 2a 37 01 7f 68 01 01 0000 0000 0000  00 01 00 00 01 00 00 00 00 00
     00 00 00 00 ff 00 00 00 00 00 00 00 00 00 00 00 00`,
  );
  const body = [...fields, 0xc0 | text.length, ...text];
  return Uint8Array.of(1, 0, 0x51, 1, body.length, ...body);
}

function run(script: string, args: readonly string[]): string {
  try {
    return execFileSync(process.execPath, [script, ...args], { cwd: folder, stdio: 'pipe' }).toString();
  } catch (error) {
    return (error as { stdout: Buffer }).stdout.toString();
  }
}
