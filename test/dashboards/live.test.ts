/** What dashboards and rules ask for, against what a running Fathom really says. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { certificateAuthority } from '../support/certificates.ts';
import { startFathom } from '../support/fathom.ts';
import { scrapedLabels } from '../support/families.ts';
import { matchers, metricNames } from '../support/promql.ts';
import { PASSWORD as IPMI_PASSWORD, startMadeUpBmc, USER as IPMI_USER } from '../support/ipmi/made-up-bmc.ts';
import { PASSWORD, startMockService, USER } from '../support/redfish/service.ts';
import { dellTree } from '../support/redfish/trees/dell.ts';
import { startSnmpAgent } from '../support/snmp-agent/start.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** Made by Prometheus, or by Fathom only when there is something to tell. */
const NOT_ALWAYS_THERE = new Set([
  'up',
  'ALERTS',
  'fathom_threat_score',
  'fathom_threat_confidence',
  'fathom_recommendations',
  'fathom_module_errors_total',
]);

interface Rule {
  readonly record?: string;
  readonly expr: string;
}

const rules = readdirSync(join(ROOT, 'alert-rules'))
  .filter((name) => name.endsWith('.yml'))
  .flatMap((name) => {
    const file = parse(readFileSync(join(ROOT, 'alert-rules', name), 'utf8')) as {
      groups: { rules: Rule[] }[];
    };
    return file.groups.flatMap((group) => group.rules);
  });
const queries = readdirSync(join(ROOT, 'dashboards')).flatMap((name) => {
  const dashboard = JSON.parse(readFileSync(join(ROOT, 'dashboards', name), 'utf8')) as {
    panels: { targets?: { expr: string }[] }[];
  };
  return dashboard.panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
});
const recorded = new Set(rules.map(({ record }) => record));
const expressions = [...rules.map(({ expr }) => expr), ...queries];

/** Of a device besides its interfaces, in snmpsim's format: a disk and a processor. */
const DISK_AND_PROCESSOR = `
1.3.6.1.2.1.25.2.3.1.1.1|2|1
1.3.6.1.2.1.25.2.3.1.2.1|6|1.3.6.1.2.1.25.2.1.4
1.3.6.1.2.1.25.2.3.1.3.1|4|/
1.3.6.1.2.1.25.2.3.1.4.1|2|4096
1.3.6.1.2.1.25.2.3.1.5.1|2|1000
1.3.6.1.2.1.25.2.3.1.6.1|2|10
1.3.6.1.2.1.25.3.2.1.2.1|6|1.3.6.1.2.1.25.3.1.3
1.3.6.1.2.1.25.3.2.1.3.1|4|processor
1.3.6.1.2.1.25.3.3.1.2.1|2|10
`;
const MODULES = 'if_mib,hrStorage,hrProcessor';

/** Files of ipmi_exporter and of idrac_exporter, and what names them. */
function bmcs(folder: string, redfish: string, ipmiTarget: string) {
  const ipmi = { user: IPMI_USER, pass: IPMI_PASSWORD, collectors: ['ipmi', 'bmc', 'chassis', 'sel'] };
  writeFileSync(join(folder, 'ipmi.yml'), JSON.stringify({ modules: { default: ipmi } }));
  const login = { username: USER, password: PASSWORD, scheme: 'https' };
  writeFileSync(join(folder, 'idrac.yml'), JSON.stringify({ hosts: { default: login } }));
  const targets = [{ name: 'server', address: redfish, interval: '10s' }];
  return {
    ipmi: {
      configFiles: ['ipmi.yml'],
      targets: [{ name: 'other', address: ipmiTarget, interval: '10s', asset: 'host-other' }],
    },
    redfish: { configFiles: ['idrac.yml'], targets, tls: { caFile: join(folder, 'ca.crt') } },
  };
}

describe('a running Fathom that looks at a device and a server', () => {
  let labels: ReadonlyMap<string, ReadonlySet<string>>;

  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'fathom-live-'));
    const recording = join(folder, 'device.snmprec');
    writeFileSync(recording, DISK_AND_PROCESSOR);
    const agent = await startSnmpAgent({ interfaces: 1, recording });
    const service = await startMockService({
      tree: dellTree(),
      tls: certificateAuthority(folder).issue('bmc', 'bmc', 'IP:127.0.0.1'),
    });
    const bmc = await startMadeUpBmc();
    const snmp = { targets: [{ name: 'switch', address: agent.target, interval: '1s' }] };
    writeFileSync(
      join(folder, 'fathom.yml'),
      JSON.stringify({ snmp, ...bmcs(folder, service.target, bmc.target) }),
    );
    const fathom = await startFathom({ cwd: folder });
    const page = async (path: string) => (await fetch(fathom.url + path)).text();
    try {
      const looked = async () => {
        const metrics = await page('/metrics');
        expect(metrics).toContain('\nfathom_snmp_target_up');
        expect(metrics).toContain('\nfathom_hardware_problems');
        expect(metrics).toContain('\nfathom_ipmi_target_up');
      };
      await vi.waitFor(looked, { timeout: 30_000 });
      const device = await page(`/snmp?target=${agent.target}&module=${MODULES}`);
      const server = await page(`/redfish?target=${service.target}`);
      const sensors = await page(`/ipmi?target=${bmc.target}`);
      labels = scrapedLabels([await page('/metrics'), device, server, sensors].join(''));
    } finally {
      await Promise.all([fathom.stop(), agent.stop(), service.stop(), bmc.stop()]);
      rmSync(folder, { recursive: true });
    }
  }, 60_000);

  it('has every metric that rules and dashboards ask for', () => {
    const asked = new Set(expressions.flatMap(metricNames));
    const missing = [...asked].filter(
      (name) => !labels.has(name) && !recorded.has(name) && !NOT_ALWAYS_THERE.has(name),
    );
    expect(missing).toEqual([]);
  });

  it('has the labels by which they select', () => {
    const wrong = expressions.flatMap(matchers).filter(([metric, label]) => {
      const present = labels.get(metric);
      return present && label !== 'instance' && label !== 'job' && !present.has(label);
    });
    expect(wrong).toEqual([]);
  });
});
