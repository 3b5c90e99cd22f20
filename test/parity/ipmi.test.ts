import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BmcAnswer, BmcRequest } from '../../packages/ipmi-js/test/support/bmc/state.ts';
import { ADMIN, IPMI_SIM, type IpmiSim, READER, startIpmiSim } from '../support/ipmi-sim/ipmi-sim.ts';
import { rarityCommands } from '../support/ipmi-sim/rarities.ts';
import { type MadeUpBmc, nameOf, startMadeUpBmc } from '../support/ipmi/made-up-bmc.ts';
import { asker } from '../support/ipmi/asking.ts';
import { hasTool } from '../support/tool.ts';
import { AllowList } from './allow-list.ts';
import { eventLines, PATTERNS, printedEvents } from './ipmi/printed-events.ts';
import { ACCEPTED, COMMAND, type Sides, startSides } from './ipmi/sides.ts';
import { stateSensors } from './ipmi/state-sensors.ts';

const { user, password: pass } = ADMIN;
/** ipmi_sim says that it gives no privilege at all. */
const login = { user, pass, driver: 'LAN_2_0', privilege: 'admin', workaround_flags: ['opensesspriv'] };
const plain = { user, pass, driver: 'LAN_2_0', privilege: 'admin' };
const collectors = ['ipmi', 'dcmi', 'bmc', 'chassis', 'sel', 'sm-lan-mode'];

const MODULES = {
  default: login,
  all: { ...login, collectors },
  reader: {
    ...login,
    user: READER.user,
    pass: READER.password,
    privilege: 'user',
    collectors: ['ipmi', 'sel'],
  },
  lan: { ...login, driver: 'LAN', workaround_flags: [], collectors: ['ipmi', 'chassis'] },
  some: { ...login, collectors: ['ipmi'], exclude_sensor_ids: [3, 4, 12] },
  none: { ...login, collectors: [] },
  made: { ...plain, collectors },
  sensors: { ...plain, collectors: ['ipmi'] },
  unscanned: { ...plain, collectors: ['ipmi'], workaround_flags: ['ignorescanningdisabled'] },
  stranger: { ...plain, user: 'nobody', timeout: 2000, collectors: ['bmc', 'ipmi'] },
  wrong: { ...plain, pass: 'wrong', timeout: 2000, collectors: ['bmc', 'ipmi'] },
};

const TOOLS = [COMMAND, IPMI_SIM, 'ipmi-sel'];
const installed = TOOLS.every(hasTool);

describe.skipIf(!installed)(`beside ${COMMAND} (skipped when it or ipmi_sim is not installed)`, () => {
  const allowList = new AllowList(ACCEPTED);
  const users = [{ name: user, password: pass }];
  const started: { stop(): Promise<unknown> }[] = [];
  let sim: IpmiSim;
  let rare: IpmiSim;
  let made: MadeUpBmc;
  let sides: Sides;

  beforeAll(async () => {
    [sim, rare, made, sides] = await Promise.all([
      startIpmiSim(),
      startIpmiSim(rarityCommands()),
      startMadeUpBmc({ users }),
      startSides(MODULES),
    ]);
    started.push(sim, rare, made, sides);
  });
  afterAll(() => Promise.all(started.map((each) => each.stop())));

  const at = ({ port }: { readonly port: number }) => `127.0.0.1:${port}`;

  /** Series of sensors that both show. */
  async function agree(target: string, module: string): Promise<string[]> {
    const { differences, ours } = await sides.compare(`?target=${target}&module=${module}`);
    expect(allowList.rest(differences)).toEqual([]);
    return ours.split('\n').filter((line) => /^ipmi_\w+_state\{/.test(line));
  }

  it.each<[string, string, number, () => string]>([
    ['the server', 'default', 16, () => at(sim)],
    ['the server', 'all', 16, () => at(sim)],
    ['the server', 'reader', 16, () => at(sim)],
    ['the server, asked by IPMI 1.5', 'lan', 16, () => at(sim)],
    ['the server', 'some', 13, () => at(sim)],
    ['the server', 'none', 0, () => at(sim)],
    ['rare conversions and events', 'all', 39, () => at(rare)],
    ['a BMC with DCMI', 'made', 16, () => made.target],
  ])('shows %s alike, module %s, %i sensors', async (_, module, sensors, target) => {
    expect(await agree(target(), module)).toHaveLength(sensors);
  });

  it.each(stateSensors().map((list) => [list.length, list] as const))(
    'shows %i states alike',
    async (length, discrete) => {
      const bmc = await startMadeUpBmc({ users, analog: [], discrete });
      started.push(bmc);
      expect(await agree(bmc.target, 'sensors')).toHaveLength(length);
    },
  );

  const reading = (answer: BmcAnswer) => (request: BmcRequest) =>
    nameOf(request) === '4 2d' && request.data.readUInt8(0) % 2 === 0 ? answer : undefined;

  it.each<[string, string, BmcAnswer]>([
    ['not scanned', 'sensors', { data: [50, 0x80, 0] }],
    ['not scanned, to be read all the same', 'unscanned', { data: [50, 0x80, 0] }],
    ['not available', 'sensors', { data: [50, 0xe0, 0] }],
    ['without states', 'sensors', { data: [50, 0xc0] }],
    ['with one byte of states', 'sensors', { data: [50, 0xc0, 0x18] }],
    ['not present', 'sensors', { completionCode: 0xcb }],
    ['of no record', 'sensors', { completionCode: 0xcd }],
    ['that get no response', 'sensors', { completionCode: 0xce }],
  ])('shows sensors %s alike', async (_, module, answer) => {
    const bmc = await startMadeUpBmc({ users, instead: reading(answer) });
    started.push(bmc);
    expect((await agree(bmc.target, module)).length).toBeGreaterThanOrEqual(8);
  });

  it('accepts no difference that is not there', () => {
    expect(allowList.stale()).toEqual([]);
  });

  it.each<[string, string, string]>([
    ['no target', '', "'target' parameter must be specified"],
    ['an empty target', '?target=&module=all', "'target' parameter must be specified"],
    ['an unknown module', '?target=127.0.0.1&module=nobody', 'Unknown module "nobody"'],
    ['a strange module', '?target=127.0.0.1&module=%22a%22', 'Unknown module "\\"a\\""'],
  ])('refuses %s in the same words', async (_, query, words) => {
    const { theirs, ours } = await sides.answers(query);
    expect([ours.status, ours.text]).toEqual([theirs.status, theirs.text]);
    expect([ours.status, ours.text]).toEqual([400, `${words}\n`]);
  });

  it.each<[string, () => string, string]>([
    ['a user who is not known', () => made.target, 'stranger'],
    ['a wrong password', () => made.target, 'wrong'],
    ['a port where nobody listens', () => '127.0.0.1:1', 'wrong'],
    ['a name that nobody has', () => 'no.such.host.invalid', 'wrong'],
  ])('is down alike for %s', async (_, target, module) => {
    const { theirs, ours } = await sides.answers(`?target=${target()}&module=${module}`);
    const ups = (text: string) => text.match(/^ipmi_up.*$/gm);
    expect([theirs.status, ups(theirs.text)]).toEqual([
      200,
      ['ipmi_up{collector="bmc"} 0', 'ipmi_up{collector="ipmi"} 0'],
    ]);
    expect([ours.status, ups(ours.text)]).toEqual([200, ups(theirs.text)]);
  });

  // Debian's release is older than the collector, which counts what this command prints.
  it.each<[string, () => string]>([
    ['the server', () => at(sim)],
    ['rare events', () => at(rare)],
    ['a BMC that has a clock', () => made.target],
  ])('counts the events of %s as ipmi-sel shows them', async (_, target) => {
    const workaround = target() === made.target ? '' : ', workaround_flags: [opensesspriv]';
    const named = Object.entries(PATTERNS).map(([name, regex]) => `{ name: ${name}, regex: '${regex}' }`);
    const by = asker(
      `modules: { default: { user: ${user}, pass: ${pass}, collectors: [sel-events], sel_events: [${named.join(', ')}]${workaround} } }`,
    );
    started.push(by);
    const lines = await by.ask(target());
    const counts = lines.filter((line) => line.startsWith('ipmi_sel_events'));
    expect(counts.sort()).toEqual(eventLines(await printedEvents(target())).sort());
    expect(counts.length).toBeGreaterThan(8);
  });
});
