import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasCommand } from '../support/peer.ts';
import { SNMPD, SNMPSIM } from '../support/snmp-daemons.ts';
import { AllowList } from './allow-list.ts';
import { type Agents, startAgents } from './snmp/agents.ts';
import { IF_MIB } from './snmp/if-mib.ts';
import { deviceOf, ROOT } from './snmp/odd-case.ts';
import { LOOKED_UP, ODD_TABLES, SHADOWING } from './snmp/odd-tables.ts';
import { ODD_VALUES } from './snmp/odd-values.ts';
import type { OldConfig, OldModule } from './snmp/old-form.ts';
import { ACCEPTED, COMMAND, type Sides, startSides } from './snmp/sides.ts';
import { asReaderOf, USER_MODULES, USERS, WRONG_USER_MODULES } from './snmp/users.ts';

/** The same for all: 0.21 keeps one number for all modules, that of the last one. */
const RETRIES = 1;
const impatient: OldModule = { ...IF_MIB, timeout: '200ms' };
const values: OldModule = {
  walk: [ROOT],
  auth: { community: 'values' },
  metrics: deviceOf(ODD_VALUES).metrics,
};
const tables: OldModule = {
  walk: [ROOT],
  auth: { community: 'tables' },
  metrics: deviceOf(ODD_TABLES).metrics,
};
// Single columns and rows, and only one of the tables that lookups need.
const lookups: OldModule = {
  ...tables,
  walk: [17, 18, 20, 22].map((column) => `${ROOT}.${column}`).concat(`${LOOKED_UP}.1`),
  get: ['1.3.6.1.2.1.1.3.0', `${ROOT}.1.5`, `${ROOT}.1.6`, '1.3.6.1.2.1.1.3'],
};

const MODULES: OldConfig = {
  if_mib: IF_MIB,
  if_mib_v1: { ...IF_MIB, version: 1 },
  if_mib_few: { ...IF_MIB, max_repetitions: 3 },
  values,
  values_v1: { ...values, version: 1 },
  tables,
  tables_v1: { ...tables, version: 1 },
  tables_context: { ...tables, version: 3, auth: asReaderOf('tables') },
  values_context: { ...values, version: 3, auth: asReaderOf('values'), max_repetitions: 5 },
  lookups,
  lookups_v1: { ...lookups, version: 1 },
  // Roots of walks one in the other, twice, and what is got of them as well.
  overlapping: {
    ...tables,
    walk: [`${ROOT}.5`, ROOT, `${ROOT}.5`, `${LOOKED_UP}.1`],
    get: [`${ROOT}.1.5`, `${ROOT}.1.5`],
  },
  shadowing: { ...tables, metrics: SHADOWING },
  nothing: { walk: ['1.3.6.1.4.1.32473.2'], get: ['1.3.6.1.4.1.32473.3.0'], metrics: [] },
  leaf: { walk: ['1.3.6.1.2.1.1.3.0'], metrics: IF_MIB.metrics.slice(0, 1) },
  impatient,
  stranger: { ...impatient, auth: { community: 'strangers' } },
  ...USER_MODULES,
  ...WRONG_USER_MODULES,
};
const withRetries = (config: OldConfig): OldConfig =>
  Object.fromEntries(Object.entries(config).map(([name, module]) => [name, { ...module, retries: RETRIES }]));

const installed = (await Promise.all([COMMAND, SNMPD, SNMPSIM].map(hasCommand))).every(Boolean);
if (!installed && process.env['CI'] === 'true') throw new Error(`${COMMAND}, snmpd or snmpsim is missing`);

describe.skipIf(!installed)(`beside ${COMMAND} (skipped when it or its agents are not installed)`, () => {
  const allowList = new AllowList(ACCEPTED);
  let agents: Agents;
  let sides: Sides;
  beforeAll(async () => {
    [agents, sides] = await Promise.all([startAgents(USERS), startSides(withRetries(MODULES))]);
  });
  afterAll(() => Promise.all([agents.stop(), sides.stop()]));

  async function agree(target: string, module: string): Promise<string> {
    const { differences, ours } = await sides.compare(`?target=${target}&module=${module}`);
    expect(allowList.rest(differences)).toEqual([]);
    return ours;
  }

  const seriesOf = (page: string) => page.split('\n').filter((line) => /^(?!#|snmp_scrape_)./.test(line));

  it.each([
    ['snmpd', 'if_mib', 30],
    ['snmpd', 'if_mib_v1', 20],
    ['small', 'if_mib', 48 * 38 + 2],
    ['small', 'if_mib_few', 48 * 38 + 2],
    ['small', 'if_mib_v1', 48 * 30 + 2],
    ['large', 'if_mib', 1000 * 38 + 2],
    ['snmpsim', 'values', 65],
    ['snmpsim', 'tables', 65],
    ['snmpsim', 'lookups', 13],
    ['snmpsim', 'values_v1', 60],
    ['snmpsim', 'tables_v1', 65],
    ['snmpsim', 'lookups_v1', 13],
    ['snmpsim', 'values_context', 65],
    ['snmpsim', 'tables_context', 65],
    ['snmpsim', 'overlapping', 65],
    ['snmpsim', 'shadowing', 3],
    ['snmpd', 'nothing', 0],
    ['snmpd', 'leaf', 1],
  ] as const)('shows %s alike, module %s, at least %i series', async (agent, module, series) => {
    expect(seriesOf(await agree(agents[agent], module)).length).toBeGreaterThanOrEqual(series);
  });

  it.each(USERS.map(({ name }) => name))('shows snmpd alike to the user %s', async (name) => {
    expect(await agree(agents.snmpd, name)).toContain('sysLocation{sysLocation="lab"} 1');
  });

  it('accepts no difference that is not there', () => {
    expect(allowList.stale()).toEqual([]);
  });

  it.each([
    ['no target', '', "'target' parameter must be specified once"],
    ['an empty target', '?target=', "'target' parameter must be specified once"],
    ['two targets', '?target=a&target=b', "'target' parameter must be specified once"],
    ['an unknown module', '?target=127.0.0.1&module=none', "Unknown module 'none'"],
  ])('refuses %s in the same words', async (_, query, words) => {
    const { theirs, ours } = await sides.answers(query);
    expect([ours.status, ours.text]).toEqual([theirs.status, theirs.text]);
    expect([ours.status, ours.text]).toEqual([400, `${words}\n`]);
  });

  const failed =
    /^An error has occurred while serving metrics:\n\nerror collecting metric Desc\{.*?\}: (.*)\n$/;

  it.each([
    ['a device that never answers', 'silent', 'impatient'],
    ['a community that is not known', 'snmpd', 'stranger'],
    ['a user who is not known', 'snmpd', 'unknownUser'],
    ['a wrong password', 'snmpd', 'wrongPassword'],
  ] as const)('fails for %s in the same words', async (_, agent, module) => {
    const { theirs, ours } = await sides.answers(`?target=${agents[agent]}&module=${module}`);
    expect([theirs.status, ours.status]).toEqual([500, 500]);
    const expected = failed.exec(theirs.text)?.[1] ?? 'other words of the peer';
    expect(failed.exec(ours.text)?.[1]).toContain(expected);
  });

  it.each([
    ['a port where nobody listens', (all: Agents) => all.closed],
    ['a name that nobody has', () => 'no.such.host.invalid'],
  ])('fails for %s as well', async (_, target) => {
    const { theirs, ours } = await sides.answers(`?target=${target(agents)}&module=impatient`);
    expect([theirs.status, ours.status]).toEqual([500, 500]);
    expect(ours.text).toMatch(/^An error has occurred while serving metrics:\n\n./);
  });

  it('calls a target that is none a bad request, and not a failure', async () => {
    const { theirs, ours } = await sides.answers('?target=127.0.0.1:snmp');
    expect([theirs.status, ours.status]).toEqual([500, 400]);
    expect(ours.text).toContain('the port "snmp" is no number');
  });
});
