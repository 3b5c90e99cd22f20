/** However people write where a BMC is, its replies are known. */
import { networkInterfaces } from 'node:os';
import { describe, expect, it } from 'vitest';
import { discover } from '../src/index.ts';
import { clientOf, maker, MAKER, startBmc } from './support/clients.ts';

const interfaces = Object.entries(networkInterfaces()).flatMap(([name, addresses = []]) =>
  addresses.map(({ address }) => ({ name, address })),
);
const hasIpv6 = interfaces.some(({ address }) => address === '::1');
const linkLocal = interfaces.find(({ address }) => address.startsWith('fe80:'));

describe('a BMC', () => {
  it.each(['127.0.0.1', 'localhost', '127.1', '::ffff:127.0.0.1', '::ffff:7f00:1'])('at %s', async (host) => {
    if (host.includes(':') && !hasIpv6) return;
    const bmc = await startBmc({ address: '127.0.0.1' });
    expect(await maker(clientOf(bmc, { host }))).toBe(MAKER);
  });

  it.runIf(hasIpv6).each(['::1', '0:0:0:0:0:0:0:1', '0::0:1'])('at %s', async (host) => {
    const bmc = await startBmc({ address: '::1' });
    const client = clientOf(bmc, { host });
    expect(await maker(client)).toBe(MAKER);
    expect(client.target).toBe(`[${host}]:${bmc.port}`);
    expect(await discover({ host, port: bmc.port })).toMatchObject({
      cipherSuites: expect.any(Array) as number[],
    });
  });

  it.runIf(linkLocal)('at a link-local address', async () => {
    const { name = '', address = '' } = linkLocal ?? {};
    const bmc = await startBmc({ address: '::' });
    expect(await maker(clientOf(bmc, { host: `${address.toUpperCase()}%${name}` }))).toBe(MAKER);
  });
});
