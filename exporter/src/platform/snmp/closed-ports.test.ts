import { afterEach, describe, expect, it } from 'vitest';
import { snmpAuth } from '../../../../test/support/snmp-auth.ts';
import { integerReply, startScriptedAgent } from '../../../../test/support/snmp-script.ts';
import type { SnmpOptions, SnmpReply, SnmpSession } from '../../contract/snmp.ts';
import { ModuleError } from '../../model/errors.ts';
import { hostLookup } from '../host-lookup.ts';
import { snmpClient } from './client.ts';

const OID = [1, 3, 6, 1, 2, 1, 1, 3, 0];
const hosts = hostLookup(
  () => performance.now(),
  async (host) => Promise.resolve([host]),
);
let client = snmpClient({ hosts });
afterEach(() => {
  client.close();
  client = snmpClient({ hosts });
});

function open(port: number, options: Partial<SnmpOptions> = {}): SnmpSession {
  const target = { transport: 'udp' as const, host: '127.0.0.1', port };
  const { signal } = new AbortController();
  return client.open({ target, auth: snmpAuth(), timeoutMs: 5000, retries: 1, signal, ...options });
}

const valueIn = ({ varbinds }: SnmpReply) => varbinds.number(0);
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no failure',
    (error: unknown) => (error instanceof ModuleError ? { code: error.code, message: error.message } : error),
  );
const activeSockets = () =>
  process.getActiveResourcesInfo().filter((name) => name === 'UDPWrap' || name === 'UDPSOCKET').length;

/** A port that was free a moment ago. */
async function closedPort(): Promise<number> {
  const agent = await startScriptedAgent(() => undefined);
  agent.close();
  return agent.port;
}

describe('a port where nobody listens', () => {
  const PATIENT = { timeoutMs: 5000, retries: 1 };
  const refused = (port: number) => ({
    code: 'unreachable',
    message: `udp://127.0.0.1:${port}: connection refused: nobody listens on this port. Is SNMP on, is the port right, does a firewall reject UDP ${port}?`,
  });

  it.each(['2c', '3'])('is heard of at once by version %s', async (version) => {
    const port = await closedPort();
    const auth = snmpAuth({ version: version === '3' ? 3 : 2 });
    const session = open(port, { ...PATIENT, auth });
    const started = performance.now();
    expect(await failure(session.get([OID]))).toEqual(refused(port));
    expect(performance.now() - started).toBeLessThan(1000);
    expect(session.traffic).toMatchObject({ packetsSent: 2, packetsRetried: 1 });
    session.close();
  });

  it('is heard of at once for 250 of them, and leaves nothing', async () => {
    const port = await closedPort();
    const started = performance.now();
    const failures = await Promise.all(
      Array.from({ length: 250 }, async () => {
        const session = open(port, PATIENT);
        const failed = await failure(session.get([OID]));
        session.close();
        return failed;
      }),
    );
    for (const failed of failures) expect(failed).toEqual(refused(port));
    expect(performance.now() - started).toBeLessThan(4000);
    await expect.poll(activeSockets).toBe(0);
  });

  it('is not believed of a device that has answered in this session', async () => {
    const agent = await startScriptedAgent(({ bytes, reply }) => reply(integerReply(bytes, 5)));
    const session = open(agent.port, { timeoutMs: 500, retries: 1 });
    await session.get([OID]);
    agent.close();
    expect(await failure(session.get([OID]))).toMatchObject({ code: 'timeout' });
    expect(session.traffic.packetsSent).toBe(3);
  });

  it('is heard of after one attempt where a device had answered before', async () => {
    const agent = await startScriptedAgent(({ bytes, reply }) => reply(integerReply(bytes, 5)));
    await open(agent.port).get([OID]);
    agent.close();
    const times = [];
    for (const _ of [1, 2]) {
      const started = performance.now();
      const session = open(agent.port, { timeoutMs: 700, retries: 5 });
      expect(await failure(session.get([OID]))).toEqual(refused(agent.port));
      times.push(performance.now() - started);
    }
    expect(times[0]).toBeGreaterThan(700);
    expect(times[1]).toBeLessThan(700);
  });

  it('is not suspected of a device that is slow: it gets one datagram more, and then none', async () => {
    const agent = await startScriptedAgent(({ bytes, reply }) => {
      setTimeout(() => reply(integerReply(bytes, 5)), 300);
    });
    const traffic = [];
    for (const _ of [1, 2]) {
      const session = open(agent.port, PATIENT);
      expect(valueIn(await session.get([OID]))).toBe(5);
      expect(valueIn(await session.get([OID]))).toBe(5);
      traffic.push(session.traffic.packetsSent);
    }
    expect(traffic).toEqual([3, 2]);
    expect(agent.requests).toHaveLength(5);
    agent.close();
  });
});
