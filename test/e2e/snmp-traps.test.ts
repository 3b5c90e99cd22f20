/** Traps and informs of Net-SNMP's own programs, sent to Fathom as devices would, become events. */
import { execFile } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EventView } from '../../exporter/src/model/event.ts';
import { type FathomProcess, startFathom } from '../support/fathom.ts';

const run = promisify(execFile);

const COMMUNITY = 'traps-of-the-site';
const WRONG_COMMUNITY = 'a-community-that-leaked';
const AUTH_PASSWORD = 'auth-password';
const PRIV_PASSWORD = 'priv-password';
const LINK_DOWN = '1.3.6.1.6.3.1.1.5.3';
const IF_INDEX = '1.3.6.1.2.1.2.2.1.1';
const IF_DESCR = '1.3.6.1.2.1.2.2.1.2';
/** Of whom to expect an answer: one try of a second. */
const ONE_TRY = ['-r', '0', '-t', '1'];

/** What Fathom calls it, and what Net-SNMP does. */
const AUTH = [
  ['MD5', 'MD5'],
  ['SHA', 'SHA'],
  ['SHA224', 'SHA-224'],
  ['SHA256', 'SHA-256'],
  ['SHA384', 'SHA-384'],
  ['SHA512', 'SHA-512'],
] as const;
const PRIV = [
  ['DES', 'DES'],
  ['AES', 'AES'],
  ['AES192', 'AES-192'],
  ['AES192C', 'AES-192-C'],
  ['AES256', 'AES-256'],
  ['AES256C', 'AES-256-C'],
] as const;

interface Sender {
  readonly user: object;
  readonly flags: readonly string[];
}

function sender(
  name: string,
  [authProtocol, auth]: (typeof AUTH)[number],
  [privProtocol, priv]: (typeof PRIV)[number],
): Sender {
  return {
    user: { name, authProtocol, password: AUTH_PASSWORD, privProtocol, privPassword: PRIV_PASSWORD },
    flags: ['-u', name, '-l', 'authPriv', '-a', auth, '-A', AUTH_PASSWORD, '-x', priv, '-X', PRIV_PASSWORD],
  };
}

const [MD5, SHA] = AUTH;
const [DES, AES] = PRIV;
const SENDERS: readonly Sender[] = [
  ...AUTH.map((auth) => sender(`of-${auth[0]}`, auth, AES)),
  ...PRIV.map((priv) => sender(`of-${priv[0]}`, SHA, priv)),
  sender('of-old-devices', MD5, DES),
  {
    user: { name: 'plain', securityLevel: 'authNoPriv', authProtocol: 'SHA', password: AUTH_PASSWORD },
    flags: ['-u', 'plain', '-l', 'authNoPriv', '-a', 'SHA', '-A', AUTH_PASSWORD],
  },
  {
    user: { name: 'nobody', securityLevel: 'noAuthNoPriv' },
    flags: ['-u', 'nobody', '-l', 'noAuthNoPriv'],
  },
];

describe('traps and informs', () => {
  let folder: string;
  let fathom: FathomProcess;
  let target: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fathom-traps-'));
    const port = await freeUdpPort();
    target = `127.0.0.1:${port}`;
    await writeFile(
      join(folder, 'snmp.yml'),
      'modules: {ups: {walk: [1.3.6.1.4.1.99], metrics: [{name: upsLoad, oid: 1.3.6.1.4.1.99.7, type: gauge, help: Load.}]}}\n',
    );
    const receiver = {
      enabled: true,
      listenAddress: target,
      communities: [COMMUNITY],
      users: SENDERS.map(({ user }) => user),
    };
    const config = { snmp: { configFiles: ['snmp.yml'] }, receivers: { 'snmp-traps': receiver } };
    await writeFile(join(folder, 'fathom.yml'), JSON.stringify(config));
    fathom = await startFathom({ cwd: folder, args: ['--log.format=json'] });
  });

  afterAll(async () => {
    await fathom.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('of version 1, by enterprise, with names of the loaded modules', async () => {
    const trap = ['1.3.6.1.4.1.99', '10.9.8.7', '6', '17', '4200', '1.3.6.1.4.1.99.7.1', 'i', '98'];
    await run('snmptrap', ['-v1', '-c', COMMUNITY, target, ...trap]);
    const [event] = await events('snmp.trap', 1);
    expect(event).toMatchObject({
      source: 'snmp-traps',
      severity: 'info',
      attributes: {
        trap_oid: '1.3.6.1.4.1.99.0.17',
        version: '1',
        agent_address: '10.9.8.7',
        source_address: '127.0.0.1',
        uptime_seconds: 42,
        varbinds: { 'upsLoad.1': 98 },
      },
    });
  });

  it('of version 2c: a link that went down', async () => {
    const varbinds = [`${IF_INDEX}.3`, 'i', '3', `${IF_DESCR}.3`, 's', 'eth3'];
    await run('snmptrap', ['-v2c', '-c', COMMUNITY, target, '', LINK_DOWN, ...varbinds]);
    const [event] = await events('snmp.link_down', 1);
    expect(event).toMatchObject({ severity: 'warning', attributes: { if_index: 3, if_descr: 'eth3' } });
    expect(event?.message).toMatch(/: eth3 is down$/);
  });

  it('an inform of version 2c is acknowledged', async () => {
    await run('snmpinform', ['-v2c', '-c', COMMUNITY, ...ONE_TRY, target, '', '1.3.6.1.6.3.1.1.5.1']);
    expect((await events('snmp.cold_start', 1))[0]?.attributes).toMatchObject({
      inform: true,
      version: '2c',
    });
  });

  it.each(SENDERS.map((each, i) => [i + 100, each.flags.join(' '), each] as const))(
    'of version 3, as trap and as inform: %i %s',
    async (index, _, { flags }) => {
      const varbinds = (interface_: number) => [`${IF_INDEX}.${interface_}`, 'i', String(interface_)];
      const linkUp = '1.3.6.1.6.3.1.1.5.4';
      await run('snmptrap', ['-v3', ...flags, target, '', linkUp, ...varbinds(index)]);
      await run('snmpinform', ['-v3', ...flags, ...ONE_TRY, target, '', linkUp, ...varbinds(index + 100)]);
      await expect.poll(async () => ofInterfaces(await list('snmp.link_up'), index)).toHaveLength(2);
      const [trap, inform] = ofInterfaces(await list('snmp.link_up'), index);
      const user = flags[1];
      expect(trap?.attributes).toMatchObject({ version: '3', user, inform: false });
      expect(inform?.attributes).toMatchObject({ version: '3', user, inform: true });
    },
  );

  it('strangers are counted, and nothing that they tried is told', async () => {
    await run('snmptrap', ['-v2c', '-c', WRONG_COMMUNITY, target, '', LINK_DOWN]);
    const [{ flags } = { flags: [] }] = SENDERS;
    const wrong = flags.map((flag) => (flag === AUTH_PASSWORD ? 'not-the-password' : flag));
    await run('snmptrap', ['-v3', ...wrong, target, '', LINK_DOWN]);
    await expect.poll(() => outcomes()).toMatchObject({ unknown_community: 1, not_authentic: 1 });
    expect((await outcomes())['accepted']).toBe(3 + 2 * SENDERS.length);
    const shown = fathom.output() + (await page('/metrics')) + (await page('/api/v1/events?limit=500'));
    for (const secret of [COMMUNITY, WRONG_COMMUNITY, AUTH_PASSWORD, PRIV_PASSWORD, 'not-the-password'])
      expect(shown).not.toContain(secret);
  });

  const page = async (path: string) => (await fetch(fathom.url + path)).text();

  async function list(kind: string): Promise<EventView[]> {
    const { items } = JSON.parse(await page(`/api/v1/events?kind=${kind}&limit=500`)) as {
      items: EventView[];
    };
    return items;
  }

  /** As many as there should be, once they are stored. */
  async function events(kind: string, count: number): Promise<EventView[]> {
    await expect.poll(() => list(kind)).toHaveLength(count);
    return list(kind);
  }

  async function outcomes(): Promise<Record<string, number>> {
    const lines = (await page('/metrics')).matchAll(/^fathom_snmp_traps_total\{outcome="(\w+)"\} (\d+)$/gm);
    return Object.fromEntries([...lines].map(([, outcome = '', count]) => [outcome, Number(count)]));
  }
});

/** The two that a sender told of, the trap first. */
function ofInterfaces(found: readonly EventView[], index: number): EventView[] {
  const of = (wanted: number) => found.filter(({ attributes }) => attributes['if_index'] === wanted);
  return [...of(index), ...of(index + 100)];
}

function freeUdpPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4');
    socket.once('error', reject);
    socket.bind(0, '127.0.0.1', () => {
      const { port } = socket.address();
      socket.close(() => resolve(port));
    });
  });
}
