import { describe, expect, it } from 'vitest';
import { collect } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import type { OperatingSystem } from '../../../contract/ports.ts';
import uname from './module.ts';

const os = {
  uname: () => ({
    sysname: 'Linux',
    nodename: 'n"1',
    release: '6.1.0',
    version: '#1 SMP',
    machine: 'x86_64',
  }),
} as OperatingSystem;

describe('uname', () => {
  it.each([
    ['of the kernel', { 'sys/kernel/domainname': 'example.org\n' }, 'example.org'],
    ['that is missing', {}, '(none)'],
    ['that is huge', { 'sys/kernel/domainname': 'x'.repeat(5000) }, 'x'.repeat(64)],
    ['that is not UTF-8', { 'sys/kernel/domainname': 'a\xff\n' }, 'a\ufffd'],
  ])('shows a domain name %s', async (_, files: Record<string, string>, domain) => {
    const { lines } = await collect(uname, { os, procfs: fileTree(files) });
    expect(lines).toEqual([
      `node_uname_info{domainname="${domain}",machine="x86_64",nodename="n\\"1",release="6.1.0",sysname="Linux",version="#1 SMP"} 1`,
    ]);
  });
});
