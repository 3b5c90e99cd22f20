/** What both sides are asked for: snmpd, two switches and recordings in snmpsim. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSnmpAgent } from '../../support/snmp-agent/start.ts';
import { COMMUNITY, startSnmpd, startSnmpsim, type User } from '../../support/snmp-daemons.ts';
import { deviceOf, sorted } from './odd-case.ts';
import { LOOKED_UP_ROWS, ODD_TABLES } from './odd-tables.ts';
import { ODD_VALUES } from './odd-values.ts';

export interface Agents {
  readonly snmpd: string;
  readonly snmpsim: string;
  /** With 48 and with 1,000 interfaces. */
  readonly small: string;
  readonly large: string;
  /** Nobody listens there. */
  readonly closed: string;
  /** Somebody listens, and never answers. */
  readonly silent: string;
  stop(): Promise<void>;
}

const UP_TIME = '1.3.6.1.2.1.1.3.0|67|1';

/** By the community for which snmpsim tells it. */
const RECORDINGS: Readonly<Record<string, readonly string[]>> = {
  [COMMUNITY]: [UP_TIME],
  values: deviceOf(ODD_VALUES).recording,
  tables: [...deviceOf(ODD_TABLES).recording, ...LOOKED_UP_ROWS],
};

export async function startAgents(users: readonly User[]): Promise<Agents> {
  const folder = mkdtempSync(join(tmpdir(), 'fathom-recordings-'));
  for (const [community, lines] of Object.entries(RECORDINGS))
    writeFileSync(join(folder, `${community}.snmprec`), sorted(lines).join('\n') + '\n');
  const [snmpd, snmpsim, small, large, closed, silent] = await Promise.all([
    startSnmpd(users),
    startSnmpsim(folder),
    startSnmpAgent({ interfaces: 48 }),
    startSnmpAgent({ interfaces: 1000 }),
    startSnmpAgent({ interfaces: 1 }),
    startSnmpAgent({ fault: 'silent' }),
  ]);
  await closed.stop();
  return {
    snmpd: snmpd.target,
    snmpsim: snmpsim.target,
    small: small.target,
    large: large.target,
    closed: closed.target,
    silent: silent.target,
    async stop() {
      await Promise.all([snmpd, snmpsim, small, large, silent].map((agent) => agent.stop()));
      rmSync(folder, { recursive: true });
    },
  };
}
