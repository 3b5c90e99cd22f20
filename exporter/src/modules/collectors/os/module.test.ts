import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collect, collectorOf } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import os from './module.ts';
import { majorMinor, parseOsRelease, startOfDay } from './os-release.ts';

const TEXT = `# of this machine
NAME="Example Linux"
VERSION="12.1 (Größe \\"L\\")"
ID=example
ID_LIKE='debian ubuntu'
VERSION_ID="12.1.3"
PRETTY_NAME=Example Linux   # short

SUPPORT_END=2027-04-30
`;
const run = (files: Record<string, string>) =>
  collect(os, {
    rootfs: fileTree(
      Object.fromEntries(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)])),
    ),
  });

describe('os', () => {
  it('shows name, version and end of support', async () => {
    const { lines } = await run({ 'etc/os-release': TEXT });
    expect(lines).toEqual([
      String.raw`node_os_info{build_id="",id="example",id_like="debian ubuntu",image_id="",image_version="",name="Example Linux",pretty_name="Example Linux",variant="",variant_id="",version="12.1 (Größe \"L\")",version_codename="",version_id="12.1.3"} 1`,
      'node_os_support_end_timestamp_seconds 1809043200',
      'node_os_version{id="example",id_like="debian ubuntu",name="Example Linux"} 12.1',
    ]);
  });

  it.each([
    ['etc first', { 'etc/os-release': 'ID=a\n', 'usr/lib/os-release': 'ID=b\n' }, 'id="a"'],
    ['then usr', { 'usr/lib/os-release': 'ID=b\n' }, 'id="b"'],
    ['no version, no number', { 'etc/os-release': 'ID=arch\nBUILD_ID=rolling\n' }, 'build_id="rolling"'],
    ['a version that is none', { 'etc/os-release': 'VERSION_ID=sid\n' }, 'version_id="sid"'],
    ['the version 0', { 'etc/os-release': 'VERSION_ID=0.0\n' }, 'version_id="0.0"'],
    ['an empty file', { 'etc/os-release': '' }, 'id=""'],
  ])('%s', async (_name, files, label) => {
    const { lines } = await run(files);
    expect(lines).toEqual([expect.stringContaining(label)]);
  });

  it('sees an upgrade', async () => {
    let text = 'ID=a\nVERSION_ID=11\n';
    const next = collectorOf(os, { rootfs: { ...fileTree({}), readOnce: () => Buffer.from(text) } });
    await next();
    text = 'ID=a\nVERSION_ID=12\n';
    expect((await next()).lines[1]).toBe('node_os_version{id="a",id_like="",name=""} 12');
  });

  it.each([
    [{}, 0, 'unsupported'],
    [{ 'etc/os-release': 'ID\n' }, 0, 'malformed_reply'],
    [{ 'etc/os-release': '=x\n' }, 0, 'malformed_reply'],
    [{ 'etc/os-release': 'ID="x\n' }, 0, 'malformed_reply'],
    [{ 'etc/os-release': '\0\xff\xfe' }, 0, 'malformed_reply'],
    [{ 'etc/os-release': 'ID=x\nSUPPORT_END=soon\n' }, 1, 'malformed_reply'],
    [{ 'etc/os-release': 'A=1\n'.repeat(2000) }, 0, 'limit_exceeded'],
    [{ 'etc/os-release': 'A'.repeat(70_000) }, 0, 'limit_exceeded'],
  ])('of %.60j it shows %d samples and says %s', async (files, count, code) => {
    const attempt = await collectorOf(os, { rootfs: fileTree(files) }).attempt();
    expect(attempt.lines).toHaveLength(count);
    expect(attempt.error).toMatchObject({ code });
  });
});

describe('parseOsRelease', () => {
  it.each([
    ['A=b', 'b'],
    ['A=', ''],
    ['  export A = b  ', 'b'],
    ['A=b c # d', 'b c'],
    ['A=b#c', 'b'],
    ['A="b # c" # d', 'b # c'],
    ['A="b"c\'d\'', 'bcd'],
    [String.raw`A="\\\"\n\t"`, '\\"\n\t'],
    [String.raw`A='\n'`, String.raw`\n`],
    ['A=1\nA=2', '2'],
    ['A==', '='],
  ])('reads %j as %j', (text, value) => expect(parseOsRelease(text).get('A')).toBe(value));

  it.each(['A', '1A=b', '=b', "A='b", 'A="b', String.raw`A="\x"`, String.raw`A="b\"`, 'A=b\x01'])(
    'refuses %j',
    (text) => expect(() => parseOsRelease(text)).toThrow('os-release: line 1 is not an assignment'),
  );

  it('fuzz: any text gives values or malformed_reply', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc
        .array(fc.constantFrom('A', '=', '"', "'", '\\', '#', ' ', '\n', 'export ', 'ß'))
        .map((p) => p.join('')),
    );
    fc.assert(
      fc.property(text, (each) => {
        try {
          for (const key of parseOsRelease(each).keys()) expect(key).toMatch(/^[A-Za-z_]/);
        } catch (error) {
          expect(error).toMatchObject({ code: 'malformed_reply' });
        }
      }),
    );
  });
});

it.each([
  ['20.04.2 LTS', 20.04],
  ['12', 12],
  ['12.', 12],
  ['v12', null],
  ['', null],
])('the version of %j is %s', (text, version) => expect(majorMinor(text)).toBe(version));

it.each([
  ['1970-01-02', 86_400],
  ['2027-02-30', null],
  ['2027-13-01', null],
  ['30.4.2027', null],
  ['2027-04-30T00:00:00Z', null],
])('the day %j starts at %s', (text, seconds) => expect(startOfDay(text)).toBe(seconds));
