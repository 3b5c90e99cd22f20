import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { IF_MIB } from '../parity/snmp/if-mib.ts';
import { ask } from '../support/http.ts';
import { FAULTS, type Fault } from '../support/snmp-agent/options.ts';
import { startSnmpAgent } from '../support/snmp-agent/start.ts';
import { type SnmpFathom, startSnmpFathom } from '../support/snmp-fathom.ts';

const INTERFACES = 48;
/** Of a scrape, whatever the agent does: Prometheus' usual limit. */
const LIMIT_MS = 10_000;
const MAX_MEMORY_MB = 250;

/** How a scrape ends: with all series, or with an error in these words. */
const ENDS: Readonly<Record<Fault, 'complete' | RegExp>> = {
  silent: /request timeout \(after 2 retries\)/,
  lossy: 'complete',
  cut: /request timeout|malformed/i,
  'too-big': 'complete',
  stuck: /OID not increasing/,
  ring: /OID not increasing/,
  endless: /more than|limit/,
  noise: /request timeout/,
  garbled: /./,
  'other-port': /request timeout/,
  'other-id': /request timeout/,
};

describe('SNMP agents that are no good', () => {
  let fathom: SnmpFathom;
  beforeAll(async () => {
    const module = { ...IF_MIB, timeout: '300ms', retries: 2 };
    fathom = await startSnmpFathom(
      stringify({ modules: { if_mib: module } }, { aliasDuplicateObjects: false }),
    );
  });
  afterAll(() => fathom.stop());

  async function scrape(fault?: Fault) {
    const agent = await startSnmpAgent({ interfaces: INTERFACES, ...(fault && { fault }) });
    try {
      const startedAt = performance.now();
      const answer = await ask(`${fathom.url}/snmp?target=${agent.target}`);
      return { ...answer, ms: performance.now() - startedAt };
    } finally {
      await agent.stop();
    }
  }

  it.each(FAULTS.map((fault) => [fault, ENDS[fault]] as const))('%s: %s', async (fault, end) => {
    const { status, text, ms } = await scrape(fault);
    expect(ms).toBeLessThan(LIMIT_MS);
    if (end === 'complete') {
      expect(text.match(/^ifHCInOctets\{/gm)).toHaveLength(INTERFACES);
      expect(status).toBe(200);
    } else if (fault === 'garbled') expect([200, 500]).toContain(status);
    else expect([status, text]).toEqual([500, expect.stringMatching(end)]);
  });

  it('leave no mark: the next device is scraped, and memory is within bounds', async () => {
    const { status, text } = await scrape();
    expect(status).toBe(200);
    expect(text.match(/^ifHCInOctets\{/gm)).toHaveLength(INTERFACES);
    const kib = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${fathom.pid}/status`, 'utf8'))?.[1];
    expect((Number(kib) * 1024) / 1e6).toBeLessThan(MAX_MEMORY_MB);
    expect(fathom.output()).not.toMatch(/uncaught|unhandled/i);
  });
});
