import { createSocket } from 'node:dgram';
import fc from 'fast-check';
import * as library from 'net-snmp';
import { afterEach, describe, expect, it } from 'vitest';
import type {
  SnmpTrap,
  TrapListener,
  TrapOptions,
  TrapOutcome,
  TrapUser,
} from '../../contract/snmp-traps.ts';
import { formatOid } from '../../protocols/snmp/oid.ts';
import { snmpTraps } from './trap-listener.ts';

const LINK_DOWN = '1.3.6.1.6.3.1.1.5.3';
const IF_INDEX = '1.3.6.1.2.1.2.2.1.1.3';
const COMMUNITY = 'only-we-know';

const USER: TrapUser = {
  name: 'ops',
  securityLevel: 'authPriv',
  authProtocol: 'SHA256',
  password: 'auth-password',
  privProtocol: 'AES',
  privPassword: 'priv-password',
};

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

interface Listening {
  readonly listener: TrapListener;
  readonly traps: SnmpTrap[];
  counts(): Partial<Record<TrapOutcome, number>>;
  send(datagram: Uint8Array): Promise<void>;
  /** Waits until so many datagrams have come to an outcome. */
  settled(datagrams: number): Promise<void>;
  clock: { nowMs: number };
}

async function listening(options: Partial<TrapOptions> = {}): Promise<Listening> {
  const clock = { nowMs: 0 };
  const port = snmpTraps(() => clock.nowMs);
  const traps: SnmpTrap[] = [];
  const listener = await port.listen(
    { host: '127.0.0.1', port: 0, communities: [COMMUNITY], users: [USER], maxPerSecond: 1000, ...options },
    (trap) => traps.push(trap),
  );
  const socket = createSocket('udp4');
  closing.push(
    () => listener.close(),
    () => void socket.close(),
  );
  const outcomes = () => Object.values(port.counts()).reduce((sum, count) => sum + count, 0);
  return {
    listener,
    traps,
    clock,
    counts: () => Object.fromEntries(Object.entries(port.counts()).filter(([, count]) => count > 0)),
    send: (datagram) =>
      new Promise((resolve, reject) =>
        socket.send(datagram, listener.port, '127.0.0.1', (error) => (error ? reject(error) : resolve())),
      ),
    async settled(datagrams) {
      for (let i = 0; i < 200 && outcomes() < datagrams; i += 1)
        await new Promise((resolve) => setTimeout(resolve, 5));
      expect(outcomes()).toBe(datagrams);
    },
  };
}

const VARBINDS = [{ oid: IF_INDEX, type: library.ObjectType.Integer, value: 3 }];

/** What a session of net-snmp sends, without its being sent. */
function datagramsOf(work: (session: library.Session) => void, session: library.Session): Buffer[] {
  const sent: Buffer[] = [];
  const { dgram } = session as unknown as { dgram: { send: unknown } };
  dgram.send = (bytes: Buffer) => void sent.push(Buffer.from(bytes));
  work(session);
  session.close();
  return sent;
}

const trap = (session: library.Session) => session.trap(LINK_DOWN, VARBINDS, () => undefined);
const COLD_START = [1, 3, 6, 1, 6, 3, 1, 1, 5, 1];
const coldStart = (session: library.Session) => session.trap(library.TrapType.ColdStart, [], () => undefined);

function communityTrap(community: string, version: 0 | 1 = 1): Buffer {
  const options = { version, trapPort: 1 };
  const [datagram] = datagramsOf(
    version === 1
      ? trap
      : (session) =>
          session.trap('1.3.6.1.4.1.318.7', VARBINDS, { agentAddr: '10.9.8.7', upTime: 55 }, () => undefined),
    library.createSession('127.0.0.1', community, options),
  );
  return datagram ?? Buffer.alloc(0);
}

interface UserChanges {
  readonly engineId?: string;
  readonly name?: string;
  readonly authKey?: string;
  readonly privKey?: string;
  readonly level?: number;
}

function userTrap({ engineId = '8000000001020304', ...changes }: UserChanges = {}): Buffer {
  const user = {
    name: USER.name,
    level: library.SecurityLevel.authPriv,
    authProtocol: library.AuthProtocols.sha256,
    authKey: USER.password,
    privProtocol: library.PrivProtocols.aes,
    privKey: USER.privPassword,
    ...changes,
  };
  const session = library.createV3Session('127.0.0.1', user, { engineID: engineId });
  return datagramsOf(trap, session)[0] ?? Buffer.alloc(0);
}

describe('what comes in', () => {
  it.each([
    [
      'version 2c',
      communityTrap(COMMUNITY),
      { version: 2, user: null, engineId: null, agentAddress: null },
      LINK_DOWN,
    ],
    [
      'version 1, with the address that it gives itself',
      communityTrap(COMMUNITY, 0),
      {
        version: 1,
        user: null,
        agentAddress: '10.9.8.7',
        uptimeTicks: 55,
        enterprise: [1, 3, 6, 1, 4, 1, 318],
      },
      '1.3.6.1.4.1.318.0.7',
    ],
    ['version 3', userTrap(), { version: 3, user: 'ops', engineId: '8000000001020304' }, LINK_DOWN],
  ])('%s', async (_, datagram, expected, trapOid) => {
    const { traps, send, settled, counts } = await listening();
    await send(datagram);
    await settled(1);
    expect(counts()).toEqual({ accepted: 1 });
    expect(traps[0]).toMatchObject({ kind: 'trap', address: '127.0.0.1', ...expected });
    expect(formatOid(traps[0]?.trapOid ?? [])).toBe(trapOid);
    expect(traps[0]?.varbinds.map(({ oid, type, value }) => [formatOid(oid), type, value])).toEqual([
      [IF_INDEX, 2, 3],
    ]);
  });

  it.each([
    ['as version 2c', () => library.createSession('127.0.0.1', COMMUNITY, { version: 1 })],
    [
      'as version 3',
      () =>
        library.createV3Session('127.0.0.1', {
          name: USER.name,
          level: library.SecurityLevel.authPriv,
          authProtocol: library.AuthProtocols.sha256,
          authKey: USER.password,
          privProtocol: library.PrivProtocols.aes,
          privKey: USER.privPassword,
        }),
    ],
  ])('an inform %s is acknowledged', async (_, open) => {
    const { traps, settled, listener } = await listening();
    const session = open();
    (session as unknown as { trapPort: number }).trapPort = listener.port;
    closing.push(() => void session.close());
    const failure = await new Promise((resolve) => session.inform(LINK_DOWN, VARBINDS, resolve));
    expect(failure).toBeNull();
    await settled(1);
    expect(traps.map(({ kind }) => kind)).toEqual(['inform']);
  });
});

describe('what is refused', () => {
  it.each<[string, Uint8Array, TrapOutcome]>([
    ['an unknown community', communityTrap('public'), 'unknown_community'],
    ['an empty community', communityTrap(''), 'unknown_community'],
    ['a community that begins like one', communityTrap(`${COMMUNITY}!`), 'unknown_community'],
    ['an unknown user', userTrap({ name: 'somebody' }), 'unknown_user'],
    ['a user without a name who proves nothing', userTrap({ name: '', level: 1 }), 'unknown_user'],
    ['a wrong password', userTrap({ authKey: 'another-password' }), 'not_authentic'],
    ['a wrong password of privacy', userTrap({ privKey: 'another-password' }), 'not_authentic'],
    ['a user who does not encrypt', userTrap({ level: 2 }), 'not_authentic'],
    ['a user who proves nothing', userTrap({ level: 1 }), 'not_authentic'],
    ['more than a datagram should have', Buffer.alloc(9001, 0x30), 'oversized'],
    ['nothing', Buffer.alloc(0), 'malformed'],
    ['text', Buffer.from('hello'), 'malformed'],
    ['half a trap', communityTrap(COMMUNITY).subarray(0, 40), 'malformed'],
    [
      'a request',
      datagramsOf(
        (session) => session.get(['1.3.6.1.2.1.1.1.0'], () => undefined),
        library.createSession('127.0.0.1', COMMUNITY, { version: 1 }),
      )[0] ?? Buffer.alloc(0),
      'malformed',
    ],
  ])('%s', async (_, datagram, outcome) => {
    const { traps, send, settled, counts } = await listening();
    await send(datagram);
    await settled(1);
    expect(counts()).toEqual({ [outcome]: 1 });
    expect(traps).toEqual([]);
  });

  it('versions for which nobody is named', async () => {
    const { send, settled, counts } = await listening({ communities: [], users: [] });
    await send(communityTrap(''));
    await send(communityTrap('public'));
    await send(userTrap());
    await settled(3);
    expect(counts()).toEqual({ unknown_community: 2, unknown_user: 1 });
  });

  it('what comes faster than allowed, until time has passed', async () => {
    const { send, settled, counts, clock } = await listening({ maxPerSecond: 2 });
    const datagram = communityTrap(COMMUNITY);
    for (let i = 0; i < 6; i += 1) await send(datagram);
    await settled(6);
    expect(counts()).toEqual({ accepted: 4, rate_limited: 2 });
    clock.nowMs += 500;
    await send(datagram);
    await settled(7);
    expect(counts()).toEqual({ accepted: 5, rate_limited: 2 });
  });

  it('a trap that is told again when its engine is far beyond it', async () => {
    const { send, settled, counts, clock } = await listening();
    const datagram = userTrap();
    await send(datagram);
    await send(datagram);
    await settled(2);
    expect(counts()).toEqual({ accepted: 2 });
    clock.nowMs += 151_000;
    await send(datagram);
    await settled(3);
    expect(counts()).toEqual({ accepted: 2, replayed: 1 });
  });

  it('engines that are made up, before keys are made for more than some of them', async () => {
    const { send, settled, counts } = await listening();
    const wrong = { authKey: 'another-password' };
    for (let i = 0; i < 110; i += 1)
      await send(userTrap({ ...wrong, engineId: `80000000ff${i.toString(16).padStart(4, '0')}` }));
    await settled(110);
    expect(counts()).toEqual({ not_authentic: 100, rate_limited: 10 });
  });
});

describe('what it withstands', () => {
  it('any datagram', { timeout: 60_000 }, async () => {
    const { send, counts, traps, clock } = await listening();
    const valid = [communityTrap(COMMUNITY), communityTrap(COMMUNITY, 0), userTrap()];
    const mutated = fc
      .tuple(
        fc.constantFrom(...valid),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }),
        fc.option(fc.nat(), { freq: 4 }),
      )
      .map(([datagram, changes, cut]) => {
        const bytes = Buffer.from(datagram);
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
        return cut === null ? bytes : bytes.subarray(0, cut % bytes.length);
      });
    const random = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes));
    const sample = fc.sample(fc.oneof({ weight: 3, arbitrary: mutated }, random), 3000);
    for (const [i, datagram] of sample.entries()) {
      clock.nowMs += 200;
      await send(datagram);
      // The kernel drops what is not read in time.
      if (i % 100 === 99) await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const [last] = datagramsOf(coldStart, library.createSession('127.0.0.1', COMMUNITY, { version: 1 }));
    await send(last ?? Buffer.alloc(0));
    await expect.poll(() => traps.at(-1)?.trapOid).toEqual(COLD_START);
    expect(traps.length).toBeGreaterThan(1);
    expect(counts().malformed).toBeGreaterThan(0);
  });
});

describe('the listener itself', () => {
  it('says what stands in its way', async () => {
    const { listener } = await listening();
    const again = listening({ port: listener.port });
    await expect(again).rejects.toThrow(
      expect.objectContaining({
        code: 'unreachable',
        message: `traps: cannot listen on 127.0.0.1:${listener.port}: something else does (snmptrapd?)`,
      }),
    );
  });

  it('ends with what its user throws', async () => {
    const listener = await snmpTraps().listen(
      { host: '127.0.0.1', port: 0, communities: [COMMUNITY], users: [], maxPerSecond: 10 },
      () => {
        throw new Error('no room');
      },
    );
    const socket = createSocket('udp4');
    closing.push(() => void socket.close());
    socket.send(communityTrap(COMMUNITY), listener.port, '127.0.0.1');
    await expect(listener.ended).rejects.toThrow('no room');
  });

  it('hears both families, and IPv4 by its own name', async () => {
    const { traps, send, settled } = await listening({ host: undefined });
    await send(communityTrap(COMMUNITY));
    await settled(1);
    expect(traps[0]?.address).toBe('127.0.0.1');
  });
});
