import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { regex } from '../../contract/config.ts';
import { defineCollector } from '../../contract/module.ts';
import { keysByFlag } from './flag-names.ts';
import { parseFlags } from './flags.ts';
import { configSchema, keysOf } from './json-schema.ts';

const module = (id: string, config: z.ZodObject) =>
  defineCollector({ id, summary: id, config, metrics: {}, needs: [], collect: () => undefined });
const bcache = module(
  'bcache',
  z.object({
    priorityStats: z
      .boolean()
      .default(false)
      .describe('Stats.')
      .meta({ flags: ['--collector.bcache.priorityStats'] }),
    deviceExclude: regex('^loop')
      .describe('Which not.')
      .meta({ flags: ['--collector.bcache.ignored-devices'] }),
    include: z.array(z.string()).default([]).describe('What.').meta({ commas: 'kept' }),
  }),
);
const groups = module(
  'process-groups',
  z.object({
    threads: z.boolean().default(true).describe('Threads.'),
    procnames: z.array(z.string()).default([]).describe('Names.'),
  }),
);
const keys = keysOf(configSchema([bcache, groups]));

function parsed(...argv: string[]) {
  const { entries, problems, ...rest } = parseFlags(argv, keys);
  return {
    ...rest,
    values: Object.fromEntries(entries.map(({ key, value }) => [key.name, value])),
    problems: problems.map(({ message }) => message),
  };
}

describe('parseFlags', () => {
  it.each<[string[], Record<string, unknown>]>([
    [['--collector.bcache.priorityStats'], { 'collectors.bcache.priorityStats': true }],
    [['--no-collector.bcache.priorityStats'], { 'collectors.bcache.priorityStats': false }],
    [['--collector.bcache.priority-stats=true'], { 'collectors.bcache.priorityStats': true }],
    [['--collector.bcache.ignored-devices', '^x'], { 'collectors.bcache.deviceExclude': '^x' }],
    [
      ['--collector.bcache.include=a:b,c', '--collector.bcache.include', 'd'],
      { 'collectors.bcache.include': ['a:b,c', 'd'] },
    ],
    [['-config.path', '/etc/p.yml'], { 'processGroups.configFile': '/etc/p.yml' }],
    [['-threads=false'], { 'collectors.process-groups.threads': false }],
    [['--threads'], { 'collectors.process-groups.threads': true }],
    [['-procnames=a,b'], { 'collectors.process-groups.procnames': ['a', 'b'] }],
    [['-procfs=/p', '-debug'], { 'path.procfs': '/p', 'log.level': 'debug' }],
    [['-debug=false'], {}],
    [['-web.listen-address=:1', '--web.listen-address=:2'], { 'web.listenAddress': [':1', ':2'] }],
    [['--web.systemd-socket'], { 'web.systemdSocket': true }],
    [['--no-collector.perf', '--no-collector.ntp'], {}],
  ])('reads %j', (argv, values) => {
    expect(parsed(...argv)).toMatchObject({ values, problems: [] });
  });

  it('says once what has no effect', () => {
    const { notices, problems } = parsed('--runtime.gomaxprocs=2', '--runtime.gomaxprocs', '4');
    expect(problems).toEqual([]);
    expect(notices).toEqual([expect.stringMatching(/^--runtime\.gomaxprocs has no effect: Fathom measures/)]);
  });

  it.each([
    [['--collector.disable-defaults'], true],
    [['--collector.disable-defaults', '--no-collector.disable-defaults'], false],
  ])('%j', (argv, off) => expect(parsed(...argv).disableDefaults !== null).toBe(off));

  it.each<[string[], RegExp[]]>([
    [
      ['--collector.perf'],
      [/^--collector\.perf: Fathom does not have the collector perf; let node_exporter/],
    ],
    [['--collector.perf.cpus', '0-3'], [/^--collector\.perf\.cpus: Fathom does not have the collector perf/]],
    [['--collector.performance'], [/^--collector\.performance: unknown flag$/]],
    [['-man'], [/^--man: see docs\/guides/]],
    [['--runtime.gomaxprocs'], [/^--runtime\.gomaxprocs: needs a value$/]],
    [['--config.path'], [/^--config\.path: needs a value$/]],
    [['-x'], [/^-x: unknown flag$/]],
  ])('refuses %j', (argv, messages) => {
    const { problems } = parsed(...argv);
    expect(problems).toHaveLength(messages.length);
    messages.forEach((message, i) => expect(problems[i]).toMatch(message));
  });
});

it('refuses two keys that claim one flag', () => {
  const other = module(
    'other',
    z.object({
      a: z
        .boolean()
        .default(false)
        .meta({ flags: ['--threads'] }),
    }),
  );
  expect(() => keysByFlag(keysOf(configSchema([groups, other])))).toThrow(
    '--threads sets both collectors.other.a and collectors.process-groups.threads',
  );
});
