/**
 * The main job with real peers: Prometheus finds Fathom through /sd and scrapes it, a real process misbehaves,
 * the alert fires, comes back by way of Alertmanager as an incident that names the process, and all resolves.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FathomProcess, startFathom } from '../support/fathom.ts';
import { type Peer, startPeer } from '../support/peer.ts';

const ALERT_RULES = fileURLToPath(new URL('../../alert-rules/*.yml', import.meta.url));
const SUSPICIOUS_NAME = 'xmrig';

interface Incident {
  readonly id: string;
  readonly status: string;
  readonly title: string;
  readonly asset: string;
  readonly alerts: readonly { readonly name: string; readonly status: string }[];
  readonly causes: readonly {
    readonly rank: number;
    readonly title: string;
    readonly confidence: number;
    readonly explanation: string;
    readonly evidence: readonly { readonly name: string; readonly value: number | string }[];
    readonly chain: readonly { readonly kind: string }[];
  }[];
  readonly recommendations: readonly { readonly title: string; readonly steps: readonly string[] }[];
}

describe('the main job, end to end', () => {
  let folder: string;
  let fathom: FathomProcess;
  let prometheus: Peer;
  let alertmanager: Peer;
  /** To be stopped, the last first. */
  const running: { stop(): Promise<unknown> }[] = [];
  let burner: ChildProcess | undefined;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fathom-e2e-'));
    await writeFile(join(folder, 'fathom.yml'), FATHOM_CONFIG);
    running.push((fathom = await startFathom({ cwd: folder })));
    running.push((alertmanager = await startAlertmanager(folder, fathom.url)));
    running.push((prometheus = await startPrometheus(folder, fathom.url, alertmanager.url)));
  });

  afterAll(async () => {
    burner?.kill('SIGKILL');
    for (const each of running.reverse()) await each.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('is found by Prometheus through /sd and scraped', async () => {
    const up = await eventually('an up target', async () => {
      const { data } = await json<PrometheusVector>(`${prometheus.url}/api/v1/query?query=up{job="fathom"}`);
      return data.result.find(
        ({ metric, value }) => metric['instance'] === `127.0.0.1:${fathom.port}` && value[1] === '1',
      );
    });
    expect(up.metric['job']).toBe('fathom');
    const { data } = await json<PrometheusVector>(`${prometheus.url}/api/v1/query?query=node_load1`);
    expect(data.result).toHaveLength(1);
  });

  it(
    'turns a misbehaving process into score, alert, incident and explanation',
    { timeout: 120_000 },
    async () => {
      burner = await startBurner(folder);
      const pid = String(burner.pid);

      const score = await eventually('a HIGH score', async () => {
        const { items } = await json<{ items: { entity: string; score: number; level: string }[] }>(
          `${fathom.url}/api/v1/scores`,
        );
        return items.find(({ level }) => level === 'HIGH' || level === 'CRITICAL');
      });
      expect(score.score).toBeGreaterThan(60);

      await eventually('a firing alert in Prometheus', async () => {
        const { data } = await json<{
          data: { alerts: { labels: Record<string, string>; state: string }[] };
        }>(`${prometheus.url}/api/v1/alerts`);
        return data.alerts.find(
          ({ labels, state }) => labels['entity'] === score.entity && state === 'firing',
        );
      });
      await eventually('the alert in Alertmanager', async () => {
        const alerts = await json<{ labels: Record<string, string> }[]>(`${alertmanager.url}/api/v2/alerts`);
        return alerts.find(({ labels }) => labels['entity'] === score.entity && isHigh(labels));
      });

      const incident = await eventually('an open incident with causes', async () => {
        const open = await incidents('open');
        return open.find(({ asset, causes }) => asset === score.entity && causes.length > 0);
      });
      const cause = incident.causes[0];
      expect(cause?.rank).toBe(1);
      expect(cause?.title).toContain(SUSPICIOUS_NAME);
      expect(JSON.stringify(cause)).toContain(pid);
      expect(cause?.evidence.some(({ value }) => typeof value === 'number' && value > 50)).toBe(true);
      expect(cause?.chain.at(-1)?.kind).toBe('alert');
      const advice = await eventually('a recommendation', async () => {
        const current = await json<Incident>(`${fathom.url}/api/v1/incidents/${incident.id}`);
        return current.recommendations.find(({ title, steps }) =>
          `${title} ${steps.join(' ')}`.includes(pid),
        );
      });
      expect(advice.steps.length).toBeGreaterThan(0);
    },
  );

  it(
    'resolves alert and incident once the process is gone, and keeps the cause',
    { timeout: 120_000 },
    async () => {
      const pid = String(burner?.pid);
      burner?.kill('SIGKILL');
      const resolved = await eventually(
        'the resolved incident',
        async () =>
          (await incidents('resolved')).find(({ alerts }) =>
            alerts.every(({ status }) => status === 'resolved'),
          ),
        100_000,
      );
      expect(JSON.stringify(resolved.causes[0])).toContain(pid);
      const { data } = await json<{ data: { alerts: { labels: Record<string, string>; state: string }[] } }>(
        `${prometheus.url}/api/v1/alerts`,
      );
      expect(data.alerts.filter(({ labels, state }) => 'entity' in labels && state === 'firing')).toEqual([]);
    },
  );

  async function incidents(status: string): Promise<Incident[]> {
    return (await json<{ items: Incident[] }>(`${fathom.url}/api/v1/incidents?status=${status}`)).items;
  }
});

/** The alert for the level, not the one that merely announces a new threat. */
const isHigh = ({ alertname = '' }: Record<string, string>) => /^ThreatScore(High|Critical)$/.test(alertname);

interface PrometheusVector {
  readonly data: {
    readonly result: readonly {
      readonly metric: Record<string, string>;
      readonly value: readonly [number, string];
    }[];
  };
}

/** Shorter times than the defaults, so that the test need not wait for minutes. */
const FATHOM_CONFIG = `
correlation:
  halfLife: 20s
watchers:
  process-behaviour: { interval: 1s, repeatInterval: 3s }
  host-pressure: { interval: 1s }
advisors:
  runaway-process: { interval: 1s }
`;

async function startPrometheus(folder: string, fathom: string, alertmanager: string): Promise<Peer> {
  const file = join(folder, 'prometheus.yml');
  const config = `
global: { scrape_interval: 1s, evaluation_interval: 1s }
rule_files: ['${ALERT_RULES}']
alerting:
  alertmanagers: [{ static_configs: [{ targets: ['${new URL(alertmanager).host}'] }] }]
scrape_configs:
  - job_name: fathom
    http_sd_configs: [{ url: '${fathom}/sd', refresh_interval: 1s }]
    relabel_configs:
      - { source_labels: [__meta_fathom_service], regex: fathom, action: keep }
      # It is found with whatever else runs on this machine.
      - { source_labels: [__address__], regex: '${new URL(fathom).host}', action: keep }
`;
  await writeFile(file, config);
  const storage = `--storage.tsdb.path=${join(folder, 'tsdb')}`;
  return startPeer(
    'prometheus',
    [`--config.file=${file}`, storage, '--web.listen-address={address}'],
    '/-/ready',
  );
}

async function startAlertmanager(folder: string, fathom: string): Promise<Peer> {
  const file = join(folder, 'alertmanager.yml');
  const config = `
route: { receiver: fathom, group_by: [entity, instance], group_wait: 1s, group_interval: 1s, repeat_interval: 1h }
receivers:
  - name: fathom
    webhook_configs: [{ url: '${fathom}/api/v1/alertmanager', send_resolved: true }]
`;
  await writeFile(file, config);
  const args = [
    `--config.file=${file}`,
    `--storage.path=${join(folder, 'alertmanager')}`,
    '--web.listen-address={address}',
    '--cluster.listen-address=',
  ];
  return startPeer('prometheus-alertmanager', args, '/-/ready');
}

/** A shell under a miner's name, spinning. */
async function startBurner(folder: string): Promise<ChildProcess> {
  const bin = join(folder, 'bin');
  await mkdir(bin);
  await copyFile('/bin/dash', join(bin, SUSPICIOUS_NAME));
  return spawn(join(bin, SUSPICIOUS_NAME), ['-c', 'while :; do :; done'], { stdio: 'ignore' });
}

async function json<T>(url: string): Promise<T> {
  const reply = await fetch(url);
  if (!reply.ok) throw new Error(`${url}: HTTP ${reply.status}: ${await reply.text()}`);
  return (await reply.json()) as T;
}

/** The first truthy answer; fails with what was waited for. */
async function eventually<T>(
  what: string,
  ask: () => Promise<T | undefined>,
  timeoutMs = 60_000,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error(`waited ${timeoutMs} ms in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
