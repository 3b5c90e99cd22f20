import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collect, collectorOf } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import { fuzzBytes } from '../../../../../test/support/fuzz-bytes.ts';
import bonding, { deviceNames } from './module.ts';

const FILES = {
  'class/net/bonding_masters': 'bond0 bond1\n',
  'class/net/bond0/bonding/slaves': 'eth0 eth1 eth2\n',
  'class/net/bond0/lower_eth0/bonding_slave/mii_status': 'up\n',
  'class/net/bond0/lower_eth1/bonding_slave/mii_status': 'going down\n',
  'class/net/bond0/slave_eth2/bonding_slave/mii_status': 'up\n',
  'class/net/bond1/bonding/slaves': '\n',
};
const run = (files: Record<string, string>) => collect(bonding, { sysfs: fileTree(files) });

describe('bonding', () => {
  it('counts slaves and those that are up', async () => {
    const { lines, families } = await run(FILES);
    expect(lines).toEqual([
      'node_bonding_active{master="bond0"} 2',
      'node_bonding_active{master="bond1"} 0',
      'node_bonding_slaves{master="bond0"} 3',
      'node_bonding_slaves{master="bond1"} 0',
    ]);
    expect(families[1]).toMatchObject({
      type: 'gauge',
      help: 'Number of configured slaves per bonding interface.',
    });
  });

  it('shows nothing where the last bond was removed', async () => {
    expect((await run({ 'class/net/bonding_masters': '\n' })).lines).toEqual([]);
  });

  it.each([
    ['bonding is not loaded', {}],
    ['a bond has just gone', { 'class/net/bonding_masters': 'bond0\n' }],
    [
      'a slave has just gone',
      { 'class/net/bonding_masters': 'bond0\n', 'class/net/bond0/bonding/slaves': 'eth0\n' },
    ],
  ])('is not supported where %s', async (_name, files) => {
    const { error } = await collectorOf(bonding, { sysfs: fileTree(files) }).attempt();
    expect(error).toMatchObject({ code: 'unsupported' });
  });

  it.each(['../../../etc', 'a/b', '..', '\xff/'])('does not follow %j', (name) =>
    expect(run({ 'class/net/bonding_masters': name })).rejects.toMatchObject({ code: 'malformed_reply' }),
  );

  it('is bounded', () =>
    expect(
      run({ 'class/net/bonding_masters': Array.from({ length: 2000 }, (_, i) => `b${i}`).join(' ') }),
    ).rejects.toMatchObject({ code: 'limit_exceeded' }));

  it('fuzz', () => {
    fuzzBytes(deviceNames, fc.string(), (names) => {
      expect(names.every((name) => /^[^/\s.][^/\s]*$/u.test(name))).toBe(true);
      expect(new Set(names).size).toBe(names.length);
    });
  });
});
