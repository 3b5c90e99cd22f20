import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { FathomConfig } from './config/schema.ts';
import { refuseStrangeTrees } from './kernel-trees.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'fathom-trees-'));
  mkdirSync(join(root, 'proc'));
  mkdirSync(join(root, 'sys/class'), { recursive: true });
  mkdirSync(join(root, 'empty'));
  writeFileSync(join(root, 'proc/stat'), '');
});
afterEach(() => rmSync(root, { recursive: true }));

function check(procfs: string, sysfs: string, roles: FathomConfig['roles'] = ['exporter']) {
  const path = { procfs: join(root, procfs), sysfs: join(root, sysfs), rootfs: '/', udev: '/' };
  refuseStrangeTrees({ path, roles });
}

it('takes what looks like kernel file systems', () => expect(() => check('proc', 'sys')).not.toThrow());

it.each([
  ['none', 'sys', /^path\.procfs = ".*none": there is no such folder \(flag --path\.procfs\)$/],
  ['proc', 'none', /^path\.sysfs = ".*none": there is no such folder/],
  ['empty', 'sys', /^path\.procfs = ".*": that is no proc file system: none of stat, meminfo/],
  ['proc/stat', 'sys', /that is no proc file system/],
  ['proc', 'empty', /that is no sysfs file system/],
  ['proc', 'proc', /none of class, devices\/system, block is there/],
])('refuses %s and %s', (procfs, sysfs, message) => expect(() => check(procfs, sysfs)).toThrow(message));

it('does not mind where nothing of this host is measured', () =>
  expect(() => check('none', 'none', ['hub'])).not.toThrow());
