/** What has not run since it was read is not read again, and shows the same. */
import { describe, expect, it } from 'vitest';
import { addProcess, type Fake, machine, type Setting } from '../../../../../test/support/process-groups.ts';

/** A machine that keeps book of the files that are read. */
function watched(config: object = {}, setting: Setting = {}) {
  const touched: string[] = [];
  const made = machine(config, {
    ...setting,
    change: (tree) => ({ ...tree, readOnce: (path) => (touched.push(path), tree.readOnce(path)) }),
  });
  /** Values, and the names of the files that were read for them. */
  const look = async () => {
    touched.length = 0;
    const { values } = await made.collect();
    return { values, files: [...new Set(touched.map((path) => path.split('/').at(-1)))] };
  };
  return { ...made, look };
}

const READ = ['status', 'io', 'wchan'];
const isRead = (files: readonly (string | undefined)[]) => READ.every((file) => files.includes(file));

describe('a process', () => {
  const asleep: Fake = { user: 10, read: 5, swap: 3, wchan: 'do_poll', ran: 1, start: 250 };

  it('that sleeps is not read, and shows the same', async () => {
    const { files, look } = watched({ gatherSmaps: true });
    addProcess(files, 10, asleep);
    const first = await look();
    await look();
    const third = await look();
    expect(isRead(first.files)).toBe(true);
    expect(third.files.filter((file) => READ.includes(file ?? ''))).toEqual([]);
    expect(third.files).toContain('smaps_rollup');
    expect(third.values).toEqual(first.values);
    for (let i = 0; i < 10; i += 1) await look();
    expect((await look()).values).toEqual(first.values);
  });

  it.each<[string, Fake, boolean]>([
    ['has run', { ...asleep, ran: 2, user: 30 }, true],
    ['runs', { ...asleep, state: 'R' }, true],
    ['is not counted by the kernel', { user: 10 }, true],
    ['sleeps', asleep, false],
  ])('that %s is read: %j', async (_, fake, expected) => {
    const { files, look } = watched();
    addProcess(files, 10, { ...fake, ...(fake.ran === undefined ? {} : { ran: 1 }) });
    await look();
    await look();
    addProcess(files, 10, fake);
    expect(isRead((await look()).files)).toBe(expected);
  });

  it('that has run counts on', async () => {
    const { files, look } = watched();
    addProcess(files, 10, asleep);
    for (let i = 0; i < 4; i += 1) await look();
    addProcess(files, 10, { ...asleep, ran: 2, user: 60 });
    const { values } = await look();
    expect(values['cpu_seconds_total{groupname="app",mode="user"}']).toBe(0.5);
  });

  it('whose pages went to the disk is read', async () => {
    const { files, look } = watched();
    addProcess(files, 10, asleep);
    await look();
    await look();
    await look();
    addProcess(files, 10, { ...asleep, swap: 9 });
    files['10/statm'] = '10 1 1 1 0 1 0\n';
    const { values } = await look();
    expect(values['memory_bytes{groupname="app",memtype="swapped"}']).toBe(9216);
  });

  it('is read at each look where its descriptors are not kept: another may have its number', async () => {
    const { files, look } = watched({}, { keeps: false });
    addProcess(files, 10, asleep);
    await look();
    await look();
    expect(isRead((await look()).files)).toBe(true);
  });

  it('with threads is read at each look when they are not', async () => {
    const { files, look } = watched();
    addProcess(files, 10, { ...asleep, threads: { 10: asleep, 11: { ...asleep, comm: 'pool' } } });
    await look();
    await look();
    expect(isRead((await look()).files)).toBe(true);
  });
});

describe('threads', () => {
  const thread = (ran: number, user: number): Fake => ({
    comm: `t`,
    ran,
    user,
    wchan: 'do_poll',
    start: 100,
  });
  const threads = (ran: number, user: number) => ({
    10: thread(1, 5),
    11: thread(ran, user),
    12: thread(1, 5),
  });

  it('that sleep are not read, and show the same', async () => {
    const { files, look } = watched({ threads: true });
    addProcess(files, 10, { ...thread(1, 5), threads: threads(1, 5) });
    await look();
    const second = await look();
    const third = await look();
    expect(third.files.filter((file) => [...READ, 'stat'].includes(file ?? ''))).toEqual(['stat']);
    expect(third.values).toEqual(second.values);
    expect(third.values['thread_count{groupname="app",threadname="t"}']).toBe(3);
    expect(third.values['states{groupname="app",state="Sleeping"}']).toBe(3);
  });

  it('are read when one of them has run', async () => {
    const { files, look } = watched({ threads: true });
    addProcess(files, 10, { ...thread(1, 5), threads: threads(1, 5) });
    for (let i = 0; i < 3; i += 1) await look();
    addProcess(files, 10, { ...thread(1, 5), user: 45, threads: threads(2, 45) });
    const { values } = await look();
    expect(values['cpu_seconds_total{groupname="app",mode="user"}']).toBe(0.4);
    expect(values['thread_cpu_seconds_total{groupname="app",mode="user",threadname="t"}']).toBe(0.4);
    expect(values['thread_count{groupname="app",threadname="t"}']).toBe(3);
  });

  it('that come and go are listed anew', async () => {
    const { files, look } = watched({ threads: true });
    addProcess(files, 10, { ...thread(1, 5), threads: threads(1, 5) });
    for (let i = 0; i < 3; i += 1) await look();
    for (const path of Object.keys(files))
      if (path.startsWith('10/task/12/')) Reflect.deleteProperty(files, path);
    addProcess(files, 10, {
      ...thread(2, 6),
      threads: { 10: thread(2, 6), 11: thread(1, 5), 13: thread(1, 1) },
    });
    const { values } = await look();
    expect(values['thread_count{groupname="app",threadname="t"}']).toBe(3);
    expect(values['num_threads{groupname="app"}']).toBe(3);
  });
});
