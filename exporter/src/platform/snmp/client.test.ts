import { afterEach, describe, expect, it } from 'vitest';
import { readRequest } from '../../../../test/support/snmp-agent/answer.ts';
import { snmpAuth } from '../../../../test/support/snmp-auth.ts';
import {
  integerReply,
  type ScriptedAgent,
  type ScriptedRequest,
  startScriptedAgent,
} from '../../../../test/support/snmp-script.ts';
import type { SnmpOptions, SnmpReply, SnmpSession } from '../../contract/snmp.ts';
import { ModuleError } from '../../model/errors.ts';
import { hostLookup } from '../host-lookup.ts';
import { type OpenSnmpClient, snmpClient } from './client.ts';

const OID = [1, 3, 6, 1, 2, 1, 1, 3, 0];
/** Long enough for an answer over loopback on a busy machine, short enough to wait for. */
const TIMEOUT_MS = 150;
const NOTHING_OPEN = { sessions: 0, sockets: 0, waiting: 0 };

const hosts = hostLookup(
  () => performance.now(),
  async (host) => {
    if (host === 'both.example') return ['::1', '127.0.0.1'];
    if (host === 'slow.example') return new Promise(() => undefined);
    throw Object.assign(new Error(host), { code: 'ENOTFOUND' });
  },
);

let agents: ScriptedAgent[] = [];
let client: OpenSnmpClient = snmpClient({ hosts });
afterEach(() => {
  client.close();
  expect(client.stats()).toMatchObject(NOTHING_OPEN);
  client = snmpClient({ hosts });
  agents.forEach((agent) => agent.close());
  agents = [];
});

async function agentThat(
  handle: (request: ScriptedRequest) => void,
  address?: string,
): Promise<ScriptedAgent> {
  const agent = await startScriptedAgent(handle, address);
  agents.push(agent);
  return agent;
}

function open(port: number, options: Partial<SnmpOptions> = {}): SnmpSession {
  const target = { transport: 'udp' as const, host: '127.0.0.1', port };
  const { signal } = new AbortController();
  return client.open({ target, auth: snmpAuth(), timeoutMs: TIMEOUT_MS, retries: 2, signal, ...options });
}

const valueIn = ({ varbinds }: SnmpReply) => varbinds.number(0);
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no failure',
    (error: unknown) => (error instanceof ModuleError ? { code: error.code, message: error.message } : error),
  );
const saying = (text: string) => expect.stringContaining(text) as string;

describe('an answer', () => {
  it('that is lost is asked for again', async () => {
    const { port } = await agentThat(({ bytes, number, reply }) => {
      if (number === 1) reply(integerReply(bytes, 5));
    });
    const session = open(port);
    expect(valueIn(await session.get([OID]))).toBe(5);
    expect(session.traffic).toEqual({
      packetsSent: 2,
      packetsRetried: 1,
      pdusReturned: 1,
      repliesRefused: 0,
    });
  });

  it('to an earlier attempt counts; the one to the later attempt is too much', async () => {
    const agent = await agentThat(({ bytes, number, reply }) => {
      const first = agent.requests[0] ?? bytes;
      if (number !== 1) return;
      reply(integerReply(first, 1));
      reply(integerReply(bytes, 2));
    });
    const session = open(agent.port);
    expect(valueIn(await session.get([OID]))).toBe(1);
    await expect.poll(() => session.traffic.repliesRefused).toBe(1);
    expect(session.traffic.packetsSent).toBe(2);
  });

  it('that comes twice counts once', async () => {
    const { port } = await agentThat(({ bytes, reply }) => {
      reply(integerReply(bytes, 5));
      reply(integerReply(bytes, 6));
    });
    const session = open(port);
    expect(valueIn(await session.get([OID]))).toBe(5);
    await expect.poll(() => session.traffic.repliesRefused).toBe(1);
  });

  it('from another address is refused, and the true one taken', async () => {
    const { port } = await agentThat(({ bytes, reply, replyFromElsewhere }) => {
      replyFromElsewhere(integerReply(bytes, 666));
      setTimeout(() => reply(integerReply(bytes, 5)), 30);
    });
    const session = open(port);
    expect(valueIn(await session.get([OID]))).toBe(5);
    expect(session.traffic).toMatchObject({ packetsSent: 1, repliesRefused: 1 });
  });

  it('from another address only is none, and that is told', async () => {
    const { port } = await agentThat(({ bytes, replyFromElsewhere }) =>
      replyFromElsewhere(integerReply(bytes, 6)),
    );
    const session = open(port, { retries: 1 });
    expect(await failure(session.get([OID]))).toEqual({
      code: 'timeout',
      message: saying('2 replies were refused, the last because it came from 127.0.0.1, port '),
    });
    expect(session.traffic.repliesRefused).toBe(2);
  });

  it('to a request that nobody made is refused', async () => {
    const { port } = await agentThat(({ bytes, reply }) => {
      const forged = Buffer.from(integerReply(bytes, 666));
      const { requestId } = readRequest(bytes);
      const at = forged.indexOf(requestId) + 2;
      forged.writeUInt32BE((forged.readUInt32BE(at) ^ 1) >>> 0, at);
      reply(forged);
      setTimeout(() => reply(integerReply(bytes, 5)), 30);
    });
    const session = open(port);
    expect(valueIn(await session.get([OID]))).toBe(5);
    expect(session.traffic).toMatchObject({ packetsSent: 1, repliesRefused: 1 });
  });

  it('that is cut off is waited for again', async () => {
    const { port } = await agentThat(({ bytes, number, reply }) => {
      const whole = integerReply(bytes, 5);
      reply(number === 0 ? whole.subarray(0, -1) : whole);
    });
    const session = open(port);
    expect(valueIn(await session.get([OID]))).toBe(5);
    expect(session.traffic).toMatchObject({ packetsSent: 2, repliesRefused: 1 });
  });

  it('that is malformed is asked for again at once, and then given up', async () => {
    const { port } = await agentThat(({ bytes, reply }) => {
      const broken = Buffer.from(integerReply(bytes, 5));
      // The tag of the only varbind's OID.
      broken[broken.length - 3 - 2 - OID.length + 1] = 0x05;
      reply(broken);
    });
    const session = open(port, { timeoutMs: 60_000 });
    expect(await failure(session.get([OID]))).toEqual({
      code: 'malformed_reply',
      message: saying('3 replies were refused, the last because the reply is not SNMP'),
    });
    expect(session.traffic).toMatchObject({ packetsSent: 3, repliesRefused: 3 });
  });

  it('from somebody whom nobody asked is a stray', async () => {
    const { port } = await agentThat(({ bytes, reply, replyFromElsewhere }) => {
      replyFromElsewhere(Buffer.from('noise'));
      setTimeout(() => reply(integerReply(bytes, 5)), 30);
    });
    const session = open(port);
    await session.get([OID]);
    expect(session.traffic.repliesRefused).toBe(0);
    expect(client.stats().strays).toBe(1);
  });
});

describe('requests', () => {
  it('in flight side by side get their own answers, whatever their order', async () => {
    const held: (() => void)[] = [];
    const { port } = await agentThat(({ bytes, reply }) => {
      const last = readRequest(bytes).oids[0]?.at(-1) ?? 0;
      held.push(() => reply(integerReply(bytes, last)));
      if (held.length === 20) held.reverse().forEach((send) => send());
    });
    const session = open(port);
    const replies = await Promise.all(Array.from({ length: 20 }, (_, i) => session.getNext([[1, 3, i]])));
    expect(replies.map(valueIn)).toEqual(Array.from({ length: 20 }, (_, i) => i));
    expect(session.traffic).toMatchObject({ packetsSent: 20, repliesRefused: 0, pdusReturned: 20 });
  });

  it('of many sessions share a few sockets', async () => {
    const { port } = await agentThat(({ bytes, reply }) => reply(integerReply(bytes, 5)));
    const sessions = Array.from({ length: 300 }, () => open(port, { timeoutMs: 2000 }));
    const values = await Promise.all(sessions.map(async (session) => valueIn(await session.get([OID]))));
    expect(new Set(values)).toEqual(new Set([5]));
    expect(client.stats()).toEqual({ sessions: 300, sockets: 32, waiting: 0, strays: 0 });
  });

  it('to 250 that never answer end in time, and leave nothing', async () => {
    const { port, requests } = await agentThat(() => undefined);
    const started = performance.now();
    const failures = await Promise.all(
      Array.from({ length: 250 }, async () => {
        const session = open(port, { retries: 1 });
        const failed = await failure(session.get([OID]));
        session.close();
        return failed;
      }),
    );
    const message = `no answer from udp://127.0.0.1:${port} in 2 attempts of 0.15 s: is SNMP on, is the community right, does a firewall drop UDP ${port}?`;
    for (const failed of failures) expect(failed).toEqual({ code: 'timeout', message });
    expect(performance.now() - started).toBeLessThan(2000);
    expect(requests.length).toBe(500);
    expect(client.stats()).toMatchObject(NOTHING_OPEN);
  });

  it('keep no process alive once they are answered', async () => {
    const { port } = await agentThat(({ bytes, reply }) => reply(integerReply(bytes, 5)));
    await open(port).get([OID]);
    expect(client.stats().sockets).toBe(1);
    // The agent's own two; those of agents that were closed go in their time.
    await expect.poll(activeSockets).toBe(2);
  });

  it('are told apart by ids that cannot be guessed, all of the same length', async () => {
    const { port, requests } = await agentThat(({ bytes, reply }) => reply(integerReply(bytes, 5)));
    const session = open(port);
    for (let i = 0; i < 50; i += 1) await session.get([OID]);
    const ids = requests.map((bytes) => readRequest(bytes).requestId);
    expect(new Set(ids.map((id) => id.toString('hex'))).size).toBe(50);
    for (const id of ids) expect(id).toHaveLength(6);
    const steps = ids.slice(1).map((id, i) => id.readUInt32BE(2) - (ids[i]?.readUInt32BE(2) ?? 0));
    expect(new Set(steps).size).toBeGreaterThan(40);
  });

  it('of version 1 cannot be GETBULK', async () => {
    const session = open(9, { auth: snmpAuth({ version: 1 }) });
    expect(await failure(session.getBulk([OID], 0, 5))).toMatchObject({ code: 'unsupported' });
  });

  it('carry what GETBULK is to repeat', async () => {
    const { port, requests } = await agentThat(({ bytes, reply }) => reply(integerReply(bytes, 5)));
    await open(port).getBulk([OID, [1, 3]], 1, 300);
    expect(readRequest(requests[0] ?? Buffer.alloc(0))).toMatchObject({
      version: 1,
      community: 'public',
      pdu: 0xa5,
      nonRepeaters: 1,
      maxRepetitions: 300,
      oids: [OID, [1, 3]],
    });
  });

  it('hand on the status of an error', async () => {
    const { port } = await agentThat(({ bytes, reply }) => {
      const refused = integerReply(bytes, 5);
      const status = refused.indexOf(readRequest(bytes).requestId) + 6 + 2;
      refused[status] = 2;
      refused[status + 3] = 1;
      reply(refused);
    });
    expect(await open(port).get([OID])).toMatchObject({ errorStatus: 2, errorIndex: 1 });
  });
});

const activeSockets = () =>
  process.getActiveResourcesInfo().filter((name) => name === 'UDPWrap' || name === 'UDPSOCKET').length;

describe('whoever no longer wants the answer', () => {
  const aborted = { code: 'cancelled', message: saying('cancelled before it had answered') };

  it('by aborting hears so at once, for all requests', async () => {
    const { port } = await agentThat(() => undefined);
    const abort = new AbortController();
    const session = open(port, { signal: abort.signal, timeoutMs: 60_000 });
    const asked = [session.get([OID]), session.get([OID])].map(failure);
    await expect.poll(() => client.stats().waiting).toBe(2);
    abort.abort();
    expect(await Promise.all(asked)).toEqual([aborted, aborted]);
    expect(await failure(session.get([OID]))).toEqual(aborted);
    expect(client.stats()).toMatchObject({ waiting: 0, sockets: 0 });
  });

  it('while the name is looked up does not wait for it', async () => {
    const abort = new AbortController();
    const target = { transport: 'udp' as const, host: 'slow.example', port: 161 };
    const asked = failure(open(161, { target, signal: abort.signal }).get([OID]));
    setTimeout(() => abort.abort(), 20);
    expect(await asked).toEqual(aborted);
  });

  it('from the beginning asks for nothing', async () => {
    const { port, requests } = await agentThat(() => undefined);
    expect(await failure(open(port, { signal: AbortSignal.abort() }).get([OID]))).toEqual(aborted);
    expect(requests).toEqual([]);
  });

  it('by closing is told so', async () => {
    const { port } = await agentThat(() => undefined);
    const session = open(port, { timeoutMs: 60_000 });
    const asked = failure(session.get([OID]));
    await expect.poll(() => client.stats().waiting).toBe(1);
    session.close();
    expect(await asked).toMatchObject({ code: 'cancelled', message: saying('the session was closed') });
    session.close();
  });
});

describe('a target', () => {
  it('by IPv6 is asked by IPv6', async () => {
    const { port } = await agentThat(({ bytes, reply }) => reply(integerReply(bytes, 5)), '::1');
    const session = open(port, { target: { transport: 'udp', host: '0:0:0:0:0:0:0:1', port } });
    expect(valueIn(await session.get([OID]))).toBe(5);
  });

  it('by a name is asked by its address of version 4 first', async () => {
    const { port } = await agentThat(({ bytes, reply }) => reply(integerReply(bytes, 5)));
    const session = open(port, { target: { transport: 'udp', host: 'both.example', port } });
    expect(valueIn(await session.get([OID]))).toBe(5);
  });

  it('whose name is not known is unreachable', async () => {
    const session = open(1, { target: { transport: 'udp', host: 'none.example', port: 161 } });
    expect(await failure(session.get([OID]))).toMatchObject({
      code: 'unreachable',
      message: saying('none.example'),
    });
  });

  it('is asked from the source address', async () => {
    client = snmpClient({ hosts, sourceAddress: '127.0.0.7' });
    const seen: string[] = [];
    const { port } = await agentThat(({ bytes, reply, from }) => {
      seen.push(from);
      reply(integerReply(bytes, 5));
    });
    await open(port).get([OID]);
    expect(seen).toEqual(['127.0.0.7']);
  });

  it('cannot be asked from an address that this machine does not have', async () => {
    client = snmpClient({ hosts, sourceAddress: '192.0.2.1' });
    expect(await failure(open(161).get([OID]))).toEqual({
      code: 'unreachable',
      message:
        'udp://127.0.0.1:161: there is no socket to ask from (EADDRNOTAVAIL): is 192.0.2.1 an address of this machine?',
    });
  });

  it('of another family than the source address is unreachable', async () => {
    client = snmpClient({ hosts, sourceAddress: '127.0.0.1' });
    const target = { transport: 'udp' as const, host: '::1', port: 161 };
    expect(await failure(open(161, { target }).get([OID]))).toEqual({
      code: 'unreachable',
      message: 'udp://[::1]:161: ::1 has no address that 127.0.0.1 could ask',
    });
  });
});
