import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { KernelFileTree } from './file-tree.ts';
import { ownProcess } from './own-process.ts';

it.runIf(process.platform === 'linux')('tells what this process takes', () => {
  const read = ownProcess();
  const before = read();
  const burnt = process.cpuUsage();
  while (process.cpuUsage(burnt).user < 20_000) JSON.stringify(before);
  const own = read();
  expect(own.cpuSeconds).toBeGreaterThan(before.cpuSeconds);
  expect(own.startSeconds).toBeCloseTo(Date.now() / 1000 - process.uptime(), -1);
  expect(own.residentBytes).toBeGreaterThan(10 * 2 ** 20);
  expect(own.virtualBytes).toBeGreaterThan(own.residentBytes);
  expect(own.maxVirtualBytes).toBeGreaterThanOrEqual(own.virtualBytes ?? NaN);
  expect(own.openFiles).toBeGreaterThan(3);
  expect(own.maxOpenFiles).toBeGreaterThan(own.openFiles ?? NaN);
  expect(own.receivedBytes).toBeGreaterThanOrEqual(0);
  expect(own.sentBytes).toBeGreaterThanOrEqual(0);
});

it('tells what it can without a /proc', () => {
  const empty = mkdtempSync(join(tmpdir(), 'fathom-own-'));
  const own = ownProcess(new KernelFileTree(empty))();
  rmSync(empty, { recursive: true });
  expect(own).toMatchObject({ virtualBytes: null, openFiles: null, maxOpenFiles: null, sentBytes: null });
  expect(own.startSeconds).toBeLessThanOrEqual(Date.now() / 1000);
});
