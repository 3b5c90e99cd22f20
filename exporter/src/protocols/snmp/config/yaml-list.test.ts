import { describe, expect, it } from 'vitest';
import { readDefinitions } from './read.ts';
import { cutOutList } from './yaml-list.ts';

const COUNT = 400;
const OPTIONS = { expandEnvironmentVariables: false, environment: {} };

const metric = (i: number, type = 'gauge') =>
  `- name: m${i}\n  oid: 1.3.${i}\n  type: ${type}\n  help: Of - number ${i}\n\n  indexes:\n  - labelname: a\n    type: gauge\n`;
const indented = (by: number, text: string) => text.replace(/^(?=.)/gm, ' '.repeat(by));
const metrics = (wrong = -1) =>
  Array.from({ length: COUNT }, (_, i) => metric(i, i === wrong ? 'gouge' : 'gauge')).join('');
/** A module whose list is indented as far as its key, or further. */
const moduleOf = (by: number, list = metrics()) =>
  `  a:\n    walk:\n    - 1.3\n    metrics: # all\n    # the first\n${indented(4 + by, list)}    timeout: 7s\n`;
const fileOf = (module: string) => `modules:\n${module}  b:\n    walk: [1.4]\n`;
const read = (text: string) => readDefinitions([{ path: 'snmp.yml', text }], OPTIONS);

describe.each([0, 2])('a long list, indented by %d', (by) => {
  it('is cut into chunks, and nothing of it is lost', () => {
    const text = moduleOf(by);
    const cut = cutOutList(text, 'metrics', 10);
    expect(cut?.chunks.length).toBeGreaterThan(3);
    expect(cut?.rest.split('\n')).toHaveLength(text.split('\n').length);
    expect(cut?.rest).not.toContain('m0');
    const lines = text.split('\n');
    for (const { text: chunk, line } of cut?.chunks ?? []) {
      const own = chunk.split('\n');
      expect(lines.slice(line - 10, line - 10 + own.length)).toEqual(own);
      expect(own[0]?.trim()).toMatch(/^- name: m\d+$/);
    }
    expect(cut?.chunks.map((each) => each.text).join('\n')).toBe(indented(4 + by, metrics()).slice(0, -1));
  });

  it('is read as if it had been parsed at once', () => {
    const cut = read(fileOf(moduleOf(by)));
    // What a line does not tell: so the file is parsed as a whole.
    const whole = read(fileOf(moduleOf(by)).replace('walk: [1.4]', 'walk: &x [1.4]\n  c: {walk: *x}'));
    expect(cut.modules.get('a')).toEqual(whole.modules.get('a'));
    expect(cut.modules.get('a')).toMatchObject({ timeoutMs: 7000, walk: [[1, 3]] });
    expect(
      cut.modules
        .get('a')
        ?.metrics.map(({ name }) => name)
        .slice(-1),
    ).toEqual([`m${COUNT - 1}`]);
    expect([...cut.modules.keys()]).toEqual(['a', 'b']);
  });

  it('tells of a mistake where it stands', () => {
    const text = fileOf(moduleOf(by, metrics(300)));
    const line = text.split('\n').findIndex((each) => each.includes('gouge')) + 1;
    expect(() => read(text)).toThrow(`modules.a.metrics[300].type = "gouge": `);
    expect(() => read(text)).toThrow(`(snmp.yml:${line})`);
  });
});

it.each([
  ['a short one', moduleOf(2, metric(1))],
  ['one in brackets', `  a:\n    metrics: [${'1, '.repeat(9000)}]\n`],
  ['two of them', moduleOf(2) + moduleOf(2).slice('  a:\n'.length)],
  ['none', `  a:\n${indented(4, metrics())}`],
  ['a map', `  a:\n    metrics:\n${Array.from({ length: 3000 }, (_, i) => `      k${i}: 1\n`).join('')}`],
  [
    'one that has something between its items',
    moduleOf(2).replace('- name: m9\n', 'x: 1\n      - name: m9\n'),
  ],
])('leaves %s whole', (_, text) => expect(cutOutList(text, 'metrics', 0)).toBeNull());
