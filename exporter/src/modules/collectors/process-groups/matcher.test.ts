import { describe, expect, it } from 'vitest';
import {
  addProcess,
  ALL,
  type Fake,
  filled,
  groups,
  machine,
} from '../../../../../test/support/process-groups.ts';
import processGroups from './module.ts';

describe('grouping', () => {
  it.each<[string, object[], Fake, string | null]>([
    ['comm', [{ comm: ['a', 'b'] }], { comm: 'b' }, 'app'],
    ['another comm', [{ comm: ['a'] }], { comm: 'b' }, null],
    ['exe by base name', [{ exe: ['app'] }], {}, 'app'],
    ['exe in full', [{ exe: ['/usr/bin/app'] }], {}, 'app'],
    ['exe elsewhere', [{ exe: ['/bin/app', '/opt/app'] }], {}, null],
    ['one of two with the same base name', [{ exe: ['/usr/bin/app', '/opt/app'] }], {}, 'app'],
    ['all patterns', [{ cmdline: ['-x', 'bin'] }], {}, 'app'],
    ['not all patterns', [{ cmdline: ['-x', 'sbin'] }], {}, null],
    ['all selectors', [{ comm: ['app'], exe: ['app'], cmdline: ['x'] }], {}, 'app'],
    ['not all selectors', [{ comm: ['other'], exe: ['app'] }], {}, null],
    [
      'the first item',
      [
        { name: 'one', ...ALL },
        { name: 'two', ...ALL },
      ],
      {},
      'one',
    ],
    ['a Go regular expression', [{ name: '{{.Matches.S}}', cmdline: ['(?i)BIN/(?P<S>\\w+)'] }], {}, 'app'],
    [
      'no command line',
      [{ name: '{{.ExeBase}}:{{.ExeFull}}', comm: ['k'] }],
      { comm: 'k', cmdline: '' },
      'k:k',
    ],
    ['fields', [{ name: '{{.Comm}} {{.ExeFull}} {{.PID}} x', ...ALL }], {}, 'app /usr/bin/app 10 x'],
    ['start time', [{ name: '{{.StartTime}}', ...ALL }], { start: 112 }, '1970-01-01 01:23:21.12 +0000 UTC'],
    ['cgroups', [{ name: '{{.Cgroups}}', ...ALL }], {}, '[/system.slice/app.service]'],
    ['one cgroup', [{ name: '{{index .Cgroups 0}}', ...ALL }], {}, '/system.slice/app.service'],
    ['a cgroup too far', [{ name: 'a{{index .Cgroups 9}}b', ...ALL }], {}, 'a'],
    ['an absent match', [{ name: '{{.Matches.A}}{{index .Matches "A"}}', ...ALL }], {}, '<no value>'],
    ['trimmed blanks', [{ name: 'a {{- .Comm -}} b', ...ALL }], {}, 'aappb'],
  ])('by %s', async (_, processNames, fake, expected) => {
    const { files, collect } = machine({ processNames });
    addProcess(files, 10, fake);
    expect(filled((await collect()).values)).toEqual(expected === null ? {} : { [expected]: 1 });
  });

  it.each([
    ['root:x:0:0::/:/bin/sh\nbob:x:1000:1000::/:/bin/sh\n', 'bob'],
    ['root:x:0:0::/:/bin/sh\n', '1000'],
    [undefined, '1000'],
  ])('by the user in %j', async (passwd, expected) => {
    const config = { process_names: [{ name: '{{.Username}}', ...ALL }] };
    const { files, collect } = machine(config, passwd === undefined ? {} : { passwd });
    addProcess(files, 10);
    files['10/status'] = `Name:\tapp\nUid:\t0\t1000\t0\t0\n${files['10/status']}`;
    expect(groups((await collect()).values)).toEqual({ [expected]: 1 });
  });

  it('puts children with the nearest ancestor that has a group', async () => {
    const { files, collect } = machine({ processNames: [{ comm: ['top'], name: 'top' }] });
    addProcess(files, 10, { comm: 'top' });
    addProcess(files, 14, { comm: 'a', parent: 12 });
    addProcess(files, 12, { comm: 'b', parent: 10 });
    addProcess(files, 20, { comm: 'c', parent: 1 });
    addProcess(files, 21, { comm: 'd', parent: 20 });
    expect(groups((await collect()).values)).toEqual({ top: 3 });
    addProcess(files, 15, { comm: 'e', parent: 14 });
    addProcess(files, 22, { comm: 'f', parent: 21 });
    expect(groups((await collect()).values)).toEqual({ top: 4 });
  });

  it('leaves children alone when asked to', async () => {
    const { files, collect } = machine({ processNames: [{ comm: ['top'], name: 'top' }], children: false });
    addProcess(files, 10, { comm: 'top' });
    addProcess(files, 12, { comm: 'b', parent: 10 });
    expect(groups((await collect()).values)).toEqual({ top: 1 });
  });

  it('survives parents in a circle', async () => {
    const { files, collect } = machine({ processNames: [{ comm: ['top'] }] });
    addProcess(files, 10, { comm: 'a', parent: 12 });
    addProcess(files, 12, { comm: 'b', parent: 10 });
    addProcess(files, 13, { comm: 'c', parent: 13 });
    expect(groups((await collect()).values)).toEqual({});
  });

  it('has no more groups than allowed', async () => {
    const { files, collect } = machine({ processNames: [{ name: '{{.PID}}', ...ALL }], maxGroups: 3 });
    for (const pid of [10, 11, 12, 13, 14]) addProcess(files, pid);
    const { values, partial } = await collect();
    expect(groups(values)).toEqual({ 10: 1, 11: 1, 12: 1, '(overflow)': 2 });
    expect(partial.map(({ code }) => code)).toEqual(['limit_exceeded']);
  });

  it.each<[object, string, string]>([
    [{ processNames: [{ name: '{{.Foo}}', ...ALL }] }, 'processNames.0.name', '{{.Foo}} (allowed: {{.Comm}}'],
    [{ processNames: [{ name: '{{.Comm', ...ALL }] }, 'processNames.0.name', 'not a name template: {{.Comm'],
    [{ processNames: [{ name: '{{.constructor}}', ...ALL }] }, 'processNames.0.name', 'not a name template'],
    [
      { processNames: [{ name: '{{if .Comm}}x{{end}}', ...ALL }] },
      'processNames.0.name',
      'not a name template',
    ],
    [{ process_names: [{ cmdline: ['('] }] }, 'process_names.0.cmdline.0', 'not a regular expression: ('],
    [{ process_names: [{ name: 'x' }] }, 'process_names.0', 'no matchers provided'],
    [{ process_names: [{ comm: ['x'], exes: ['y'] }] }, 'process_names.0', 'exes'],
    [{ maxGroups: 0 }, 'maxGroups', '1'],
  ])('refuses %j', (config, path, message) => {
    const issue = processGroups.config.safeParse(config).error?.issues[0];
    expect(issue?.path.join('.')).toBe(path);
    expect(issue?.message).toContain(message);
  });
});
