import { afterEach, describe, expect, it, vi } from 'vitest';
import { receiverRunner } from '../../../../../test/support/receiver.ts';
import type { Observation } from '../../../contract/module.ts';
import type { OperatingSystem } from '../../../contract/ports.ts';
import {
  type SnmpTrap,
  type SnmpTraps,
  TRAP_OUTCOMES,
  type TrapOptions,
  type TrapOutcome,
} from '../../../contract/snmp-traps.ts';
import { ModuleError } from '../../../model/errors.ts';
import { ValueType } from '../../../model/snmp.ts';
import { readDefinitions } from '../../../protocols/snmp/config/read.ts';
import module from './module.ts';
import { config, listenAddressOf } from './options.ts';

const LINK_DOWN: SnmpTrap = {
  version: 2,
  kind: 'trap',
  address: '10.0.0.1',
  user: null,
  engineId: null,
  trapOid: [1, 3, 6, 1, 6, 3, 1, 1, 5, 3],
  enterprise: null,
  agentAddress: null,
  uptimeTicks: null,
  varbinds: [
    { oid: [1, 3, 6, 1, 2, 1, 2, 2, 1, 8, 3], type: ValueType.integer, value: 2 },
    { oid: [1, 3, 6, 1, 4, 1, 99, 7, 3], type: ValueType.integer, value: 5 },
  ],
};

/** A port that listens to the test. */
class Heard implements SnmpTraps {
  readonly asked: TrapOptions[] = [];
  readonly counted = Object.fromEntries(TRAP_OUTCOMES.map((outcome) => [outcome, 0])) as Record<
    TrapOutcome,
    number
  >;
  closed = 0;
  tell: (trap: SnmpTrap) => void = () => undefined;
  fail: (error: Error) => void = () => undefined;
  refusal: ModuleError | null = null;

  listen(options: TrapOptions, onTrap: (trap: SnmpTrap) => void) {
    this.asked.push(options);
    if (this.refusal) return Promise.reject(this.refusal);
    this.tell = onTrap;
    let resolve: () => void = () => undefined;
    const ended = new Promise<void>((done, reject) => {
      resolve = done;
      this.fail = reject;
    });
    const close = () => {
      this.closed += 1;
      resolve();
      return Promise.resolve();
    };
    return Promise.resolve({ port: 9162, ended, close });
  }

  counts() {
    return { ...this.counted };
  }
}

const definitions = readDefinitions(
  [
    {
      path: 'snmp.yml',
      text: 'modules: {mine: {walk: [1.3.6.1.4.1.99], metrics: [{name: fanSpeed, oid: 1.3.6.1.4.1.99.7, type: gauge, help: h}]}}',
    },
  ],
  { expandEnvironmentVariables: false, environment: {} },
);

const stopping: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  vi.useRealTimers();
  for (const runner of stopping.splice(0)) await runner.stop();
});

function started(given: object = {}) {
  const snmpTraps = new Heard();
  const os = { addresses: () => [] } as unknown as OperatingSystem;
  const targets = [{ name: 'core', address: '10.0.0.1', auth: 'a', modules: [], interval: 1, labels: {} }];
  const options = { ...config.parse({ communities: ['c'], ...given }), settings: { definitions, targets } };
  const runner = receiverRunner(module, options, { snmpTraps, os });
  stopping.push(runner);
  const told: Observation[] = [];
  const failures: ModuleError[] = [];
  runner.start({
    deliver: (observations) => {
      told.push(...observations);
      return Promise.resolve();
    },
    onFailure: (error) => failures.push(error),
  });
  return { snmpTraps, runner, told, failures };
}

describe('the receiver', () => {
  it('tells what it hears, in the words of the loaded modules and targets', async () => {
    const { snmpTraps, told, runner } = started();
    await vi.waitFor(() => expect(runner.status.succeeded).toBe(true));
    snmpTraps.tell(LINK_DOWN);
    await vi.waitFor(() => expect(told).toHaveLength(1));
    expect(told[0]).toMatchObject({
      kind: 'snmp.link_down',
      asset: 'device-10.0.0.1',
      message: 'core: interface 3 is down',
      attributes: { varbinds: { '1.3.6.1.2.1.2.2.1.8.3': 2, 'fanSpeed.3': 5 } },
    });
  });

  it('listens where and for whom it is told to', async () => {
    const { snmpTraps } = started({ listenAddress: '[::1]:1162', communities: ['a', 'b'], maxPerSecond: 7 });
    await vi.waitFor(() => expect(snmpTraps.asked).toHaveLength(1));
    expect(snmpTraps.asked[0]).toEqual({
      host: '::1',
      port: 1162,
      communities: ['a', 'b'],
      users: [],
      maxPerSecond: 7,
    });
  });

  it('closes what it has opened', async () => {
    const { snmpTraps, runner } = started();
    await vi.waitFor(() => expect(runner.status.succeeded).toBe(true));
    await runner.stop();
    expect(snmpTraps.closed).toBe(1);
  });

  it('fails with what ends the listener', async () => {
    const { snmpTraps, failures, runner } = started();
    await vi.waitFor(() => expect(runner.status.succeeded).toBe(true));
    snmpTraps.fail(new ModuleError('unreachable', 'the network is down'));
    await vi.waitFor(() => expect(failures.map(({ code }) => code)).toEqual(['unreachable']));
  });

  it('says that nobody may send', async () => {
    const { runner } = started({ communities: [] });
    await vi.waitFor(() => expect(runner.status.partial).toBe(true));
    expect(runner.status.errors.get('auth_failed')).toBe(1);
  });

  it('tells once a minute how much was refused, by reason', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const { snmpTraps, runner } = started();
    await vi.waitFor(() => expect(runner.status.succeeded).toBe(true));
    Object.assign(snmpTraps.counted, { accepted: 9, unknown_community: 2, replayed: 1, rate_limited: 5 });
    vi.advanceTimersByTime(60_000);
    expect(Object.fromEntries(runner.status.errors)).toEqual({ auth_failed: 2, limit_exceeded: 1 });
    vi.advanceTimersByTime(60_000);
    expect(Object.fromEntries(runner.status.errors)).toEqual({ auth_failed: 2, limit_exceeded: 1 });
  });
});

describe('its options', () => {
  it.each([
    [':9162', { host: undefined, port: 9162 }],
    ['127.0.0.1:0', { host: '127.0.0.1', port: 0 }],
    ['[fe80::1]:162', { host: 'fe80::1', port: 162 }],
    ['9162', null],
    [':65536', null],
    ['::1:162', null],
    ['a b:162', null],
  ])('the address %s', (text, expected) => expect(listenAddressOf(text)).toEqual(expected));

  const user = { name: 'ops', password: 'long enough', privPassword: 'long enough' };
  it.each<[string, object, string | null]>([
    ['all that a user needs', { users: [user] }, null],
    ['one who proves nothing', { users: [{ name: 'ops', securityLevel: 'noAuthNoPriv' }] }, null],
    ['one who hides nothing', { users: [{ ...user, securityLevel: 'authNoPriv', privPassword: '' }] }, null],
    ['a short password', { users: [{ ...user, password: 'short' }] }, 'users.0.password'],
    ['no password of privacy', { users: [{ ...user, privPassword: '' }] }, 'users.0.privPassword'],
    ['two of one name', { users: [user, user] }, 'users'],
    ['an unknown protocol', { users: [{ ...user, privProtocol: '3DES' }] }, 'users.0.privProtocol'],
    ['an empty community', { communities: [''] }, 'communities.0'],
    ['no address', { listenAddress: 'here' }, 'listenAddress'],
  ])('%s', (_, given, place) => {
    const { error } = config.safeParse(given);
    expect(error?.issues.map(({ path }) => path.join('.')) ?? [null]).toEqual([place]);
  });
});
