/** Machines whose BMCs keep several logs. */
import { afterEach, describe, expect, it } from 'vitest';
import { type MockService, startMockService } from '../../../../../test/support/redfish/service.ts';
import {
  collection,
  EXPANDS,
  type Json,
  link,
  links,
  type ResourceTree,
  root,
  V1,
} from '../../../../../test/support/redfish/tree.ts';
import { ilo4Tree, lenovoTree } from '../../../../../test/support/redfish/trees/vendors.ts';
import { type Setup, watching } from '../../../../../test/support/redfish/watching.ts';
import { textOf } from '../../../protocols/hardware/standing.ts';

const MANAGER = `${V1}/Managers/1`;
const SYSTEM = `${V1}/Systems/1`;
const START = Math.floor(Date.now() / 1000) * 1000 - 3_600_000;

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function serve(tree: ResourceTree): Promise<MockService> {
  const service = await startMockService({ tree, expand: true });
  ends.push(() => service.stop());
  return service;
}

function watch(service: MockService, options: Setup['options'] = {}) {
  const watched = watching(service.target, { options });
  ends.push(() => watched.stop());
  return {
    /** What the logs have told in so many looks more: log, entry, kind. */
    async looks(count: number): Promise<string[]> {
      const told = (await watched.looks(count)).filter(({ attributes }) => attributes['origin'] === 'log');
      return told.map((each) => {
        const log = /LogServices\/([^/]+)/.exec(each.idempotencyKey ?? '')?.[1] ?? '';
        return `${log} ${textOf(each, 'entry')} ${each.kind} ${each.severity}`;
      });
    },
  };
}

/** `after` seconds after the first. */
const entry = (Message: string, Severity = 'Critical', after = 0, more: Json = {}): Json => ({
  Created: new Date(START + after * 1000).toISOString(),
  Message,
  Severity,
  ...more,
});

type Logs = Readonly<Record<string, Readonly<Record<string, Json>>>>;

/** A machine with these logs of its system, and of its manager. */
function machine(systemLogs: Logs, managerLogs: Logs = {}, more: Json = {}): ResourceTree {
  return {
    ...root(more),
    ...collection(`${V1}/Systems`, { '1': { Manufacturer: 'HPE', ...logsOf(SYSTEM) } }),
    ...collection(`${V1}/Chassis`, { '1': {} }),
    ...collection(`${V1}/Managers`, { '1': logsOf(MANAGER) }),
    ...services(SYSTEM, systemLogs),
    ...services(MANAGER, managerLogs),
  };
}
const logsOf = (owner: string) => ({ LogServices: link(`${owner}/LogServices`) });

function services(owner: string, logs: Logs): ResourceTree {
  const path = (id: string) => `${owner}/LogServices/${id}/Entries`;
  const own = Object.keys(logs).map((id) => [id, { Name: id, Entries: link(path(id)) }]);
  return Object.assign(
    collection(`${owner}/LogServices`, Object.fromEntries(own) as Record<string, Json>),
    ...Object.entries(logs).map(([id, entries]) => collection(path(id), entries)),
  ) as ResourceTree;
}

describe('of several logs', () => {
  const tree = () =>
    machine(
      {
        IML: { '1': entry('Fan 1 has failed'), '2': entry('Server reset', 'OK', 60) },
        SL: { '1': entry('A fan of security has failed', 'Critical', 500) },
      },
      {
        IEL: {
          '7': entry('Fan 1 failure', 'Caution', 3),
          '8': entry('Browser login: root', 'Informational', 40),
          '9': entry('Login failure from 192.0.2.1', 'Caution', 50),
          '10': entry('Power supply 2 has lost its input', 'Caution', 90),
        },
        PostCodes: { '1': entry('Fan: no answer at start', 'Critical', 700) },
      },
    );

  it('all that the main one has is told, and of the others problems of the hardware, none of them twice', async () => {
    const watched = watch(await serve(tree()));
    expect(await watched.looks(1)).toEqual([
      'IML 1 hardware.fan critical',
      'IML 2 hardware.log info',
      'IEL 10 hardware.psu warning',
    ]);
    expect(await watched.looks(2)).toEqual([]);
  });

  it.each<[readonly string[], readonly string[]]>([
    [['SL'], ['SL 1 hardware.fan critical']],
    [
      ['i*', 'none'],
      ['IML 1 hardware.fan critical', 'IML 2 hardware.log info', 'IEL 10 hardware.psu warning'],
    ],
    [['none'], []],
  ])('those that the configuration names are read: %j', async (logs, expected) => {
    expect(await watch(await serve(tree()), { logs }).looks(1)).toEqual(expected);
  });

  it('each has a cursor of its own', async () => {
    const service = await serve(tree());
    const watched = watch(service);
    await watched.looks(1);
    service.tree = {
      ...service.tree,
      ...collection(`${SYSTEM}/LogServices/IML/Entries`, { '3': entry('DIMM 1 failed', 'Critical', 900) }),
    };
    expect(await watched.looks(2)).toEqual(['IML 3 hardware.memory critical']);
  });

  it('two of the same kind at one time in one of them are two', async () => {
    const two = (first: number) => ({
      [first]: entry('DIMM 1 failed', 'Critical', first),
      [first + 1]: entry('DIMM 2 failed', 'Critical', first),
    });
    const service = await serve(
      machine({ IML: two(1) }, { IEL: { ...two(5), '7': entry('DIMM 3 failed', 'Critical', 6) } }),
    );
    expect(await watch(service).looks(1)).toEqual([
      'IML 1 hardware.memory critical',
      'IML 2 hardware.memory critical',
      'IEL 7 hardware.memory critical',
    ]);
  });

  it('the main one stays the main one while it cannot be found', async () => {
    const service = await serve(tree());
    const watched = watch(service);
    await watched.looks(1);
    service.faults[`${SYSTEM}/LogServices`] = { status: 500 };
    service.faults[SYSTEM] = { status: 500 };
    service.tree = {
      ...service.tree,
      ...collection(`${MANAGER}/LogServices/IEL/Entries`, { '11': entry('Browser login', 'OK', 900) }),
    };
    expect(await watched.looks(2)).toEqual([]);
  });
});

it('a log of everything tells what is about the hardware', async () => {
  const of = (Category: string) => ({ Oem: { Dell: { Category } } });
  const tree = machine(
    {},
    {
      Sel: {},
      Lclog: {
        '1': entry('The temperature is too high.', 'Warning', 0, {
          MessageId: 'TMP0118',
          ...of('System Health'),
        }),
        '2': entry('The memory setting is wrong.', 'Warning', 60, {
          MessageId: 'MEM1',
          ...of('Configuration'),
        }),
      },
    },
  );
  expect(await watch(await serve(tree)).looks(1)).toEqual(['Lclog 1 hardware.thermal warning']);
});

describe('a log with pages', () => {
  const ENTRIES = `${MANAGER}/LogServices/Lclog/Entries`;
  const PAGE = 3;
  /** The newest first, as Dell has them; the entries themselves, or links to them. */
  function paged(newest: number, asLinks: boolean): ResourceTree {
    const ids = Array.from({ length: newest }, (_, i) => newest - i);
    const whole = (id: number) => ({
      '@odata.id': `${ENTRIES}/${id}`,
      Id: String(id),
      ...entry(`Fan ${id} has failed`, 'Critical', id * 60),
    });
    const pages = Array.from({ length: Math.ceil(newest / PAGE) }, (_, page) => {
      const shown = ids.slice(page * PAGE, (page + 1) * PAGE);
      const next = { 'Members@odata.nextLink': `${ENTRIES}?$skip=${(page + 1) * PAGE}` };
      const members = asLinks ? links(...shown.map((id) => `${ENTRIES}/${id}`)) : shown.map(whole);
      const hasNext = (page + 1) * PAGE < newest;
      return [
        page === 0 ? ENTRIES : `${ENTRIES}?$skip=${page * PAGE}`,
        { Members: members, ...(hasNext && next) },
      ];
    });
    return {
      ...machine({}, { Sel: {}, Lclog: {} }),
      ...(Object.fromEntries(pages) as ResourceTree),
      ...Object.fromEntries(ids.map((id) => [`${ENTRIES}/${id}`, whole(id)])),
    };
  }

  it.each([
    ['entries', false],
    ['links', true],
  ])('of %s is read as far as it is new', async (_, asLinks) => {
    const service = await serve(paged(9, asLinks));
    const watched = watch(service);
    expect(await watched.looks(1)).toHaveLength(9);
    await watched.looks(1);
    service.requests.length = 0;
    service.tree = paged(10, asLinks);
    expect(await watched.looks(2)).toEqual(['Lclog 10 hardware.fan critical']);
    const asked = service.requests.filter((each) => each.startsWith(`GET ${ENTRIES}`));
    expect(new Set(asked)).toEqual(new Set([`GET ${ENTRIES}`, ...(asLinks ? [`GET ${ENTRIES}/10`] : [])]));
  });
});

it('of a long log of links the newest are read', async () => {
  const many = Object.fromEntries(
    Array.from({ length: 250 }, (_, i) => [
      String(i + 1),
      entry(`Fan ${i + 1} has failed`, 'Critical', i * 10),
    ]),
  );
  const told = await watch(await serve(machine({ IML: many }))).looks(1);
  expect([told.length, told[0], told.at(-1)]).toEqual([
    200,
    'IML 51 hardware.fan critical',
    'IML 250 hardware.fan critical',
  ]);
});

it('a service that expands brings a log along once, and then what is new is asked for', async () => {
  const log = (count: number) => {
    const ids = Array.from({ length: count }, (_, i) => String(i + 1));
    return machine(
      {
        IML: Object.fromEntries(
          ids.map((id) => [id, entry(`Fan ${id} failed`, 'Critical', Number(id) * 60)]),
        ),
      },
      {},
      EXPANDS,
    );
  };
  const service = await serve(log(3));
  const watched = watch(service);
  expect(await watched.looks(1)).toHaveLength(3);
  await watched.looks(1);
  service.requests.length = 0;
  service.tree = log(4);
  expect(await watched.looks(2)).toEqual(['IML 4 hardware.fan critical']);
  const path = `${SYSTEM}/LogServices/IML/Entries`;
  const asked = service.requests.filter((each) => each.startsWith(`GET ${path}`));
  expect(new Set(asked)).toEqual(new Set([`GET ${path}`, `GET ${path}/4`]));
});

it.each<[string, () => ResourceTree, string]>([
  [
    'an iLO 4',
    () => ({
      ...ilo4Tree(),
      ...collection(`${SYSTEM}/LogServices/IML/Entries`, { '1': entry('Fan failed') }),
    }),
    'IML 1 hardware.fan critical',
  ],
  ['an XCC that names no logs', lenovoTree, 'StandardLog 7 hardware.psu warning'],
])('%s has its log where its vendor puts it', async (_, tree, expected) => {
  expect(await watch(await serve(tree())).looks(1)).toEqual([expected]);
});
