/** What is not as process-exporter has it: groups that follow their processes, and groups that are there before them. */
import { describe, expect, it } from 'vitest';
import {
  addProcess,
  ALL,
  filled,
  groups,
  machine,
  removeProcess,
} from '../../../../../test/support/process-groups.ts';

const LATE = { processNames: [{ comm: ['late'], name: 'late' }] };
const WORK = {
  processNames: [
    { comm: ['sh'], name: 'shell' },
    { comm: ['job'], name: 'job' },
  ],
};

describe('a process that changed its name', () => {
  it.each([
    [{}, { late: 1 }],
    [{ children: false }, { late: 1 }],
    [{ compat: true }, {}],
    [{ compat: true, recheck: true }, { late: 1 }],
    [{ compat: true, children: false }, { late: 1 }],
  ])('is found without a group, with %j', async (config, expected) => {
    for (const keeps of [true, false]) {
      const { files, collect } = machine({ ...LATE, ...config }, { keeps });
      addProcess(files, 10, { comm: 'early' });
      await collect();
      await collect();
      addProcess(files, 10, { comm: 'late' });
      expect(filled((await collect()).values)).toEqual(expected);
    }
  });

  it.each([
    [false, { job: 1 }],
    [true, { shell: 1 }],
  ])('leaves its group, with compat %s', async (compat, expected) => {
    const { files, collect } = machine({ ...WORK, compat });
    const cpu = async (name: string) =>
      (await collect()).values[`cpu_seconds_total{groupname="${name}",mode="user"}`];
    addProcess(files, 10, { comm: 'sh', user: 100, start: 100_000 });
    expect(await cpu('shell')).toBe(1);
    addProcess(files, 10, { comm: 'job', user: 150, start: 100_000 });
    const { values } = await collect();
    expect(filled(values)).toEqual(expected);
    const growth = compat ? [1.5, undefined] : [1, 0.5];
    expect(
      ['shell', 'job'].map((name) => values[`cpu_seconds_total{groupname="${name}",mode="user"}`]),
    ).toEqual(growth);
  });

  it('goes to the group of its parent when no item means it any more, or to none', async () => {
    const { files, collect } = machine(WORK);
    addProcess(files, 5, { comm: 'job' });
    addProcess(files, 10, { comm: 'sh', parent: 5 });
    addProcess(files, 11, { comm: 'sh', parent: 1 });
    expect(filled((await collect()).values)).toEqual({ shell: 2, job: 1 });
    addProcess(files, 10, { comm: 'x', parent: 5 });
    addProcess(files, 11, { comm: 'x', parent: 1 });
    expect(filled((await collect()).values)).toEqual({ job: 2 });
  });

  it('by its arguments alone is seen with recheck, or for a while after its start', async () => {
    const item = { processNames: [{ name: 'ready', cmdline: ['ready'] }] };
    const seen = async (config: object) => {
      const { files, collect } = machine({ ...item, ...config });
      addProcess(files, 10, { cmdline: 'app\0', start: 100_000 });
      await collect();
      addProcess(files, 10, { cmdline: 'app: ready\0', start: 100_000 });
      return filled((await collect()).values);
    };
    expect(await seen({})).toEqual({});
    expect(await seen({ recheck: true })).toEqual({ ready: 1 });
    const age = Math.ceil((Date.now() / 1000 - 6000) / 3600);
    expect(await seen({ recheckWithTimeLimit: `${age + 1}h` })).toEqual({ ready: 1 });
    expect(await seen({ recheckWithTimeLimit: `${age - 1}h` })).toEqual({});
  });

  it('is not mistaken for one that has its number later', async () => {
    for (const keeps of [true, false]) {
      const { files, collect } = machine(WORK, { keeps });
      addProcess(files, 10, { comm: 'x', start: 100 });
      addProcess(files, 11, { comm: 'sh', start: 100 });
      await collect();
      removeProcess(files, 10);
      removeProcess(files, 11);
      addProcess(files, 10, { comm: 'job', start: 200 });
      addProcess(files, 11, { comm: 'x', start: 200 });
      expect(filled((await collect()).values)).toEqual({ job: 1 });
    }
  });
});

describe('a group that is configured', () => {
  it.each<[string, object[], string[]]>([
    ['a text', [{ name: 'web', ...ALL }], ['web']],
    ['comm', [{ name: 'is {{.Comm}}', comm: ['a', 'b'] }], ['is a', 'is b']],
    ['exe, the default', [{ exe: ['/usr/sbin/sshd', 'nginx'] }], ['sshd', 'nginx']],
    ['exe in full', [{ name: '{{.ExeFull}}', exe: ['/usr/sbin/sshd', 'nginx'] }], ['/usr/sbin/sshd']],
    ['comm by its executable', [{ comm: ['a'] }], []],
    ['what is matched', [{ name: '{{.Matches.A}}', cmdline: ['(?P<A>x)'] }], []],
    ['the user', [{ name: '{{.Comm}}:{{.Username}}', comm: ['a'] }], []],
  ])('by %s shows 0 before it has a process', async (_, processNames, expected) => {
    const { collect } = machine({ processNames });
    const { values } = await collect();
    expect(groups(values)).toEqual(Object.fromEntries(expected.map((name) => [name, 0])));
    for (const name of expected) {
      expect(values[`cpu_seconds_total{groupname="${name}",mode="user"}`]).toBe(0);
      expect(values[`oldest_start_time_seconds{groupname="${name}"}`]).toBe(-62135596800);
    }
  });

  it.each([{ compat: true }, { removeEmptyGroups: true }])('does not, with %j', async (config) => {
    const { collect } = machine({ processNames: [{ name: 'web', ...ALL }], ...config });
    expect(groups((await collect()).values)).toEqual({});
  });

  it('counts from nothing when its first process is as old as Fathom or older', async () => {
    const { files, collect } = machine({ processNames: [{ name: 'web', ...ALL }] });
    addProcess(files, 10, { user: 100 });
    await collect();
    addProcess(files, 10, { user: 170 });
    const { values } = await collect();
    expect(values['cpu_seconds_total{groupname="web",mode="user"}']).toBe(0.7);
  });
});

describe('the selection of the command line', () => {
  const options = {
    procnames: ['bash', 'java', 'python3'],
    namemapping: ['python3', '([^/]+)\\.py', 'java', '-jar\\s+([^/]+).jar|(Main)'],
  };

  it('names groups by comm, and by what the pattern finds', async () => {
    const { files, collect } = machine({ ...options, children: false });
    addProcess(files, 10, { comm: 'bash', cmdline: '-bash\0' });
    addProcess(files, 11, { comm: 'java', cmdline: 'java\0-jar\0kafka.jar\0' });
    addProcess(files, 12, { comm: 'java', cmdline: 'java\0Main\0' });
    addProcess(files, 13, { comm: 'java', cmdline: 'java\0-version\0' });
    addProcess(files, 14, { comm: 'python3', cmdline: 'python3\0/srv/app.py\0' });
    addProcess(files, 15, { comm: 'zsh', cmdline: 'zsh\0' });
    expect(groups((await collect()).values)).toEqual({
      bash: 1,
      'java:kafka': 1,
      'java:Main': 1,
      'python3:app': 1,
    });
  });

  it('has threads and smaps on, as process-exporter', async () => {
    const { files, collect } = machine(options);
    addProcess(files, 10, { comm: 'bash', threads: { 10: { comm: 'bash' }, 11: { comm: 'other' } } });
    const { values } = await collect();
    expect(values['thread_count{groupname="bash",threadname="other"}']).toBe(1);
    expect(values['memory_bytes{groupname="bash",memtype="proportionalResident"}']).toBe(3072);
  });
});

describe('connections', () => {
  it('are those of the processes of the group', async () => {
    const { files, collect } = machine({}, { connections: { 10: 3, 11: 4, 12: 5 } });
    addProcess(files, 10);
    addProcess(files, 11);
    addProcess(files, 2, { cmdline: '', parent: 0 });
    const { values } = await collect();
    expect(values['fathom_process_group_connections{groupname="app"}']).toBe(7);
  });

  it('that cannot be told leave the rest as it is', async () => {
    const { files, collect } = machine({ connections: true });
    addProcess(files, 10);
    const { values, partial } = await collect();
    expect(groups(values)).toEqual({ app: 1 });
    expect(partial.map(({ message }) => message)).toEqual(['not asked for']);
    expect(Object.keys(values).filter((key) => key.startsWith('fathom_'))).toEqual([]);
  });
});
