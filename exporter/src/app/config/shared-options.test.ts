import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { messageOf } from '../../model/errors.ts';
import processGroups from '../../modules/collectors/process-groups/module.ts';
import type { Options } from '../../modules/collectors/process-groups/options.ts';
import { loadConfig } from './load.ts';
import { settingsOf } from './schema.ts';

let cwd = '';
beforeEach(() => (cwd = mkdtempSync(join(tmpdir(), 'fathom-config-'))));
afterEach(() => rmSync(cwd, { recursive: true }));

/** The configuration of one who names `groups.yml`, with what is in it. */
function load(content: string | Buffer | null, yaml = '', argv: readonly string[] = []) {
  if (content !== null) writeFileSync(join(cwd, 'groups.yml'), content);
  writeFileSync(join(cwd, 'fathom.yml'), `processGroups: { configFile: groups.yml }\n${yaml}`);
  return loadConfig({ modules: [processGroups], argv, env: {}, cwd });
}

function mistakes(...given: Parameters<typeof load>): string[] {
  try {
    load(...given);
  } catch (error) {
    return messageOf(error)
      .split('\n')
      .slice(1)
      .map((line) => line.trim());
  }
  return [];
}

const NGINX = "process_names:\n  - name: '{{.Comm}}'\n    comm: [nginx]\n";
const ALLOWED = '(allowed: name, comm, exe, cmdline)';

describe('the file of another program', () => {
  it("is process-exporter's, with threads and smaps on unless they are set", () => {
    const options = (...given: Parameters<typeof load>) =>
      settingsOf(load(...given).config, processGroups).options as Options;
    const { process_names, threads, gatherSmaps, children } = options(NGINX);
    expect(process_names?.map(({ comm, name }) => [comm, name.source])).toEqual([[['nginx'], '{{.Comm}}']]);
    expect([threads, gatherSmaps, children]).toEqual([true, true, true]);
    expect(options(NGINX, '', ['-threads=false', '--no-gather-smaps'])).toMatchObject({
      threads: false,
      gatherSmaps: false,
    });
    expect(options('process_names: []\n').process_names).toEqual([]);
  });

  it('is named by a flag too, from where Fathom was started, and is among the files that were read', () => {
    writeFileSync(join(cwd, 'other.yml'), NGINX);
    const loaded = loadConfig({ modules: [processGroups], argv: ['-config.path=other.yml'], env: {}, cwd });
    expect(loaded.files).toEqual([join(cwd, 'other.yml')]);
    expect(settingsOf(loaded.config, processGroups).options).toMatchObject({
      process_names: [{ comm: ['nginx'] }],
    });
  });

  it.each<[string, string | Buffer | null, string]>([
    ['is not there', null, 'processGroups.configFile: <cwd>/groups.yml does not exist  (fathom.yml:1)'],
    [
      'is no text',
      Buffer.from([0xff, 0xfe, 0]),
      'processGroups.configFile: <cwd>/groups.yml: not UTF-8  (fathom.yml:1)',
    ],
    ['is empty', '', 'the file: expected object, received null  (groups.yml:1)'],
    ['is a list', '- a\n', 'the file: expected object, received array  (groups.yml:1)'],
    [
      'is no YAML',
      'process_names: [}\n',
      'Flow sequence in block collection must be sufficiently indented and end with a ]  (groups.yml:1)',
    ],
    ['has no names', '{}\n', 'process_names: expected array, received undefined  (groups.yml:1)'],
    [
      'has a key it should not',
      `${NGINX}proces_names: []\n`,
      'proces_names: unknown key; did you mean process_names? (allowed: process_names)  (groups.yml:4)',
    ],
    [
      'has an item that selects nothing',
      'process_names:\n  - name: x\n',
      'process_names.0: no matchers provided: needs comm, exe or cmdline  (groups.yml:2)',
    ],
    [
      'has a key of an item that is none',
      'process_names:\n  - comm: [a]\n    exes: [b]\n',
      `process_names.0.exes: unknown key; did you mean exe? ${ALLOWED}  (groups.yml:3)`,
    ],
    [
      'has a text for a list',
      'process_names:\n  - comm: [a]\n  - comm: b\n',
      'process_names.1.comm: expected array, received string  (groups.yml:3)',
    ],
    [
      'has a number for a text',
      'process_names:\n  - comm:\n      - a\n      - 5\n',
      'process_names.0.comm.1: expected string, received number  (groups.yml:4)',
    ],
    [
      'has a bad pattern',
      "process_names:\n  - cmdline: ['(']\n",
      'process_names.0.cmdline.0: not a regular expression: ( ',
    ],
    [
      'has a bad template',
      "process_names:\n  - name: '{{if .Comm}}x{{end}}'\n    comm: [a]\n",
      'process_names.0.name: not a name template: {{if .Comm}}x{{end}} (allowed: {{.Comm}} {{.ExeBase}} ',
    ],
  ])('that %s is refused', (_, content, expected) => {
    const found = mistakes(content).map((line) => line.replace(cwd, '<cwd>'));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(expected);
  });

  it.each([
    "{ processNames: [{ comm: ['a'] }] }",
    "{ process_names: [{ comm: ['a'] }] }",
    '{ procnames: [a] }',
  ])('is refused beside %s', (options) => {
    expect(mistakes(NGINX, `collectors: { process-groups: ${options} }\n`)).toEqual([
      'processGroups.configFile: cannot be used with processNames, procnames or namemapping of the collector process-groups  (fathom.yml:1)',
    ]);
  });

  it('is refused when its aliases are a bomb', () => {
    const levels = Array.from(
      { length: 9 },
      (_, i) => `  - &a${i + 1} [${Array(9).fill(`*a${i}`).join(',')}]`,
    );
    expect(mistakes(`process_names:\n  - &a0 [x]\n${levels.join('\n')}\n`)[0]).toContain(
      'aliases are used too often',
    );
  });

  it('tells all mistakes, those of fathom.yml too', () => {
    const content = "process_names:\n  - cmdline: ['(', ')']\n  - comm: 1\n";
    expect(mistakes(content)).toHaveLength(3);
    expect(mistakes(content, 'roles: [hup]\n')).toHaveLength(1);
  });
});

describe('names on the command line', () => {
  it('are words and patterns in turn', () => {
    const argv = ['-procnames=bash,zsh', '-namemapping', 'python2,([^/]+)\\.py,java,-jar\\s+([^/]+).jar'];
    const { config } = loadConfig({ modules: [processGroups], argv, env: {}, cwd });
    const { procnames, namemapping } = settingsOf(config, processGroups).options as Options;
    expect(procnames).toEqual(['bash', 'zsh']);
    expect(namemapping.map(({ comm }) => comm)).toEqual(['python2', 'java']);
    const lines = ['python2 /srv/app.py', 'java -jar kafka.jar'];
    expect(namemapping.map(({ pattern }, i) => pattern.exec(lines[i] ?? '')?.[1])).toEqual(['app', 'kafka']);
  });

  it.each([
    ['a', 'odd number of words'],
    ['a,(', 'not a regular expression: ('],
  ])('-namemapping %s is refused: %s', (text, message) => {
    const argv = [`-namemapping=${text}`];
    expect(() => loadConfig({ modules: [processGroups], argv, env: {}, cwd })).toThrow(message);
  });
});
