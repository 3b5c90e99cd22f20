import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadConfig } from '../../exporter/src/app/config/load.ts';
import { MODULES } from '../../exporter/src/app/registry.ts';
import { hasTool, runTool } from '../support/tool.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const path = (...parts: string[]) => join(ROOT, ...parts);
const text = (...parts: string[]) => readFileSync(path(...parts), 'utf8');

describe('fathom.yml', () => {
  it('is a configuration', () => {
    const argv = [`--config.file=${path('deploy/fathom.yml')}`];
    const { files } = loadConfig({ modules: MODULES, argv, env: {}, cwd: '/' });
    expect(files).toEqual([path('deploy/fathom.yml')]);
  });
});

describe('Prometheus', () => {
  it.skipIf(!hasTool('promtool'))('accepts its configuration and finds every rule file', async () => {
    const { code, output } = await runTool('promtool', [
      'check',
      'config',
      path('deploy/prometheus/prometheus.yml'),
    ]);
    expect(code, output).toBe(0);
    const rules = readdirSync(path('alert-rules')).filter((name) => name.endsWith('.yml'));
    expect(output).toContain(`${rules.length} rule files found`);
  });

  it('scrapes the job the rules speak of, and what was discovered', () => {
    const { scrape_configs: jobs } = parse(text('deploy/prometheus/prometheus.yml')) as {
      scrape_configs: { job_name: string; http_sd_configs?: { url: string }[] }[];
    };
    expect(jobs.map(({ job_name }) => job_name)).toEqual(['fathom', 'fathom-discovered']);
    expect(jobs[1]?.http_sd_configs?.[0]?.url).toMatch(/\/sd$/);
    const spoken = readdirSync(path('alert-rules'))
      .filter((name) => name.endsWith('.yml'))
      .flatMap((name) => [...text('alert-rules', name).matchAll(/job="([^"]+)"/g)].map(([, job]) => job));
    expect([...new Set(spoken)]).toEqual(['fathom']);
  });
});

describe('Alertmanager', () => {
  const file = path('deploy/alertmanager/alertmanager.yml');
  interface Receiver {
    readonly name: string;
    readonly webhook_configs?: readonly { readonly url: string; readonly send_resolved: boolean }[];
  }
  const { receivers } = parse(readFileSync(file, 'utf8')) as { receivers: Receiver[] };

  it.skipIf(!hasTool('amtool'))('accepts its configuration', async () => {
    const { code, output } = await runTool('amtool', ['check-config', file]);
    expect(code, output).toBe(0);
  });

  it('tells Fathom of every change and has receivers to fill in', () => {
    expect(receivers.map(({ name }) => name)).toEqual(['nobody', 'fathom', 'slack', 'telegram', 'email']);
    const fathom = receivers.find(({ name }) => name === 'fathom');
    expect(fathom?.webhook_configs).toEqual([
      { url: 'http://fathom:9797/api/v1/alertmanager', send_resolved: true },
    ]);
  });

  it.skipIf(!hasTool('amtool'))('renders a message for people', async () => {
    const labels = { alertname: 'ThreatScoreHigh', entity: 'host-web01', instance: 'web01:9797' };
    const annotations = { summary: 'S', description: 'D', runbook_url: 'docs/r.md', dashboard: '/d/x' };
    const data = {
      status: 'firing',
      alerts: [{ status: 'firing', labels, annotations }],
      commonLabels: labels,
      commonAnnotations: annotations,
    };
    const { output } = await runTool('sh', [
      '-c',
      'printf %s "$1" | amtool template render --template.glob="$2" --template.data=/dev/stdin --template.text="$3"',
      'sh',
      JSON.stringify(data),
      path('deploy/alertmanager/templates/*.tmpl'),
      '{{ template "fathom.title" . }}|{{ template "fathom.runbook" . }}|{{ template "fathom.text" . }}',
    ]);
    const [title, runbook, message] = output.split('|');
    expect(title).toBe('[FIRING 1] ThreatScoreHigh host-web01 on web01:9797');
    expect(runbook).toMatch(/^http.*\/docs\/r\.md$/);
    expect(message).toMatch(/S\nD\nDashboard: http.*\/d\/x\nRunbook: http.*\/docs\/r\.md/);
  });

  it.skipIf(!hasTool('amtool')).each(['critical', 'warning', 'info'])(
    'routes %s to Fathom first',
    async (severity) => {
      const { output } = await runTool('amtool', [
        'config',
        'routes',
        'test',
        `--config.file=${file}`,
        `severity=${severity}`,
      ]);
      expect(output).toMatch(/^fathom,nobody$/m);
    },
  );
});

describe('docker-compose.yml', () => {
  interface Service {
    readonly image: string;
    readonly volumes: readonly (string | { readonly source: string; readonly read_only?: boolean })[];
    readonly healthcheck?: object;
    readonly environment?: Readonly<Record<string, string>>;
    readonly network_mode?: string;
    readonly pid?: string;
    readonly ports?: readonly string[];
    readonly extra_hosts?: readonly string[];
    readonly command: readonly string[];
  }
  const compose = parse(text('docker-compose.yml')) as {
    services: Readonly<Record<string, Service>>;
    volumes: Readonly<Record<string, null>>;
  };
  const services = Object.entries(compose.services);
  const mounts = services.flatMap(([name, { volumes }]) =>
    volumes.map((volume) => {
      if (typeof volume !== 'string')
        return { name, source: volume.source, readOnly: volume.read_only === true };
      const [source = '', , mode] = volume.split(':');
      return { name, source, readOnly: mode === 'ro' };
    }),
  );

  it.skipIf(!hasTool('docker-compose'))('is accepted by docker-compose', async () => {
    const { code, output } = await runTool('docker-compose', [
      '-f',
      path('docker-compose.yml'),
      'config',
      '--quiet',
    ]);
    expect(code, output).toBe(0);
  });

  it('has the whole stack', () =>
    expect(Object.keys(compose.services)).toEqual([
      'fathom',
      'prometheus',
      'alertmanager',
      'loki',
      'grafana',
    ]));

  it('pins every image', () => {
    for (const [, { image }] of services) expect(image).toMatch(/:v?\d+\.\d+\.\d+$/);
  });

  it('watches the health of every service', () => {
    for (const [name, { healthcheck }] of services) {
      if (name === 'fathom') expect(text('Dockerfile')).toContain('CMD ["fathom", "healthcheck"]');
      else expect(healthcheck, name).toBeDefined();
    }
  });

  it('mounts what exists, and of the host only for reading', () => {
    for (const { name, source, readOnly } of mounts) {
      if (source.startsWith('.')) expect(existsSync(path(source)), `${name}: ${source}`).toBe(true);
      else if (!source.startsWith('/')) expect(Object.keys(compose.volumes)).toContain(source);
      if (source.startsWith('/') || source.startsWith('.')) expect(readOnly, `${name}: ${source}`).toBe(true);
    }
  });

  it('measures the host, not the container', () => {
    const fathom = compose.services['fathom'];
    expect(fathom).toMatchObject({ network_mode: 'host', pid: 'host' });
    const inside = fathom?.volumes.map((volume) =>
      typeof volume === 'string' ? volume.split(':')[1] : '/host/root',
    );
    for (const flag of fathom?.command.filter((each) => each.startsWith('--path.')) ?? []) {
      expect(inside).toContain(flag.split('=')[1]);
    }
  });

  it('publishes ports on the loopback address only, and holds no secret', () => {
    for (const [, { ports = [] }] of services)
      for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/);
    const given = services.flatMap(([, { environment = {} }]) => Object.entries(environment));
    const secrets = given.filter(([name]) => /PASSWORD|TOKEN|SECRET/.test(name));
    for (const [name, value] of secrets) expect(value).toBe(`\${${name}:-}`);
  });

  it('gives Grafana the dashboards and the data sources', () => {
    const { providers } = parse(text('deploy/grafana/provisioning/dashboards/fathom.yml')) as {
      providers: { options: { path: string } }[];
    };
    const volumes = compose.services['grafana']?.volumes.map(String) ?? [];
    expect(volumes).toContain(`./dashboards:${providers[0]?.options.path}:ro`);
    expect(volumes).toContain(`./grafana-app/src/dashboards:${providers[1]?.options.path}:ro`);
    const { datasources } = parse(text('deploy/grafana/provisioning/datasources/fathom.yml')) as {
      datasources: { type: string; uid: string; url?: string; isDefault?: boolean }[];
    };
    expect(datasources.filter(({ isDefault }) => isDefault)).toHaveLength(1);
    for (const { url } of datasources)
      if (url !== undefined) expect(Object.keys(compose.services)).toContain(new URL(url).hostname);
    expect(datasources).toContainEqual(
      expect.objectContaining({ type: 'fathom-infrastructure-datasource', uid: 'fathom' }),
    );
  });

  it('gives Grafana the app, configured, and everything nested in it', () => {
    const { apps } = parse(text('deploy/grafana/provisioning/plugins/fathom.yml')) as {
      apps: { type: string; disabled: boolean; jsonData: object; secureJsonData: object }[];
    };
    expect(apps).toEqual([
      {
        type: 'fathom-infrastructure-app',
        org_id: 1,
        disabled: false,
        jsonData: {
          apiUrl: 'http://fathom:9797',
          prometheusUid: 'prometheus',
          hostDashboardUid: 'fathom-overview',
        },
        secureJsonData: { apiToken: '$FATHOM_API_TOKEN' },
      },
    ]);
    const { environment = {}, extra_hosts: hosts } = compose.services['grafana'] ?? {};
    expect(hosts).toEqual(['fathom:host-gateway']);
    const allowed = environment['GF_PLUGINS_ALLOW_LOADING_UNSIGNED_PLUGINS']?.trim().split(',') ?? [];
    const manifests = readdirSync(path('grafana-app/src'), { recursive: true, encoding: 'utf8' })
      .filter((name) => /(?:^|\/)plugin\.json$/.test(name))
      .map((name) => (JSON.parse(text('grafana-app/src', name)) as { id: string }).id);
    expect(allowed.sort()).toEqual(manifests.sort());
  });
});

describe('Dockerfile', () => {
  const dockerfile = text('Dockerfile');

  it('builds in stages, drops privileges and checks its health', () => {
    expect(dockerfile.match(/^FROM /gm)?.length).toBeGreaterThan(1);
    expect(dockerfile).toMatch(/^USER fathom$/m);
    expect(dockerfile).toMatch(/^HEALTHCHECK /m);
    expect(dockerfile).toContain('--omit=dev');
  });

  it('copies only what is there and not ignored', () => {
    const ignored = text('.dockerignore').split('\n');
    const sources = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, list = '']) =>
      list.split(' '),
    );
    expect(sources.length).toBeGreaterThan(0);
    for (const source of sources) {
      expect(existsSync(path(source)), source).toBe(true);
      expect(ignored).not.toContain(source);
    }
  });

  it('copies the manifest of every workspace before npm runs', () => {
    const { workspaces } = JSON.parse(text('package.json')) as { workspaces: string[] };
    for (const workspace of workspaces)
      expect(dockerfile).toContain(`COPY ${workspace}/package.json ${workspace}/`);
  });

  it('starts a program that is executable', () =>
    expect(statSync(path('exporter/bin/fathom.mjs')).mode & 0o111).not.toBe(0));
});

describe('Dockerfile of Grafana', () => {
  const dockerfile = text('deploy/grafana/Dockerfile');

  it('builds the app from what is there, and puts it where no volume hides it', () => {
    const sources = [...dockerfile.matchAll(/^COPY (?!--)(.+) \S+$/gm)].flatMap(([, list = '']) =>
      list.split(' '),
    );
    for (const source of sources) expect(existsSync(path(source)), source).toBe(true);
    const wanted = text('deploy/grafana/Dockerfile.dockerignore').split('\n');
    for (const source of sources)
      expect(wanted, source).toContain(`!${source.replace(/^grafana-app\/.*$/, 'grafana-app')}`);
    expect(dockerfile).toMatch(/ \/opt\/grafana-plugins\/fathom-infrastructure-app$/m);
    expect(dockerfile).toMatch(/^ENV GF_PATHS_PLUGINS=\/opt\/grafana-plugins$/m);
    expect(dockerfile).toMatch(/^FROM grafana\/grafana:\d+\.\d+\.\d+$/m);
  });

  it('copies the manifest of every workspace before npm runs', () => {
    const { workspaces } = JSON.parse(text('package.json')) as { workspaces: string[] };
    for (const workspace of workspaces)
      expect(dockerfile).toContain(`COPY ${workspace}/package.json ${workspace}/`);
  });

  it('builds one workspace: npm takes a path for all those below it too', () => {
    const { workspaces } = JSON.parse(text('package.json')) as { workspaces: string[] };
    const wanted = [...dockerfile.matchAll(/--workspace=(\S+)/g)].map(([, name = '']) => name);
    expect(wanted).not.toEqual([]);
    for (const each of wanted)
      expect(workspaces.filter((workspace) => workspace.startsWith(`${each}/`))).toEqual([]);
  });
});

describe('fathom.service', () => {
  const unit = text('deploy/systemd/fathom.service');

  it.skipIf(!existsSync('/usr/bin/systemd-analyze'))('is accepted by systemd', async () => {
    const { output } = await runTool('systemd-analyze', ['verify', path('deploy/systemd/fathom.service')]);
    // The program is not installed where it is only tested.
    expect(output.split('\n').filter((line) => line !== '' && !line.includes('is not executable'))).toEqual(
      [],
    );
  });

  it('keeps two capabilities and no more', () => {
    expect(unit).toMatch(/^AmbientCapabilities=CAP_SYS_PTRACE CAP_DAC_READ_SEARCH$/m);
    expect(unit).toMatch(/^CapabilityBoundingSet=CAP_SYS_PTRACE CAP_DAC_READ_SEARCH$/m);
  });
});
