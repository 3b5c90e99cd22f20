import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collect, collectorOf } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import { ModuleError } from '../../../contract/module.ts';
import type { FileTree } from '../../../contract/ports.ts';
import { takeCensus } from './census.ts';
import processes from './module.ts';

const stat = (pid: number, state: string, threads: number) =>
  `${pid} (a b) ${state} 1 1 1 0 -1 0 0 0 0 0 1 1 0 0 20 0 ${threads} 0 100 4096 1 0\n`;
const LIMITS = { 'sys/kernel/threads-max': '7801\n', 'sys/kernel/pid_max': '32768\n' };
const MACHINE = {
  ...LIMITS,
  'self/stat': stat(1, 'S', 1),
  '1/stat': stat(1, 'S', 1),
  '1/task/1/stat': stat(1, 'S', 1),
  '20/stat': stat(20, 'S', 3),
  '20/task/20/stat': stat(20, 'R', 3),
  '20/task/21/stat': stat(21, 'D', 3),
  '20/task/22/stat': stat(22, 'R', 3),
  '300/stat': stat(300, 'Z', 1),
  '300/task/300/stat': stat(300, 'Z', 1),
};
const endless = new AbortController().signal;

describe('processes', () => {
  it('shows processes and threads by state', async () => {
    const { lines, partial } = await collect(processes, { procfs: fileTree(MACHINE) });
    expect(lines).toEqual([
      'node_processes_max_processes 32768',
      'node_processes_max_threads 7801',
      'node_processes_pids 3',
      'node_processes_state{state="S"} 2',
      'node_processes_state{state="Z"} 1',
      'node_processes_threads 5',
      'node_processes_threads_state{thread_state="S"} 2',
      'node_processes_threads_state{thread_state="D"} 1',
      'node_processes_threads_state{thread_state="R"} 1',
      'node_processes_threads_state{thread_state="Z"} 1',
    ]);
    expect(partial).toEqual([]);
  });

  it('does without the folders of threads', async () => {
    const { lines } = await collect(processes, {
      procfs: fileTree({ ...LIMITS, '7/stat': stat(7, 'R', 2) }),
    });
    expect(lines).toContain('node_processes_threads 2');
    expect(lines.filter((line) => line.includes('thread_state'))).toEqual([]);
  });

  it('leaves out processes and threads that ended', async () => {
    const { '300/stat': _process, '20/task/22/stat': _thread, ...rest } = MACHINE;
    const { lines } = await collect(processes, { procfs: fileTree({ ...rest, '20/task/22/comm': 'a' }) });
    expect(lines).toContain('node_processes_pids 2');
    expect(lines).not.toContain('node_processes_threads_state{thread_state="R"} 1');
  });

  it('says when processes may not be read', async () => {
    const tree = fileTree(MACHINE);
    const readOnce: FileTree['readOnce'] = (path) => {
      if (path === '300/stat') throw new ModuleError('permission_denied', `${path}: EPERM`);
      return tree.readOnce(path);
    };
    const { lines, partial } = await collect(processes, { procfs: { ...tree, readOnce } });
    expect(lines).toContain('node_processes_pids 2');
    expect(partial).toMatchObject([{ code: 'permission_denied', message: '1 processes may not be read' }]);
  });

  it.each([
    ['', 'malformed_reply', 0],
    ['7 (a', 'malformed_reply', 0],
    ['\xff\xfe', 'malformed_reply', 0],
    [stat(7, 'R', NaN), 'malformed_reply', 0],
  ])('of the status %.20j it says %s', async (text, code, count) => {
    const attempt = await collectorOf(processes, { procfs: fileTree({ '7/stat': text }) }).attempt();
    expect(attempt.lines).toHaveLength(count);
    expect(attempt.error).toMatchObject({ code });
  });

  it.each([
    [{}, 'unsupported', 1],
    [{ 'sys/kernel/threads-max': 'many\n' }, 'malformed_reply', 1],
    [{ 'sys/kernel/threads-max': '5\n' }, 'unsupported', 3],
  ])('with the limits %j it says %s after %d samples', async (limits, code, count) => {
    const procfs = fileTree({ '7/stat': stat(7, 'R', 1), ...limits });
    const attempt = await collectorOf(processes, { procfs }).attempt();
    expect(attempt.lines).toHaveLength(count);
    expect(attempt.error).toMatchObject({ code });
  });

  it('lets others run in between, and stops when told to', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 1100 }, (_, i) => [`${i + 1}/stat`, stat(i + 1, 'S', 1)]),
    );
    const names = Object.keys(files).map((path) => path.split('/')[0] ?? '');
    const procfs = { ...fileTree(files), list: () => names, exists: () => true };
    let turns = 0;
    let next = setImmediate(function turn() {
      turns += 1;
      next = setImmediate(turn);
    });
    const whole = await takeCensus(procfs, endless);
    clearImmediate(next);
    expect(whole.processes).toBe(1100);
    expect(turns).toBeGreaterThanOrEqual(10);
    const stopped = takeCensus(procfs, AbortSignal.abort());
    await expect(stopped).rejects.toMatchObject({ code: 'timeout' });
  });

  it('fuzz: any status gives numbers or malformed_reply', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.tuple(fc.nat(), fc.string(), fc.integer()).map((parts) => stat(...parts)),
    );
    await fc.assert(
      fc.asyncProperty(text, async (each) => {
        try {
          const { processes: found } = await takeCensus(fileTree({ '7/stat': Buffer.from(each) }), endless);
          expect(found).toBe(1);
        } catch (error) {
          expect(error).toMatchObject({ code: 'malformed_reply' });
        }
      }),
    );
  });
});
