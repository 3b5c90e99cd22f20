import { UserError } from '../../model/errors.ts';
import { CATEGORIES, type Category, METRIC_NAMES } from '../../protocols/snmp/profile/metrics.ts';
import { profileRows, type ProfileRow } from '../../protocols/snmp/profile/profile.ts';
import { PROFILE_NAMES, type ProfileName } from '../../protocols/snmp/profile/profiles.ts';
import type { ProfileSettings } from '../../protocols/snmp/profile/settings.ts';
import { didYouMean } from '../../protocols/suggest.ts';
import { describeOrigin } from '../../app/config/entry.ts';
import { loadFrom } from '../load.ts';
import { table } from '../table.ts';
import { editConfig, type Edit } from './edit-config.ts';

export function show(json: boolean, argv: readonly string[]): void {
  const { profile } = loadFrom(argv).config.snmp;
  const rows = profileRows(profile);
  if (json) process.stdout.write(`${JSON.stringify({ profile: profile.name, metrics: rows }, null, 2)}\n`);
  else process.stdout.write(`${summary(profile, rows)}\n\n${rowsTable(rows)}\n`);
}

function summary({ name, enable, disable }: ProfileSettings, rows: readonly ProfileRow[]): string {
  const on = rows.filter(({ enabled }) => enabled).length;
  const changes = [
    ...(enable.length > 0 ? [`with ${enable.join(', ')}`] : []),
    ...(disable.length > 0 ? [`without ${disable.join(', ')}`] : []),
  ];
  return [`profile ${name}: ${on} of ${rows.length} metrics`, ...changes].join(', ');
}

function rowsTable(rows: readonly ProfileRow[]): string {
  return table(
    ['METRIC', 'CATEGORY', 'ON', 'WARNING', 'CRITICAL', 'UNIT'],
    rows.map(({ metric, category, enabled, threshold }) => [
      metric,
      category,
      enabled ? 'yes' : 'no',
      threshold ? String(threshold.warning) : '',
      threshold ? String(threshold.critical) : '',
      threshold?.unit ?? '',
    ]),
    ['WARNING', 'CRITICAL'],
  );
}

/** Begins afresh: categories and metrics that were turned on or off are no longer. Thresholds stay. */
export async function use(name: string, argv: readonly string[]): Promise<void> {
  const known = oneOf<ProfileName>(PROFILE_NAMES, name, 'profile');
  await change(argv, [
    { path: [...PROFILE, 'name'], value: known },
    ...['enable', 'disable', 'metrics'].map((key) => ({ path: [...PROFILE, key], value: undefined })),
  ]);
}

/** `what` is a category, or a metric. */
export async function turn(what: string, verb: 'enable' | 'disable', argv: readonly string[]): Promise<void> {
  const isMetric = (METRIC_NAMES as readonly string[]).includes(what);
  if (isMetric) return change(argv, [{ path: [...PROFILE, 'metrics', what], value: verb === 'enable' }]);
  const category = oneOf<Category>(CATEGORIES, what, 'category', METRIC_NAMES);
  const { profile } = loadFrom(argv).config.snmp;
  const other = verb === 'enable' ? 'disable' : 'enable';
  const listWith = [...new Set([...profile[verb], category])];
  const listWithout = profile[other].filter((each) => each !== category);
  await change(argv, [
    { path: [...PROFILE, verb], value: listWith },
    { path: [...PROFILE, other], value: listWithout.length > 0 ? listWithout : undefined },
  ]);
}

const PROFILE = ['snmp', 'profile'] as const;

function oneOf<T extends string>(
  allowed: readonly T[],
  given: string,
  what: string,
  also: readonly string[] = [],
): T {
  const found = allowed.find((each) => each === given);
  if (found) return found;
  throw new UserError(
    `${given} is no ${what}${didYouMean(given, [...allowed, ...also])}; there are ${allowed.join(', ')}`,
  );
}

async function change(argv: readonly string[], edits: readonly Edit[]): Promise<void> {
  const path = await editConfig(argv, edits);
  const { config, origins } = loadFrom(argv);
  const rows = profileRows(config.snmp.profile);
  process.stdout.write(`${path}: ${summary(config.snmp.profile, rows)}\n`);
  for (const { path: key } of edits) {
    const name = key.slice(0, 3).join('.');
    const origin = origins.get(name);
    if (origin && origin.kind !== 'file' && origin.kind !== 'default')
      process.stdout.write(`  but ${name} is set by ${describeOrigin(origin)}, which goes before the file\n`);
  }
  process.stdout.write('A running server takes it up with a reload: SIGHUP, or POST /-/reload\n');
}
