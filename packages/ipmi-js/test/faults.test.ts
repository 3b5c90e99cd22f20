import { createSocket } from 'node:dgram';
import { getEventListeners, once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createUdpTransport } from '../src/index.ts';
import type { Outgoing } from './support/bmc/bmc.ts';
import { clientOf, DEVICE_ID, maker, MAKER, startBmc } from './support/clients.ts';

const dropFirst = (count: number): Outgoing => {
  let left = count;
  return (packet, send) => {
    if (left-- <= 0) send(packet);
  };
};

describe('packets that do not come as they should', () => {
  it.each<[string, Outgoing]>([
    ['slowly', (packet, send) => setTimeout(() => send(packet), 25)],
    [
      'twice',
      (packet, send) => {
        send(packet);
        send(packet);
      },
    ],
    ['after the second request', dropFirst(3)],
    [
      'with half a packet before each',
      (packet, send) => {
        send(packet.subarray(0, packet.length / 2));
        send(packet);
      },
    ],
    [
      'with noise before each',
      (packet, send) => {
        for (const length of [1, 4, 16, 40, 1400]) send(Buffer.alloc(length, 0x06));
        send(packet);
      },
    ],
  ])('%s', async (_name, outgoing) => {
    const bmc = await startBmc();
    bmc.outgoing = outgoing;
    const client = clientOf(bmc, { cipherSuites: [17] });
    for (let i = 0; i < 5; i++) expect(await maker(client)).toBe(MAKER);
    expect(client.stats.logins).toBe(1);
  });

  it('lost at every step of the login', async () => {
    for (let step = 0; step < 6; step++) {
      const bmc = await startBmc();
      let packets = 0;
      bmc.outgoing = (packet, send) => {
        if (packets++ !== step) send(packet);
      };
      expect(await maker(clientOf(bmc))).toBe(MAKER);
    }
  });

  it('one way or the other, one in five', async () => {
    const bmc = await startBmc();
    let packets = 0;
    bmc.outgoing = (packet, send) => {
      if (++packets % 5 !== 0) send(packet);
    };
    const client = clientOf(bmc, { timeoutMs: 5_000 });
    const all = await Promise.all(Array.from({ length: 60 }, () => maker(client)));
    expect(new Set(all)).toEqual(new Set([MAKER]));
    expect(client.stats.resent).toBeGreaterThan(5);
  });
});

describe('packets that are not believed', () => {
  /** Sends something before every answer in an open session. */
  async function withForged(forge: (packet: Buffer) => Buffer, cipherSuites = [17]) {
    const bmc = await startBmc();
    // Nothing is to be asked twice: each answer has one forgery before it.
    const client = clientOf(bmc, { cipherSuites, resendAfterMs: 2_000 });
    await client.connect();
    bmc.outgoing = (packet, send) => {
      send(forge(packet));
      send(packet);
    };
    for (let i = 0; i < 3; i++) expect(await maker(client)).toBe(MAKER);
    await expect.poll(() => client.stats.received).toBeGreaterThanOrEqual(11);
    return client.stats.dropped;
  }
  const changed =
    (at: number, change = 0xff) =>
    (packet: Buffer) => {
      const copy = Buffer.from(packet);
      const index = at < 0 ? copy.length + at : at;
      copy[index] = (copy[index] ?? 0) ^ change;
      return copy;
    };

  it.each<[string, (packet: Buffer) => Buffer, string, number[]?]>([
    ['a wrong code', changed(-1), 'integrity'],
    ['a changed payload', changed(20), 'integrity'],
    ['a changed sequence number', changed(10), 'integrity'],
    ["another session's id", changed(6), 'session'],
    ['no authentication', changed(5, 0x40), 'session'],
    ['no encryption', changed(5, 0x80), 'session'],
    ['a cut trailer', (packet) => packet.subarray(0, -20), 'integrity'],
    ['another RMCP version', changed(0), 'malformed'],
    ['another RMCP class', changed(3), 'unexpected'],
    ['a login message', () => Buffer.from('0600ff0706110000000000000000020009ff', 'hex'), 'unexpected'],
    [
      'a packet of IPMI 1.5',
      () => Buffer.from('0600ff070000000000000000000009811c6320380000000000', 'hex'),
      'malformed',
    ],
    ['a wrong checksum where nothing signs', changed(-1), 'checksum', [1]],
    ['a wrong command where nothing signs', (packet) => forgedCommand(packet), 'unexpected', [1]],
  ])('%s', async (_name, forge, reason, suites) => {
    expect(await withForged(forge, suites)).toMatchObject({ [reason]: 3 });
  });

  it('a replay', async () => {
    const bmc = await startBmc();
    const client = clientOf(bmc, { cipherSuites: [3], resendAfterMs: 2_000 });
    await client.connect();
    const old: Buffer[] = [];
    bmc.outgoing = (packet, send) => {
      for (const each of old) send(each);
      old.push(packet);
      send(packet);
    };
    for (let i = 0; i < 4; i++) expect(await maker(client)).toBe(MAKER);
    await expect.poll(() => client.stats.dropped.sequence).toBe(6);
  });

  it('from elsewhere', async () => {
    const bmc = await startBmc();
    const other = createSocket('udp4').bind(0, '127.0.0.1');
    await once(other, 'listening');
    const transport = createUdpTransport();
    const client = clientOf(bmc, { transport });
    bmc.outgoing = (packet, send) => {
      other.send(packet, bmc.lastPort, '127.0.0.1', () => setTimeout(() => send(packet), 5));
    };
    expect(await maker(client)).toBe(MAKER);
    expect(transport.elsewhere).toBeGreaterThanOrEqual(6);
    bmc.outgoing = null;
    other.close();
  });

  function forgedCommand(packet: Buffer): Buffer {
    const copy = Buffer.from(packet);
    // Command one up, checksum one down: still sound, but not what was asked.
    copy[21] = (copy[21] ?? 0) + 1;
    copy[copy.length - 1] = (copy[copy.length - 1] ?? 0) - 1;
    return copy;
  }
});

describe('a BMC that is gone', () => {
  it('says nothing: an error in time', async () => {
    const bmc = await startBmc();
    bmc.outgoing = () => undefined;
    const client = clientOf(bmc, { timeoutMs: 300 });
    const startedAt = performance.now();
    await expect(maker(client)).rejects.toMatchObject({ code: 'timeout' });
    expect(performance.now() - startedAt).toBeLessThan(600);
  });

  it('stops in the middle of a session, and comes back', async () => {
    const bmc = await startBmc();
    const client = clientOf(bmc, { timeoutMs: 400 });
    await maker(client);
    bmc.outgoing = () => undefined;
    await expect(maker(client)).rejects.toMatchObject({ code: 'timeout' });
    bmc.outgoing = null;
    expect(await maker(client)).toBe(MAKER);
  });

  it('has its port closed: an error at once', async () => {
    const socket = createSocket('udp4').bind(0, '127.0.0.1');
    await once(socket, 'listening');
    const { port } = socket.address();
    socket.close();
    const client = clientOf({ port }, { timeoutMs: 10_000, resendAfterMs: 100 });
    await expect(maker(client)).rejects.toMatchObject({ code: 'unreachable', message: /port is closed/ });
  });

  it('has a name without address', async () => {
    const client = clientOf({ port: 623 }, { host: 'bmc.invalid' });
    await expect(maker(client)).rejects.toMatchObject({ code: 'unreachable', message: /bmc\.invalid/ });
  });

  it('a hundred of them at once fail in the time of one', async () => {
    const bmc = await startBmc({ address: '0.0.0.0' });
    bmc.outgoing = () => undefined;
    const transport = createUdpTransport();
    const hosts = Array.from({ length: 100 }, (_, i) => `127.0.1.${i + 1}`);
    const clients = hosts.map((host) => clientOf(bmc, { host, timeoutMs: 500, transport }));
    const startedAt = performance.now();
    const results = await Promise.allSettled(clients.map((client) => maker(client)));
    expect(results.every(({ status }) => status === 'rejected')).toBe(true);
    expect(performance.now() - startedAt).toBeLessThan(1_500);
  });
});

describe('several at once', () => {
  it('has no more in flight than allowed', async () => {
    const limits = await Promise.all([1, 2, 5].map((maxInFlight) => highestInFlight(maxInFlight)));
    expect(limits).toEqual([1, 2, 5]);
  });

  it('asks one at a time after a loss', async () => {
    const bmc = await startBmc();
    const client = clientOf(bmc, { maxInFlight: 4, timeoutMs: 15_000, resendAfterMs: 300 });
    await client.connect();
    bmc.outgoing = dropFirst(1);
    await Promise.all(Array.from({ length: 20 }, () => maker(client)));
    const late: number[] = [];
    let inFlight = 0;
    bmc.outgoing = (packet, send) => {
      late.push(++inFlight);
      setTimeout(() => {
        inFlight--;
        send(packet);
      }, 5);
    };
    await Promise.all(Array.from({ length: 5 }, () => maker(client)));
    expect(Math.max(...late)).toBe(1);
  });

  it('logs in once for all that wait', async () => {
    const client = clientOf(await startBmc());
    await Promise.all(Array.from({ length: 10 }, () => maker(client)));
    expect(client.stats.logins).toBe(1);
  });

  it('refuses to hold more than 4096', async () => {
    const bmc = await startBmc();
    const client = clientOf(bmc);
    await client.connect();
    bmc.outgoing = () => undefined;
    const results = Promise.allSettled(Array.from({ length: 4_200 }, () => client.send(DEVICE_ID)));
    await new Promise((done) => setImmediate(done));
    await client.close();
    const codes = (await results).map((each) =>
      each.status === 'rejected' ? (each.reason as { code: string }).code : '',
    );
    expect(codes.filter((code) => code === 'limit_exceeded')).toHaveLength(4_200 - 4_096 - 2);
    expect(codes.filter((code) => code === 'closed')).toHaveLength(4_098);
  });

  async function highestInFlight(maxInFlight: number): Promise<number> {
    let now = 0;
    let highest = 0;
    const bmc = await startBmc({
      answer: async () => {
        highest = Math.max(highest, ++now);
        await new Promise((done) => setTimeout(done, 3));
        now--;
        return { data: [] };
      },
    });
    const client = clientOf(bmc, { maxInFlight, resendAfterMs: 1_000 });
    await Promise.all(Array.from({ length: 20 }, () => client.send(DEVICE_ID)));
    return highest;
  }
});

describe('answers of their own kind', () => {
  it('busy is asked again', async () => {
    let asked = 0;
    const answer = () => (++asked < 3 ? { completionCode: 0xc0 } : { data: [1] });
    const client = clientOf(await startBmc({ answer }));
    expect(await client.send(DEVICE_ID)).toMatchObject({ completionCode: 0 });
    expect(asked).toBe(3);
  });

  it('busy for ever is told', async () => {
    const client = clientOf(await startBmc({ answer: () => ({ completionCode: 0xc0 }) }));
    expect(await client.send(DEVICE_ID)).toMatchObject({ completionCode: 0xc0 });
  });

  it('a completion code is handed over', async () => {
    const client = clientOf(await startBmc({ answer: () => ({ completionCode: 0xcb, data: [1, 2] }) }));
    expect(await client.send(DEVICE_ID)).toEqual({ completionCode: 0xcb, data: Uint8Array.of(1, 2) });
  });

  it.each(['embedded', 'forwarded'] as const)('a controller behind the BMC answers, %s', async (bridging) => {
    const satellite = ({ data }: { data: Buffer }) => ({ data: Buffer.from(data).reverse() });
    const client = clientOf(await startBmc({ bridging, satellites: { 0x72: satellite } }));
    const data = Uint8Array.of(1, 2, 3);
    const target = { channel: 0, address: 0x72 };
    const reply = await client.send({ netFn: 6, command: 0x52, data, target });
    expect(reply).toEqual({ completionCode: 0, data: Uint8Array.of(3, 2, 1) });
    const nobody = await client.send({ netFn: 6, command: 1, target: { channel: 0, address: 0x74 } });
    expect(nobody).toMatchObject({ completionCode: 0x83 });
  });
});

describe('who no longer waits', () => {
  it.each([
    ['before', 0],
    ['during the login', 20],
    ['during the command', 120],
  ])('is let go %s', async (_name, afterMs) => {
    const bmc = await startBmc();
    bmc.outgoing = (packet, send) => setTimeout(() => send(packet), 12);
    const client = clientOf(bmc, { resendAfterMs: 1_000 });
    if (afterMs > 100) bmc.outgoing = null;
    if (afterMs > 100) await client.connect();
    bmc.outgoing = (packet, send) => setTimeout(() => send(packet), 200);
    const controller = new AbortController();
    if (afterMs === 0) controller.abort();
    else setTimeout(() => controller.abort(), afterMs);
    const startedAt = performance.now();
    await expect(client.send(DEVICE_ID, { signal: controller.signal })).rejects.toMatchObject({
      code: 'aborted',
    });
    expect(performance.now() - startedAt).toBeLessThan(190);
  });
});

describe('one signal for many commands', () => {
  it('has one listener, and none in the end', async () => {
    const client = clientOf(await startBmc());
    const { signal } = new AbortController();
    const listeners = () => getEventListeners(signal, 'abort').length;
    const all = Promise.all(Array.from({ length: 50 }, () => client.send(DEVICE_ID, { signal })));
    expect(listeners()).toBe(1);
    await all;
    expect(listeners()).toBe(0);
  });
});

describe('the end of a session', () => {
  it('logs out, and refuses what comes later', async () => {
    const bmc = await startBmc();
    const client = clientOf(bmc);
    await maker(client);
    expect(bmc.sessions).toBe(1);
    await client.close();
    expect(bmc.sessions).toBe(0);
    await expect(maker(client)).rejects.toMatchObject({ code: 'closed' });
    await client.close();
  });

  it('does not wait for a BMC that is gone', async () => {
    const bmc = await startBmc();
    const client = clientOf(bmc, { timeoutMs: 200 });
    await maker(client);
    bmc.outgoing = () => undefined;
    await client.close();
  });

  it('interrupts a login', async () => {
    const bmc = await startBmc();
    bmc.outgoing = () => undefined;
    const client = clientOf(bmc);
    const asked = maker(client);
    await client.close();
    await expect(asked).rejects.toMatchObject({ code: 'closed' });
  });

  it('comes by itself when nobody asks', async () => {
    const bmc = await startBmc();
    const client = clientOf(bmc, { keepAliveMs: 20, closeAfterMs: 90 });
    await client.connect();
    const before = bmc.received;
    await expect.poll(() => bmc.sessions).toBe(0);
    expect(bmc.received - before).toBeGreaterThanOrEqual(3);
    expect(client.session).toBeNull();
    expect(await maker(client)).toBe(MAKER);
  });
});
