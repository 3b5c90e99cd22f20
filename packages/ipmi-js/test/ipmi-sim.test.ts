/** Beside a BMC that others wrote: Debian's ipmi_sim. */
import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SATELLITE_ADDRESS } from '../../../test/support/ipmi-sim/machine.ts';
import {
  ADMIN,
  IPMI_SIM,
  type IpmiSim,
  READER,
  startIpmiSim,
} from '../../../test/support/ipmi-sim/ipmi-sim.ts';
import { hasTool } from '../../../test/support/tool.ts';
import { createUdpTransport, discover, type IpmiClientOptions } from '../src/index.ts';
import { clientOf, DEVICE_ID } from './support/clients.ts';

/** Maker and product of the simulated BMC. */
const DEVICE = /^.{12}5701003412/;

describe.skipIf(!hasTool(IPMI_SIM))('ipmi_sim', () => {
  let sim: IpmiSim;
  const start = async () => {
    sim = await startIpmiSim();
  };
  const stop = () => sim.stop();

  const deviceId = async (options: Partial<IpmiClientOptions>) => {
    const client = clientOf(sim, { ...ADMIN, privilege: 'admin', resendAfterMs: 500, ...options });
    const { data } = await client.send(DEVICE_ID);
    return { device: Buffer.from(data).toString('hex'), session: client.session, client };
  };

  describe('RMCP+', () => {
    beforeAll(start);
    afterAll(stop);
    // Its suites with HMAC-MD5-128, and 12, answer nobody: neither ipmitool nor FreeIPMI get in.
    it.each([0, 1, 2, 3, 6, 11])('suite %i', async (suite) => {
      const { device, session } = await deviceId({ cipherSuites: [suite] });
      expect(device).toMatch(DEVICE);
      expect(session).toMatchObject({ cipherSuite: suite });
    });
  });

  // A program of its own: after sessions of suites 6 and 11, one of IPMI 1.5 makes ipmi_sim crash.
  describe('IPMI 1.5', () => {
    beforeAll(start);
    afterAll(stop);
    it.each<'none' | 'md5' | 'password'>(['none', 'md5', 'password'])('%s', async (type) => {
      const { device, session } = await deviceId({ version: '1.5', authTypes: [type] });
      expect(device).toMatch(DEVICE);
      expect(session).toMatchObject({ version: '1.5' });
    });
  });

  describe('with suite 3', () => {
    beforeAll(start);
    afterAll(stop);
    it('negotiates the best that it has', async () => {
      expect((await deviceId({})).session).toMatchObject({ cipherSuite: 3 });
    });

    it('lets a user in who may only read', async () => {
      expect((await deviceId({ ...READER, privilege: 'user' })).device).toMatch(DEVICE);
    });

    it('tells before any login what it can', async () => {
      const found = await discover({ host: '127.0.0.1', port: sim.port });
      expect(found).toMatchObject({ capabilities: { supportsV15: true, supportsV20: true, needsKg: false } });
      expect(found.cipherSuites).toContain(3);
    });

    it('answers a ping', async () => {
      expect(await createUdpTransport().knock('127.0.0.1', sim.port, 1_000)).toBe('answered');
    });

    it('passes requests on to another controller', async () => {
      const { client } = await deviceId({});
      const target = { channel: 0, address: SATELLITE_ADDRESS };
      const { data } = await client.send({ ...DEVICE_ID, target });
      expect(Buffer.from(data).readUInt16LE(9)).toBe(0x5678);
    });

    it.skipIf(!hasTool('ipmitool'))('answers as it answers ipmitool', async () => {
      const { device } = await deviceId({});
      const login = ['-I', 'lanplus', '-C', '3', '-H', '127.0.0.1', '-p', String(sim.port)];
      const user = ['-U', ADMIN.user, '-P', ADMIN.password];
      const output = execFileSync('ipmitool', [...login, ...user, 'raw', '0x06', '0x01']).toString();
      expect(device).toBe(output.replace(/\s/g, ''));
    });

    it('takes four hundred commands of one session, one after the other and at once', async () => {
      const { client } = await deviceId({});
      for (let i = 0; i < 200; i++) await client.send(DEVICE_ID);
      await Promise.all(Array.from({ length: 200 }, () => client.send(DEVICE_ID)));
      expect(client.stats).toMatchObject({ logins: 1, resent: 0 });
    });
  });
});
