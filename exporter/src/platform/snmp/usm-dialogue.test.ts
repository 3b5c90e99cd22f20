import { afterEach, describe, expect, it } from 'vitest';
import { oidContent, tlv } from '../../../../test/support/snmp-agent/ber.ts';
import { snmpAuth } from '../../../../test/support/snmp-auth.ts';
import { type ScriptedAgent, startScriptedAgent } from '../../../../test/support/snmp-script.ts';
import type { SnmpSession } from '../../contract/snmp.ts';
import { ModuleError } from '../../model/errors.ts';
import { FLAG_AUTH, readV3Message, type V3Header, v3Message } from '../../protocols/snmp/v3-message.ts';
import { hostLookup } from '../host-lookup.ts';
import { type OpenSnmpClient, snmpClient } from './client.ts';
import { digestBytes, isAuthentic, sign } from './usm-crypto.ts';
import { Engine } from './usm-engine.ts';
import { KeyRing } from './usm-keys.ts';

const OID = [1, 3, 6, 1, 2, 1, 1, 3, 0];
const AUTH = snmpAuth({
  version: 3,
  securityLevel: 'authNoPriv',
  username: 'ops',
  password: 'a-long-password',
  authProtocol: 'SHA256',
});
const UNKNOWN_ENGINE = [1, 3, 6, 1, 6, 3, 15, 1, 1, 4, 0];
const NOT_IN_TIME = [1, 3, 6, 1, 6, 3, 15, 1, 1, 2, 0];
const UNKNOWN_USER = [1, 3, 6, 1, 6, 3, 15, 1, 1, 3, 0];
const ENGINE = Buffer.from('80001f8804616263', 'hex');
const OTHER_ENGINE = Buffer.from('80001f8804646566', 'hex');

const keys = new KeyRing();
let client: OpenSnmpClient = snmpClient({ hosts: hostLookup(() => performance.now()) });
let agents: ScriptedAgent[] = [];
afterEach(() => {
  client.close();
  expect(client.stats()).toMatchObject({ sessions: 0, sockets: 0, waiting: 0 });
  client = snmpClient({ hosts: hostLookup(() => performance.now()) });
  agents.forEach((agent) => agent.close());
  agents = [];
});

/** A device whose engine and clock a test can change at any time. */
interface Device {
  engineId: Buffer;
  boots: number;
  time: number;
  /** What it sends is changed so, before it is signed. */
  disguise: (header: V3Header) => V3Header;
  isSigned: boolean;
  /** Instead of an answer to what is well signed. */
  report: readonly number[] | null;
  /** Reports that it is not in the time window are signed unless an agent is careless. */
  signsReports: boolean;
}

async function startDevice(change: Partial<Device> = {}) {
  const device: Device = {
    engineId: ENGINE,
    boots: 5,
    time: 1000,
    disguise: (header) => header,
    isSigned: true,
    report: null,
    signsReports: true,
    ...change,
  };
  const agent = await startScriptedAgent(({ bytes, reply }) => {
    const answer = answerOf(device, bytes);
    if (answer) reply(answer);
  });
  agents.push(agent);
  const open = (retries = 0): SnmpSession => {
    const target = { transport: 'udp' as const, host: '127.0.0.1', port: agent.port };
    const { signal } = new AbortController();
    return client.open({ target, auth: AUTH, timeoutMs: 150, retries, signal });
  };
  return { device, open, requests: agent.requests };
}

/** As RFC 3414 section 3.2 wants it, as far as the device is honest. */
function answerOf(device: Device, request: Buffer): Buffer | null {
  const { header } = readV3Message(request);
  if (!header.engineId.equals(device.engineId)) return message(device, header, UNKNOWN_ENGINE, false);
  const own = keys.keysOf(AUTH, device.engineId);
  if (!isAuthentic(readV3Message(request), AUTH.authProtocol, own.auth)) return null;
  const isInTime = header.boots === device.boots && Math.abs(header.time - device.time) <= 150;
  if (!isInTime) return message(device, header, NOT_IN_TIME, device.signsReports);
  if (device.report) return message(device, header, device.report, false);
  return message(device, header, null, device.isSigned);
}

function message(
  device: Device,
  request: V3Header,
  report: readonly number[] | null,
  isSigned: boolean,
): Buffer {
  const { engineId, boots, time } = device;
  const integer = (value: number) => tlv(2, Buffer.of(value));
  const varbind = tlv(0x30, Buffer.concat([tlv(6, oidContent(report ?? OID)), tlv(0x41, Buffer.of(7))]));
  const id = tlv(2, Buffer.from(Uint32Array.of(request.messageId).buffer).reverse());
  const pdu = tlv(report ? 0xa8 : 0xa2, Buffer.concat([id, integer(0), integer(0), tlv(0x30, varbind)]));
  const scoped = tlv(0x30, Buffer.concat([tlv(4, engineId), tlv(4, Buffer.alloc(0)), pdu]));
  const flags = isSigned ? FLAG_AUTH : 0;
  const header = { ...request, engineId, boots, time, flags };
  if (!isSigned) return v3Message(device.disguise(header), 0, scoped).bytes;
  const signed = v3Message(device.disguise(header), digestBytes(AUTH.authProtocol), scoped);
  sign(signed, AUTH.authProtocol, keys.keysOf(AUTH, engineId).auth);
  return signed.bytes;
}

const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no failure',
    (error: unknown) => (error instanceof ModuleError ? { code: error.code, message: error.message } : error),
  );
const saying = (text: string) => expect.stringContaining(text) as string;
const value = async (session: SnmpSession) => (await session.get([OID])).varbinds.number(0);

describe('an engine', () => {
  it('is discovered once, by all requests together', async () => {
    const { open, requests } = await startDevice();
    const session = open();
    expect(await Promise.all([value(session), value(session), value(session)])).toEqual([7, 7, 7]);
    expect(requests).toHaveLength(4);
    expect(await value(open())).toBe(7);
    expect(requests).toHaveLength(5);
  });

  it('that another took the place of is discovered again', async () => {
    const { device, open } = await startDevice();
    expect(await value(open())).toBe(7);
    device.engineId = OTHER_ENGINE;
    const session = open();
    expect(await value(session)).toBe(7);
    expect(session.traffic).toMatchObject({ packetsSent: 2, packetsRetried: 0 });
  });

  it.each([
    ['signed', true],
    ['not signed, by a careless agent', false],
  ])('that was started again tells its time: %s', async (_, signsReports) => {
    const { device, open, requests } = await startDevice({ signsReports });
    expect(await value(open())).toBe(7);
    device.boots = 6;
    device.time = 3;
    expect(await value(open())).toBe(7);
    expect(requests).toHaveLength(4);
    expect(await value(open())).toBe(7);
    expect(requests).toHaveLength(5);
  });

  it('that says nothing of its time when discovered is asked for it', async () => {
    const { device, open } = await startDevice({ boots: 9, time: 5000 });
    device.disguise = (header) => (header.flags === 0 ? { ...header, boots: 0, time: 0 } : header);
    expect(await value(open())).toBe(7);
  });

  it('that does not answer is forgotten', async () => {
    const { device, open } = await startDevice();
    await value(open());
    device.isSigned = false;
    const silent = device.engineId;
    device.engineId = OTHER_ENGINE;
    device.disguise = (header) => ({ ...header, messageId: 1 });
    expect(await failure(open().get([OID]))).toMatchObject({ code: 'timeout' });
    Object.assign(device, { engineId: silent, isSigned: true, disguise: (header: V3Header) => header });
    const session = open();
    expect(await value(session)).toBe(7);
    expect(session.traffic.packetsSent).toBe(2);
  });

  it.each<[string, Partial<Device>, string]>([
    ['is never in time', { disguise: (header) => ({ ...header, boots: 1 }) }, 'time window'],
    [
      'does not know its own name',
      { disguise: (header) => ({ ...header, engineId: OTHER_ENGINE }) },
      'engine id',
    ],
  ])('that %s is given up', async (_, change, text) => {
    const { open, requests } = await startDevice(change);
    expect(await failure(open().get([OID]))).toMatchObject({ code: 'auth_failed', message: saying(text) });
    expect(requests.length).toBeLessThan(7);
  });

  it('that does not name itself is malformed', async () => {
    const { open } = await startDevice({ disguise: (header) => ({ ...header, engineId: Buffer.alloc(0) }) });
    expect(await failure(open().get([OID]))).toEqual({
      code: 'malformed_reply',
      message: saying('it does not name its engine'),
    });
  });

  it('that refuses the user says so', async () => {
    const { open } = await startDevice({ report: UNKNOWN_USER });
    expect(await failure(open(3).get([OID]))).toEqual({
      code: 'auth_failed',
      message: saying('refuses us: it does not know the user'),
    });
  });
});

describe('an answer', () => {
  it.each<[string, Partial<Device>, string]>([
    ['that is not signed', { isSigned: false }, 'not secured as the request was'],
    [
      'whose digest is wrong',
      { disguise: (header) => (header.flags === 0 ? header : { ...header, engineId: OTHER_ENGINE }) },
      'signed by somebody else',
    ],
    [
      'to another user',
      {
        disguise: (header) => (header.flags === 0 ? header : { ...header, userName: Buffer.from('x') }),
      },
      'not secured as the request was',
    ],
    [
      'that is encrypted and not signed',
      { isSigned: false, disguise: (header) => (header.boots === 5 ? { ...header, flags: 2 } : header) },
      '',
    ],
    [
      'of before the last start',
      { disguise: (header) => (header.flags === 0 ? header : { ...header, boots: 4 }) },
      'older than the time window allows',
    ],
  ])('%s is refused', async (_, change, text) => {
    const { open } = await startDevice(change);
    const session = open();
    const failed = (await failure(session.get([OID]))) as { code: string; message: string };
    expect(failed.message).toContain(text);
    expect(['auth_failed', 'malformed_reply']).toContain(failed.code);
    expect(session.traffic.repliesRefused).toBeGreaterThan(0);
  });

  it('whose bits were changed on the way is refused, and the true one taken', async () => {
    const { device, open } = await startDevice();
    await value(open());
    const agent = await startScriptedAgent(({ bytes, reply }) => {
      const answer = answerOf(device, bytes);
      if (!answer) return;
      const changed = Buffer.from(answer);
      changed[changed.length - 1] = 99;
      reply(changed);
      reply(answer);
    });
    agents.push(agent);
    const target = { transport: 'udp' as const, host: '127.0.0.1', port: agent.port };
    const { signal } = new AbortController();
    const session = client.open({ target, auth: AUTH, timeoutMs: 500, retries: 0, signal });
    expect(await value(session)).toBe(7);
    expect(session.traffic.repliesRefused).toBeGreaterThan(0);
  });
});

describe("an engine's clock", () => {
  it('goes on, and accepts what is not older than 150 s', () => {
    let now = 0;
    const engine = new Engine(ENGINE, { boots: 2, time: 1000 }, () => now);
    now = 10_500;
    expect(engine.clock()).toEqual({ boots: 2, time: 1010 });
    expect(engine.accepts({ boots: 2, time: 1011 })).toBe(true);
    expect(engine.clock()).toEqual({ boots: 2, time: 1011 });
    expect(engine.accepts({ boots: 2, time: 861 })).toBe(true);
    expect(engine.accepts({ boots: 2, time: 860 })).toBe(false);
    expect(engine.accepts({ boots: 1, time: 2000 })).toBe(false);
    expect(engine.accepts({ boots: 3, time: 1 })).toBe(true);
    expect(engine.clock()).toEqual({ boots: 3, time: 1 });
    expect(engine.accepts({ boots: 2 ** 31 - 1, time: 1 })).toBe(false);
  });
});
