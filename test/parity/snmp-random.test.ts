/** Metrics, rows and values made up by chance: `SNMP_SEED` makes up others. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasCommand } from '../support/peer.ts';
import { type SnmpDaemon, SNMPSIM, startSnmpsim } from '../support/snmp-daemons.ts';
import { AllowList } from './allow-list.ts';
import { ROOT, sorted } from './snmp/odd-case.ts';
import { randomDevices } from './snmp/random-device.ts';
import { ACCEPTED, COMMAND, type Sides, startSides } from './snmp/sides.ts';

const SEED = Number(process.env['SNMP_SEED'] ?? 2);
const DEVICES = randomDevices(100, SEED).map((device, i) => ({ ...device, name: `device${i + 1}` }));
/** Why the peer shows nothing at all, where Fathom leaves out what cannot be shown. */
const PEERS_REASONS =
  /was collected before|is not valid UTF-8|duplicate label names|invalid DateAndTime type|BITS type was not a BISTRING|invalid DateAndTime length|error parsing location/;

const installed = (await Promise.all([COMMAND, SNMPSIM].map(hasCommand))).every(Boolean);

describe.skipIf(!installed)(`beside ${COMMAND}, by chance (skipped when it is not installed)`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'fathom-by-chance-'));
  const allowList = new AllowList(ACCEPTED);
  let snmpsim: SnmpDaemon;
  let sides: Sides;
  beforeAll(async () => {
    for (const { name, recording } of DEVICES)
      writeFileSync(join(folder, `${name}.snmprec`), sorted(recording).join('\n') + '\n');
    writeFileSync(join(folder, 'public.snmprec'), '1.3.6.1.2.1.1.3.0|67|1\n');
    const modules = DEVICES.map(({ name, metric }) => {
      return [name, { walk: [ROOT], retries: 1, auth: { community: name }, metrics: [metric] }] as const;
    });
    [snmpsim, sides] = await Promise.all([startSnmpsim(folder), startSides(Object.fromEntries(modules))]);
  });
  afterAll(async () => {
    await Promise.all([snmpsim.stop(), sides.stop()]);
    rmSync(folder, { recursive: true });
  });

  it.each(DEVICES)('$metric.type of $name', async ({ name }) => {
    const query = `?target=${snmpsim.target}&module=${name}`;
    const { theirs, ours } = await sides.answers(query);
    expect([ours.status, ours.status === 200 ? '' : ours.text]).toEqual([200, '']);
    if (theirs.text.includes('was collected before'))
      expect(ours.text).toMatch(/^fathom_snmp_duplicate_series\{.* [1-9]\d*$/m);
    if (theirs.status !== 200) return expect(theirs.text).toMatch(PEERS_REASONS);
    expect(allowList.rest((await sides.compare(query)).differences)).toEqual([]);
  });

  it('most of them can be shown by both', async () => {
    const answers = await Promise.all(
      DEVICES.map(({ name }) => sides.answers(`?target=${snmpsim.target}&module=${name}`)),
    );
    expect(answers.filter(({ theirs }) => theirs.status === 200).length).toBeGreaterThan(DEVICES.length / 2);
  });
});
