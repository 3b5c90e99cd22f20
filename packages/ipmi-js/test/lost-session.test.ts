import { describe, expect, it } from 'vitest';
import { clientOf, maker, MAKER, startBmc } from './support/clients.ts';

describe('a session that the BMC has forgotten', () => {
  it('is opened anew, and what was asked is answered', async () => {
    const bmc = await startBmc();
    const client = clientOf(bmc, { timeoutMs: 800 });
    await maker(client);
    bmc.forgetSessions();
    const asked = await Promise.all([maker(client), maker(client), maker(client)]);
    expect(asked).toEqual([MAKER, MAKER, MAKER]);
    expect(client.stats.logins).toBe(2);
  });

  it('is noticed after a few packets, however long one would wait', async () => {
    const bmc = await startBmc();
    const client = clientOf(bmc, { timeoutMs: 60_000, resendAfterMs: 40 });
    await maker(client);
    bmc.forgetSessions();
    const startedAt = performance.now();
    expect(await maker(client)).toBe(MAKER);
    expect(performance.now() - startedAt).toBeLessThan(20_000);
  });

  it('is noticed while nobody asks', async () => {
    const bmc = await startBmc();
    const client = clientOf(bmc, { timeoutMs: 60_000, resendAfterMs: 30, keepAliveMs: 20 });
    await maker(client);
    bmc.forgetSessions();
    await expect.poll(() => client.session, { timeout: 15_000 }).toBeNull();
    expect(await maker(client)).toBe(MAKER);
  });
});
