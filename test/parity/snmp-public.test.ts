/**
 * Every module of a `snmp.yml` that people have, such as the one that snmp_exporter is shipped with: `SNMP_YML` names
 * it, plain or gzipped. It is asked for on devices that have something for each metric; what snmp_exporter 0.21
 * understood of it is compared with what that shows.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { readDefinitions } from '../../exporter/src/protocols/snmp/config/read.ts';
import type { SnmpMetric, SnmpModule } from '../../exporter/src/protocols/snmp/definition.ts';
import { type Answer, ask } from '../support/http.ts';
import { hasCommand } from '../support/peer.ts';
import { type SnmpDaemon, SNMPD, SNMPSIM, startSnmpd, startSnmpsim } from '../support/snmp-daemons.ts';
import { type SnmpFathom, startSnmpFathom } from '../support/snmp-fathom.ts';
import { AllowList } from './allow-list.ts';
import { parseExposition } from './exposition.ts';
import { madeUpDevice, variantsOf } from './snmp/made-up-device.ts';
import { sorted } from './snmp/odd-case.ts';
import type { OldConfig } from './snmp/old-form.ts';
import { ACCEPTED, COMMAND, type Sides, startSides } from './snmp/sides.ts';
import { toOldForm } from './snmp/to-old-form.ts';

/** Modules for which it answers 500, and why: what it cannot show would be two series in one. */
const PEERS_FAULTS: Readonly<Record<string, string>> = {
  // An index has the name of the metric.
  dell_network: 'duplicate label names',
  // The table has two indexes, of which its lookups name one.
  mikrotik: 'was collected before with the same name and label values',
};

const FILE = process.env['SNMP_YML'];
const installed = (await Promise.all([COMMAND, SNMPD, SNMPSIM].map(hasCommand))).every(Boolean);
const text = FILE === undefined ? '' : readText(FILE);

/** A module, and metrics of it that one device has; the name is also that of the community, the auth and the recording. */
interface Case {
  readonly name: string;
  readonly module: SnmpModule;
  readonly metrics: readonly SnmpMetric[];
}
const cases: readonly Case[] = casesOf(text);

describe.skipIf(!installed || FILE === undefined)(
  'modules that people have (skipped without SNMP_YML)',
  () => {
    const allowList = new AllowList(ACCEPTED);
    const folder = mkdtempSync(join(tmpdir(), 'fathom-public-'));
    let snmpsim: SnmpDaemon;
    let snmpd: SnmpDaemon;
    let fathom: SnmpFathom;
    let sides: Sides;
    beforeAll(async () => {
      const publicFile = join(folder, 'public.yml');
      writeFileSync(publicFile, text);
      for (const { name, module, metrics } of cases)
        writeFileSync(join(folder, `${name}.snmprec`), recordingOf(module, metrics));
      writeFileSync(join(folder, 'public.snmprec'), '1.3.6.1.2.1.1.3.0|67|1\n');
      const auths = Object.fromEntries(cases.map(({ name }) => [name, { community: name }]));
      [snmpsim, snmpd, fathom, sides] = await Promise.all([
        startSnmpsim(folder),
        startSnmpd(),
        startSnmpFathom(stringify({ auths }), { configFiles: ['snmp.yml', publicFile] }),
        startSides(oldConfig()),
      ]);
    });
    afterAll(async () => {
      await Promise.all([snmpsim, snmpd, fathom, sides].map((each) => each.stop()));
      rmSync(folder, { recursive: true });
    });

    const scrape = (query: string): Promise<Answer> => ask(`${fathom.url}/snmp?${query}`);

    it.each(cases)('$name: every metric comes out', async ({ name, module, metrics }) => {
      const answer = await scrape(`target=${snmpsim.target}&module=${module.name}&auth=${name}`);
      expect([answer.status, answer.status === 200 ? '' : answer.text]).toEqual([200, '']);
      expect(Object.fromEntries(seriesIn(answer.text))).toEqual(
        Object.fromEntries(madeUpDevice(module, metrics).series),
      );
    });

    it.each(cases)('$name: as snmp_exporter shows it', async ({ name }) => {
      const query = `?target=${snmpsim.target}&module=${name}`;
      const fault = PEERS_FAULTS[name];
      if (fault === undefined)
        return expect(allowList.rest((await sides.compare(query)).differences)).toEqual([]);
      const { theirs, ours } = await sides.answers(query);
      expect([theirs.status, theirs.text, ours.status]).toEqual([500, expect.stringContaining(fault), 200]);
    });

    it.each(cases)('$name: of snmpd', async ({ module }) => {
      const answer = await scrape(`target=${snmpd.target}&module=${module.name}`);
      expect([answer.status, answer.status === 200 ? '' : answer.text]).toEqual([200, '']);
    });
  },
);

/** By family, those that were left out because they were there before included. */
function seriesIn(page: string): Map<string, number> {
  const families = parseExposition(page);
  const own = [...families].filter(([name]) => !/^(snmp_scrape|fathom)_/.test(name));
  const series = new Map(own.map(([name, { samples }]) => [name, samples.length]));
  for (const { labels, value } of families.get('fathom_snmp_duplicate_series')?.samples ?? []) {
    const name = labels['metric'] ?? '';
    series.set(name, (series.get(name) ?? 0) + value);
  }
  return series;
}

function readText(path: string): string {
  const bytes = readFileSync(path);
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString();
}

function casesOf(yaml: string): Case[] {
  const options = { expandEnvironmentVariables: false, environment: {} };
  const { modules } = readDefinitions([{ path: 'snmp.yml', text: yaml }], options);
  return [...modules.values()].flatMap((module) =>
    variantsOf(module).map((metrics, i) => ({
      name: i === 0 ? module.name : `${module.name}-${i + 1}`,
      module,
      metrics,
    })),
  );
}

function recordingOf(module: SnmpModule, metrics: readonly SnmpMetric[]): string {
  return sorted(madeUpDevice(module, metrics).recording).join('\n') + '\n';
}

function oldConfig(): OldConfig {
  return Object.fromEntries(
    cases.map(({ name, module, metrics }) => [name, toOldForm(module, metrics, name)]),
  );
}
