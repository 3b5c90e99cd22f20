import snmp from 'net-snmp';
import { afterEach, describe, expect, it } from 'vitest';
import type { AgentOptions } from './options.ts';
import { type SnmpAgent, startSnmpAgent } from './start.ts';

const INTERFACES = 3;
const ROWS = 8 + INTERFACES * (22 + 19);
const COUNTERS64 = INTERFACES * 8;
const SYS_NAME = '1.3.6.1.2.1.1.5.0';
const NOWHERE = '1.3.6.1.2.1.1.5.1';

let agent: SnmpAgent | undefined;
let session: snmp.Session | undefined;
afterEach(async () => {
  session?.close();
  await agent?.stop();
});

async function open(options: AgentOptions, version: 0 | 1 = snmp.Version2c, community = 'public') {
  agent = await startSnmpAgent({ interfaces: INTERFACES, ...options });
  const [host = '', port] = agent.target.split(':');
  session = snmp.createSession(host, community, { version, port: Number(port), retries: 0, timeout: 300 });
  return session;
}

const get = (from: snmp.Session, ...oids: string[]) =>
  new Promise<unknown>((resolve) =>
    from.get(oids, (error, varbinds) => resolve(error?.message ?? varbinds?.map(({ value }) => value))),
  );

const walk = (from: snmp.Session, maxRepetitions: number) =>
  new Promise<number>((resolve, reject) => {
    let rows = 0;
    from.walk(
      '1.3',
      maxRepetitions,
      (varbinds) => void (rows += varbinds.length),
      (error) => (error ? reject(error) : resolve(rows)),
    );
  });

describe('the agent of the tests, asked by net-snmp', () => {
  it.each([
    ['version 1', snmp.Version1, ROWS - COUNTERS64],
    ['version 2c', snmp.Version2c, ROWS],
  ])('tells all it has in %s', async (_, version, rows) =>
    expect(await walk(await open({}, version), 10)).toBe(rows),
  );

  it('answers for each of its addresses, and counts', async () => {
    const opened = await open({ addresses: ['127.0.0.1', '127.0.0.2'] });
    expect(String(await get(opened, SYS_NAME))).toBe('sim-switch-1');
    expect(agent?.targets.map((each) => each.split(':')[0])).toEqual(['127.0.0.1', '127.0.0.2']);
    expect(await agent?.seen()).toEqual({ requests: 1, varbinds: 1 });
  });

  it.each([
    ['what it has', {}, SYS_NAME, /^sim-switch-1$/],
    ['silent', { fault: 'silent' }, SYS_NAME, /timed out/],
    ['one who is not known', { community: 'other' }, SYS_NAME, /timed out/],
    ['from another id', { fault: 'other-id' }, SYS_NAME, /timed out/],
  ] as const)('%s', async (_, options, oid, answer) =>
    expect(String(await get(await open(options), oid))).toMatch(answer),
  );

  it('says in version 1 that it does not have something', async () =>
    expect(await get(await open({}, snmp.Version1), NOWHERE)).toMatch(/NoSuchName/));

  it('takes its time', async () => {
    const opened = await open({ delayMs: 100 });
    const startedAt = performance.now();
    await get(opened, SYS_NAME);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(100);
  });
});
