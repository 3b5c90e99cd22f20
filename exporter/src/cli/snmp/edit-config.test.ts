import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Edit, editYaml } from './edit-config.ts';

const name: Edit = { path: ['snmp', 'profile', 'name'], value: 'full' };
const enable: Edit = { path: ['snmp', 'profile', 'enable'], value: ['cpu', 'load'] };
const without: Edit = { path: ['snmp', 'profile', 'disable'], value: undefined };

describe('a configuration is changed', () => {
  it.each<[string, string, Edit[], string]>([
    ['that is empty', '', [name], 'snmp:\n  profile:\n    name: full\n'],
    ['of comments', '# mine\n', [name], '# mine\n\nsnmp:\n  profile:\n    name: full\n'],
    [
      'with all that people wrote left as it is',
      "# top\nweb:\n  listenAddress: ':9797' # here\n\nsnmp:\n  allow: [10.0.0.0/8]\n  # below\n  targets: [{name: a, address: b}]\n",
      [name],
      "# top\nweb:\n  listenAddress: ':9797' # here\n\nsnmp:\n  allow: [10.0.0.0/8]\n  # below\n  targets: [{name: a, address: b}]\n  profile:\n    name: full\n",
    ],
    [
      'whose section has nothing in it',
      'snmp:\ntenant: a\n',
      [name],
      'snmp:\n  profile:\n    name: full\ntenant: a\n',
    ],
    [
      'where there is a value',
      'snmp:\n  profile:\n    name: minimal # small\n    disable: [cpu]\n',
      [name, enable, without],
      'snmp:\n  profile:\n    name: full # small\n    enable: [ cpu, load ]\n',
    ],
    ['where there is nothing to take away', 'tenant: a\n', [without], 'tenant: a\n'],
    [
      'with long lines',
      `tenant: ${'word '.repeat(40)}end\n`,
      [name],
      `tenant: ${'word '.repeat(40)}end\nsnmp:\n  profile:\n    name: full\n`,
    ],
  ])('%s', (_, before, edits, after) => {
    const edited = editYaml(before, edits);
    expect(parse(edited)).toEqual(parse(after));
    expect(edited.replaceAll('[ ', '[').replaceAll(' ]', ']')).toBe(
      after.replaceAll('[ ', '[').replaceAll(' ]', ']'),
    );
  });

  it.each<[string, string]>([
    ['a list', '- snmp\n'],
    ['a text', 'snmp: text\n'],
    ['an alias', 'a: &x {profile: {}}\nsnmp: *x\n'],
  ])('but not where there is %s instead', (_, before) =>
    expect(() => editYaml(before, [name])).toThrow(
      /is not made of keys and values .* set snmp\.profile\.name by hand/,
    ),
  );
});
