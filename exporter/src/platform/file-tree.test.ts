import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KernelFileTree, PROCFS, SYSFS } from './file-tree.ts';

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
    const sysfs = new KernelFileTree('/sys', SYSFS);
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

  it.runIf(process.platform === 'linux')('reads all that procfs has, in however many pieces it comes', () => {
    const procfs = new KernelFileTree('/proc', PROCFS);
    const lines = (text: string) => text.split('\n').length;
    for (const path of ['meminfo', 'vmstat', 'self/mountinfo', 'net/dev', 'net/netstat', 'cpuinfo'])
      for (let i = 0; i < 2; i += 1) {
        const whole = lines(readFileSync(join('/proc', path), 'utf8'));
        expect([path, lines(procfs.read(path).toString())]).toEqual([path, whole]);
      }
    procfs.close();
  });

  it('goes on where its buffer was full, whatever the size', () => {
    const kernel = new KernelFileTree(root, { wholeBelow: 100_000 });
    for (const size of [0, 1, 4095, 65_535, 65_536, 65_537, 200_000]) {
      writeFileSync(join(root, 'folder/file'), 'x'.repeat(size));
      expect(kernel.read('folder/file')).toHaveLength(size);
    }
    kernel.close();
  });

  it('hands out for a moment what others have just read', async () => {
    const shared = new KernelFileTree(root, { wholeBelow: 0, shared: new Set(['shared']) });
    const write = (text: string) => {
      for (const name of ['shared', 'other']) writeFileSync(join(root, name), text);
    };
    const read = () => ['shared', 'other'].map((name) => shared.read(name).toString());
    write('a');
    expect(read()).toEqual(['a', 'a']);
    write('b');
    expect(read()).toEqual(['a', 'b']);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(read()).toEqual(['b', 'b']);
    shared.close();
  });
});
