import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { IF_MIB } from '../parity/snmp/if-mib.ts';
import { ask } from '../support/http.ts';
import { type SnmpAgent, startSnmpAgent } from '../support/snmp-agent/start.ts';
import { type SnmpFathom, startSnmpFathom } from '../support/snmp-fathom.ts';

const DEAD = 250;
const TIMEOUT_MS = 1000;
const RETRIES = 1;
const INTERFACES = 48;
/** A machine of the tests has two processors and much to do. */
const SLACK_MS = 2000;

describe('SNMP agents that never answer', () => {
  let dead: SnmpAgent;
  let alive: SnmpAgent;
  let fathom: SnmpFathom;
  beforeAll(async () => {
    const addresses = Array.from({ length: DEAD }, (_, i) => `127.80.0.${i + 1}`);
    const module = { ...IF_MIB, timeout: `${TIMEOUT_MS}ms`, retries: RETRIES };
    [dead, alive, fathom] = await Promise.all([
      startSnmpAgent({ fault: 'silent', addresses }),
      startSnmpAgent({ interfaces: INTERFACES }),
      startSnmpFathom(stringify({ modules: { if_mib: module } }, { aliasDuplicateObjects: false })),
    ]);
  });
  afterAll(() => Promise.all([dead.stop(), alive.stop(), fathom.stop()]));

  const scrape = async (target: string, headers = {}) => {
    const startedAt = performance.now();
    const answer = await ask(`${fathom.url}/snmp?target=${target}`, { headers });
    return { ...answer, target, ms: performance.now() - startedAt };
  };
  const openFiles = () => readdirSync(`/proc/${fathom.pid}/fd`).length;

  it('cost their own scrapes only, and these end in time', async () => {
    await scrape(alive.target);
    const before = openFiles();
    const asked = dead.targets.map((target) => scrape(target));
    const live = await scrape(alive.target);
    expect([live.status, live.ms < TIMEOUT_MS]).toEqual([200, true]);
    expect(live.text.match(/^ifHCInOctets\{/gm)).toHaveLength(INTERFACES);

    const answers = await Promise.all(asked);
    for (const { status, text, target, ms } of answers) {
      const [host = ''] = target.split(':');
      expect([status, text]).toEqual([500, expect.stringContaining(host)]);
      expect(text).toContain(`request timeout (after ${RETRIES} retries)`);
      expect(ms).toBeGreaterThanOrEqual(TIMEOUT_MS * (RETRIES + 1) - 50);
      expect(ms).toBeLessThan(TIMEOUT_MS * (RETRIES + 1) + SLACK_MS);
    }
    expect((await dead.seen()).requests).toBe(DEAD * (RETRIES + 1));
    await expect.poll(openFiles, { timeout: 10_000 }).toBeLessThanOrEqual(before);
  });

  it('are given up before Prometheus gives up, and it is told why', async () => {
    const { status, text, ms } = await scrape(dead.target, { 'X-Prometheus-Scrape-Timeout-Seconds': '0.8' });
    expect([status, text]).toEqual([500, expect.stringContaining('is the community right')]);
    expect(text).toMatch(
      /scrape canceled after 0\.\d{3}s \(possible timeout\) (walking|getting) target 127\.80\.0\.1: /,
    );
    expect(ms).toBeLessThan(800);
  });
});
