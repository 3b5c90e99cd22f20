import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KernelFileTree } from './file-tree.ts';

let root: string;
let tree: KernelFileTree;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'fathom-tree-'));
  mkdirSync(join(root, 'folder'));
  writeFileSync(join(root, 'folder/file'), 'one\n');
  tree = new KernelFileTree(root);
});
afterEach(() => {
  tree.close();
  rmSync(root, { recursive: true });
});

describe('KernelFileTree', () => {
  it('reads what is there anew each time, through one descriptor', () => {
    expect(tree.read('folder/file').toString()).toBe('one\n');
    writeFileSync(join(root, 'folder/file'), 'another\n');
    expect(tree.read('folder/file').toString()).toBe('another\n');
    expect(tree.readIfPresent('folder/file')?.toString()).toBe('another\n');
  });

  it.each(['none', 'folder/none', 'folder/file/none'])('says that %s is missing', (path) => {
    expect(() => tree.read(path)).toThrow(expect.objectContaining({ code: 'unsupported' }));
    expect(() => tree.list(path)).toThrow(expect.objectContaining({ code: 'unsupported' }));
    expect(tree.readIfPresent(path)).toBeNull();
    expect(tree.listIfPresent(path)).toEqual([]);
  });

  it('takes what a device refuses to tell for absent', () => {
    // `speed` of the loopback device: EINVAL.
    const sysfs = new KernelFileTree('/sys', { shortReadIsEnd: true });
    expect(sysfs.exists('class/net/lo/speed')).toBe(true);
    for (let i = 0; i < 2; i += 1) expect(sysfs.readIfPresent('class/net/lo/speed')).toBeNull();
    sysfs.close();
  });

  it('does not take a folder for a file, nor a file for a folder', () => {
    expect(() => tree.readIfPresent('folder')).toThrow(expect.objectContaining({ code: 'unreachable' }));
    expect(tree.listIfPresent('folder/file')).toEqual([]);
  });

  it('lists', () => {
    expect(tree.list('folder')).toEqual(['file']);
    expect(tree.listIfPresent('folder')).toEqual(['file']);
  });
});
