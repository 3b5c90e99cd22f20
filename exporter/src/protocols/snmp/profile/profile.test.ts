import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { formatOid } from '../oid.ts';
import { CATEGORIES, METRIC_NAMES, METRICS_BY_CATEGORY, profileMetrics } from './metrics.ts';
import { profileModules, profileRows } from './profile.ts';
import { PROFILES } from './profiles.ts';
import { profileSection } from './settings.ts';

type Given = z.input<typeof profileSection>;

const moduleOf = (given: Given, name = 'profile') =>
  profileModules(profileSection.parse(given)).find((module) => module.name === name);
const namesIn = (given: Given) => moduleOf(given)?.metrics.map(({ name }) => name);
const SYSTEM = METRICS_BY_CATEGORY.system;

describe('profiles', () => {
  it.each([
    ['minimal', 5],
    ['standard', 13],
    ['network', 13],
    ['performance', 12],
    ['full', 29],
  ] as const)('%s has %d metrics', (name, count) => {
    expect(new Set(PROFILES[name]).size).toBe(count);
    expect(namesIn({ name })).toHaveLength(count);
    expect(moduleOf({}, `fathom_${name}`)?.metrics).toHaveLength(count);
  });

  it('choose from metrics of which each has a category and an object', () => {
    expect(profileMetrics().map(({ name }) => name)).toEqual(METRIC_NAMES);
    expect(new Set(METRIC_NAMES).size).toBe(29);
  });

  it('are minimal unless another is named', () => expect(namesIn(undefined)).toEqual([...SYSTEM]));

  it.each<[string, Given, string[]]>([
    ['a category', { enable: ['cpu'] }, [...SYSTEM, 'hrProcessorLoad']],
    [
      'a category less',
      { name: 'minimal', disable: ['system'], enable: ['load'] },
      ['laLoad1', 'laLoad5', 'laLoad15'],
    ],
    ['a metric more', { metrics: { ifType: true } }, [...SYSTEM, 'ifType']],
    ['a metric less', { metrics: { sysDescr: false } }, SYSTEM.slice(1)],
    [
      'a metric of a category that is off',
      { disable: ['system'], metrics: { sysName: true, sysDescr: false } },
      ['sysName'],
    ],
    ['nothing', { disable: ['system'] }, []],
  ])('with %s', (_, given, names) => expect(namesIn(given)).toEqual(names));

  it('ask for columns and what labels need, and get what is one value', () => {
    const module = moduleOf({ name: 'performance', metrics: { hrStorageSize: false } });
    expect(module?.get.map(formatOid)).toEqual([
      ...['1', '3', '4', '5', '6'].map((id) => `1.3.6.1.2.1.1.${id}.0`),
      '1.3.6.1.2.1.25.2.2.0',
      ...['1', '2', '3'].map((id) => `1.3.6.1.4.1.2021.10.1.5.${id}`),
    ]);
    expect(module?.walk.map(formatOid)).toEqual([
      '1.3.6.1.2.1.25.3.3.1.2',
      '1.3.6.1.2.1.25.2.3.1.6',
      '1.3.6.1.2.1.25.3.2.1.3',
      '1.3.6.1.2.1.25.3.2.1.2',
      '1.3.6.1.2.1.25.2.3.1.3',
      '1.3.6.1.2.1.25.2.3.1.2',
    ]);
  });
});

describe('the section of the configuration', () => {
  it('has defaults', () => {
    expect(profileSection.parse(undefined)).toEqual({
      name: 'minimal',
      enable: [],
      disable: [],
      metrics: {},
      thresholds: {
        cpu: { warning: 70, critical: 90 },
        storage: { warning: 80, critical: 95 },
        errors: { warning: 100, critical: 1000 },
        load: { warning: 4, critical: 8 },
      },
    });
  });

  it.each<[string, object]>([
    ['another profile', { name: 'maximal' }],
    ['another category', { enable: ['disk'] }],
    ['another metric', { metrics: { ifMtu: true } }],
    ['a metric that is neither on nor off', { metrics: { ifType: 1 } }],
    ['a category in both lists', { enable: ['cpu', 'load'], disable: ['load'] }],
    ['a threshold upside down', { thresholds: { cpu: { warning: 95 } } }],
    ['a threshold below 0', { thresholds: { load: { warning: -1 } } }],
  ])('refuses %s', (_, given) => expect(profileSection.safeParse(given).success).toBe(false));
});

describe('what is shown', () => {
  const rows = profileRows(profileSection.parse({ enable: ['cpu'], thresholds: { cpu: { warning: 50 } } }));

  it('is every metric with its category', () => {
    expect(rows.map(({ metric }) => metric)).toEqual(METRIC_NAMES);
    expect(new Set(rows.map(({ category }) => category))).toEqual(new Set(CATEGORIES));
    expect(rows.filter(({ enabled }) => enabled).map(({ metric }) => metric)).toEqual([
      ...SYSTEM,
      'hrProcessorLoad',
    ]);
  });

  it.each([
    ['hrProcessorLoad', { kind: 'cpu', unit: 'percent of a processor', warning: 50, critical: 90 }],
    ['hrStorageUsed', { kind: 'storage', unit: 'percent of hrStorageSize', warning: 80, critical: 95 }],
    ['ifInErrors', { kind: 'errors', unit: 'errors in a minute', warning: 100, critical: 1000 }],
    ['ifOutErrors', { kind: 'errors', unit: 'errors in a minute', warning: 100, critical: 1000 }],
    ['laLoad1', { kind: 'load', unit: 'load average of 1 minute', warning: 4, critical: 8 }],
    ['laLoad5', null],
    ['sysDescr', null],
  ])('%s has the threshold %j', (metric, threshold) => {
    expect(rows.find((row) => row.metric === metric)?.threshold).toEqual(threshold);
  });
});
