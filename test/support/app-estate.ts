/** Fills a Fathom through its API with what the browser tests of the Grafana app look at. */
import type { AssetDraft } from '../../exporter/src/model/asset.ts';
import type { z } from 'zod';

export const ASSETS = 10_000;
const BATCH = 1000;
/** Hosts with a runaway process, an alert, hence an incident and a recommendation. */
export const TROUBLED = 30;

type AssetInput = z.input<typeof AssetDraft> & { tenant: string };

export const hostId = (n: number) => `host-${String(n).padStart(4, '0')}`;
const HOSTS = 1000;
const VMS = 4000;
const KINDS_ON_VM = ['service', 'process', 'container', 'pod', 'storage'] as const;

function assetOf(n: number): AssetInput {
  const labels = {
    site: n % 2 === 0 ? 'fra' : 'ams',
    env: n % 10 === 9 ? 'staging' : 'prod',
    rack: `r${n % 40}`,
  };
  const tenant = n % 3 === 0 ? 'blue' : 'green';
  if (n < HOSTS) {
    const relations = n % 10 === 0 ? [] : [{ type: 'connects-to' as const, target: hostId(n - (n % 10)) }];
    const attributes = {
      cpu: { model: 'EPYC', logicalCores: 32 },
      memoryBytes: 2 ** 38,
      addresses: [`10.0.${n >> 8}.${n & 255}`],
    };
    return {
      id: hostId(n),
      kind: n % 10 === 0 ? 'network-device' : 'host',
      name: `node-${n}`,
      tenant,
      labels,
      attributes,
      relations,
    };
  }
  const on = { type: 'runs-on' as const, target: hostId(n % HOSTS) };
  if (n < HOSTS + VMS)
    return {
      id: `vm-${n}`,
      kind: 'vm',
      name: `machine-${n}`,
      tenant,
      labels,
      attributes: { vcpus: 4 },
      relations: [on],
    };
  const kind = KINDS_ON_VM[n % KINDS_ON_VM.length] ?? 'other';
  const port = 1024 + (n % 5000);
  const stats = {
    connections: n % 90,
    established: n % 70,
    time_wait: n % 7,
    close_wait: n % 3,
    cpuPercent: n % 100,
  };
  const attributes = {
    protocol: 'tcp',
    port,
    pid: n,
    process: 'java',
    user: 'app',
    cmdline: ['java', '-jar', 'app.jar'],
    stats,
  };
  return { id: `${kind}-${n}`, kind, name: `${kind}-${n}`, tenant, labels, attributes, relations: [on] };
}

export interface Api {
  readonly url: string;
  readonly token: string;
}

async function post({ url, token }: Api, path: string, body: unknown): Promise<void> {
  const reply = await fetch(`${url}/api/v1${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
  if (!reply.ok) throw new Error(`${path}: ${reply.status} ${await reply.text()}`);
}

/** A process that mines on the host, for half an hour. */
function eventsOf(n: number): object[] {
  const asset = hostId(n);
  const pid = 4000 + n;
  const started = Math.round(Date.now() / 1000) - 1800;
  const process = {
    pid,
    name: 'xmrig',
    exe: '/tmp/xmrig',
    cmdline: ['/tmp/xmrig', '-o', 'pool'],
    username: 'www-data',
    create_time: started,
  };
  return Array.from({ length: 12 }, (_, k) => {
    const time = new Date(Date.now() - (11 - k) * 20_000).toISOString();
    const suspicious = k % 2 === 1;
    return {
      asset,
      time,
      kind: suspicious ? 'process.suspicious' : 'process.cpu_high',
      source: 'process-behaviour',
      severity: suspicious ? 'warning' : 'info',
      message: suspicious ? `xmrig (pid ${pid}) is suspicious` : `xmrig (pid ${pid}) uses much CPU`,
      attributes: { ...process, cpu_percent: 380 + k, reasons: suspicious ? ['runs from /tmp'] : [] },
    };
  });
}

function alertOf(n: number): object {
  return {
    status: 'firing',
    labels: {
      alertname: 'HostHighCpuLoad',
      asset: hostId(n),
      severity: n % 3 === 0 ? 'critical' : 'warning',
    },
    annotations: { summary: `node-${n} is busy` },
    startsAt: new Date(Date.now() - 60_000 - n * 1000).toISOString(),
    endsAt: '0001-01-01T00:00:00Z',
    generatorURL: 'http://prometheus.example:9090/graph?g0.expr=up',
    fingerprint: `f${String(n).padStart(15, '0')}`,
  };
}

const troubled = () => Array.from({ length: TROUBLED }, (_, n) => n + 1);

/** Threat scores halve every few minutes: tests that look at them let the processes be seen again. */
export function goOnMining(api: Api): Promise<void> {
  return post(api, '/ingest/events', { events: troubled().flatMap(eventsOf) });
}

export async function fillApi(api: Api): Promise<void> {
  const assets = Array.from({ length: ASSETS }, (_, n) => assetOf(n));
  for (let from = 0; from < assets.length; from += BATCH)
    await post(api, '/ingest/assets', { assets: assets.slice(from, from + BATCH) });
  // A second report, so that something has changed.
  await post(api, '/ingest/assets', {
    assets: [
      { ...assetOf(1), attributes: { cpu: { model: 'EPYC', logicalCores: 64 }, memoryBytes: 2 ** 39 } },
    ],
  });
  await goOnMining(api);
  await post(api, '/alertmanager', {
    version: '4',
    groupKey: '{}',
    status: 'firing',
    receiver: 'fathom',
    groupLabels: {},
    commonLabels: {},
    commonAnnotations: {},
    externalURL: 'http://alertmanager.example:9093',
    alerts: troubled().map(alertOf),
  });
}
