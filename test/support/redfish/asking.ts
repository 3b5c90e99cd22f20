/** The Redfish probe as the server runs it, for services made for tests. */
import redfish from '../../../exporter/src/modules/probes/redfish/module.ts';
import { plainFiles } from '../../../exporter/src/platform/plain-files.ts';
import { type OpenRedfishClient, redfishClient } from '../../../exporter/src/platform/redfish/client.ts';
import { GROUPS } from '../../../exporter/src/protocols/redfish/groups.ts';
import type { RedfishLogin, RedfishSettings } from '../../../exporter/src/protocols/redfish/settings.ts';
import type { ProbeRunner } from '../../../exporter/src/runtime/probe-runner.ts';
import { probeRunner } from '../probe.ts';
import { PASSWORD, USER } from './service.ts';

export const LOGIN: RedfishLogin = {
  username: USER,
  password: PASSWORD,
  passwordFile: null,
  scheme: 'http',
  port: null,
  basicAuth: false,
};

/** As the configuration puts them out, with one login for whoever is asked. */
export function settings(more: Partial<RedfishSettings> = {}): RedfishSettings {
  return {
    hosts: new Map([['default', LOGIN]]),
    hostLabels: new Map(),
    auths: new Map(),
    groups: new Set(GROUPS),
    events: { minSeverity: 1, maxAgeMs: 7 * 86_400_000 },
    timeoutMs: 2000,
    concurrency: 10,
    metricsPrefix: 'idrac',
    defaultTarget: null,
    allow: ['127.0.0.0/8'],
    tls: { verify: true, caFile: null, fingerprints: {} },
    additional: true,
    targets: [],
    ...more,
  };
}

export interface Asker {
  readonly client: OpenRedfishClient;
  readonly runner: ProbeRunner;
  /** Sample lines of the answer. */
  ask(target: string, more?: { readonly query?: string; readonly timeoutMs?: number }): Promise<string[]>;
  stop(): Promise<void>;
}

export function asker(options: Partial<RedfishSettings> = {}): Asker {
  const client = redfishClient({ files: plainFiles });
  const runner = probeRunner(redfish, { ports: { redfish: client }, options: settings(options) });
  return {
    client,
    runner,
    async ask(target, { query = '', timeoutMs = 5000 } = {}) {
      const parameters = new URLSearchParams(`target=${encodeURIComponent(target)}${query}`);
      const { signal } = new AbortController();
      const families = await runner.ask(parameters, { timeoutMs, signal });
      return families.flatMap(({ lines }) => lines.trimEnd().split('\n'));
    },
    async stop() {
      await runner.stop();
      await client.close();
    },
  };
}
