/**
 * One pass over 50,000 sockets and 1,000 processes: the rows as the kernel prints them, in a folder of files,
 * and for each process 60 links as in /proc/<pid>/fd, most of them sockets. Measured beside it: how long the pass
 * keeps the event loop from others.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SocketSnapshot } from '../../exporter/src/model/socket.ts';
import { nativeLibrary } from '../../exporter/src/platform/native-library.ts';
import { socketTable } from '../../exporter/src/platform/socket-table.ts';
import { watchEventLoop } from './event-loop.ts';
import type { BenchResult } from './result.ts';

/** A file system in memory, as /proc is. */
const MEMORY = '/dev/shm';
const SOCKETS = 50_000;
const LISTENING = 200;
const PROCESSES = 1000;
const OTHER_FILES = 10;
const PASSES = 10;
const MAX_BLOCKED_MS = 20;
const TARGET_PASS_MS = 1000;

export async function run(): Promise<BenchResult[]> {
  const root = mkdtempSync(join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'sockets-'));
  try {
    writeTables(root);
    writeProcesses(root);
    return await measure(root);
  } finally {
    rmSync(root, { recursive: true });
  }
}

async function measure(root: string): Promise<BenchResult[]> {
  const snapshot = await onePass(root);
  const connections = [...snapshot.connectionsByPid.values()].reduce((sum, count) => sum + count, 0);
  if (!snapshot.complete || connections !== SOCKETS - LISTENING)
    throw new Error(`counted ${connections} connections`);

  const watch = watchEventLoop();
  const passes: number[] = [];
  for (let pass = 0; pass < PASSES; pass += 1) {
    const start = performance.now();
    await onePass(root);
    passes.push(performance.now() - start);
  }
  const blocked = watch.stop();
  const median = [...passes].sort((a, b) => a - b)[PASSES / 2] ?? NaN;
  const note = `${SOCKETS} sockets, ${PROCESSES} processes, ${PASSES} passes`;
  return [
    {
      name: 'socket table, one pass',
      value: median,
      unit: 'ms',
      target: TARGET_PASS_MS,
      better: 'lower',
      note,
    },
    {
      name: 'socket table, event loop blocked at most',
      value: blocked,
      unit: 'ms',
      target: MAX_BLOCKED_MS,
      better: 'lower',
      note,
    },
  ];
}

/** Of a table that has seen nothing yet: later ones remember the owners, and rest between two passes over files. */
function onePass(root: string): Promise<SocketSnapshot> {
  return socketTable({ procfs: { root }, now: Date.now, native: nativeLibrary() }).snapshot(0);
}

function writeTables(root: string): void {
  mkdirSync(join(root, 'net'));
  const header =
    '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode';
  const rows = Array.from({ length: SOCKETS }, (_, i) => rowOf(i));
  const half = SOCKETS / 2;
  writeFileSync(join(root, 'net/tcp'), [header, ...rows.slice(0, half), ''].join('\n'));
  writeFileSync(join(root, 'net/tcp6'), [header, ...rows.slice(half).map(toIpv6), ''].join('\n'));
  writeFileSync(join(root, 'net/udp'), `${header}\n`);
}

function rowOf(i: number): string {
  const isListening = i < LISTENING;
  const local = isListening ? 1000 + i : 1000 + (i % (2 * LISTENING));
  const remote = isListening ? '00000000:0000' : `0A0B0C0D:${hex(1024 + (i % 60_000))}`;
  const tail = '1 00000000e1448f59 20 4 0 10 -1';
  return `${String(i).padStart(4)}: 0100007F:${hex(local)} ${remote} ${isListening ? '0A' : '01'} 00000000:00000000 00:00000000 00000000     0        0 ${i + 1} ${tail}`.padEnd(
    149,
  );
}

function toIpv6(row: string): string {
  return row.replace(/([0-9A-F]{8}):([0-9A-F]{4}) /g, '0000000000000000FFFF0000$1:$2 ');
}

function writeProcesses(root: string): void {
  const each = SOCKETS / PROCESSES;
  for (let i = 0; i < PROCESSES; i += 1) {
    const folder = join(root, String(i + 1), 'fd');
    mkdirSync(folder, { recursive: true });
    for (let file = 0; file < OTHER_FILES; file += 1) symlinkSync('/dev/null', join(folder, String(file)));
    for (let file = 0; file < each; file += 1) {
      symlinkSync(`socket:[${i * each + file + 1}]`, join(folder, String(OTHER_FILES + file)));
    }
  }
}

function hex(port: number): string {
  return port.toString(16).toUpperCase().padStart(4, '0');
}
