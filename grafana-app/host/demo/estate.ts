/** A believable company of 500 assets in two sites; the same at every run. */
import type { AssetDraft, AssetKind, Relation } from '../../../exporter/src/model/asset.ts';
import type { JsonObject } from '../../../exporter/src/model/json.ts';

export const TENANTS = ['retail', 'platform'] as const;
export type Tenant = (typeof TENANTS)[number];

export interface DemoAsset {
  readonly tenant: Tenant;
  readonly draft: AssetDraft;
}

const GIB = 1024 ** 3;
const SITES = ['fra', 'ams'] as const;
const TEAMS: Readonly<Record<Tenant, readonly string[]>> = {
  retail: ['checkout', 'catalogue', 'search'],
  platform: ['compute', 'network', 'data'],
};
const APPLICATIONS = [
  { name: 'shop-web', port: 443, service: 'https', process: 'nginx', needs: ['shop-api'] },
  { name: 'shop-api', port: 8080, service: 'http', process: 'java', needs: ['orders-db', 'cache'] },
  { name: 'search-api', port: 8081, service: 'http', process: 'java', needs: ['search-index'] },
  { name: 'search-index', port: 9200, service: 'opensearch', process: 'java', needs: [] },
  { name: 'orders-db', port: 5432, service: 'postgresql', process: 'postgres', needs: [] },
  { name: 'cache', port: 6379, service: 'redis', process: 'redis-server', needs: [] },
  { name: 'events-bus', port: 4222, service: 'nats', process: 'nats-server', needs: [] },
  { name: 'metrics', port: 9090, service: 'prometheus', process: 'prometheus', needs: [] },
] as const;

const HOSTS = 72;
const VMS = 84;
const PODS = 96;
const CONTAINERS = 60;
const CLOUD_INSTANCES = 24;
const PROCESSES_EVERY = 6;

const two = (n: number) => String(n).padStart(2, '0');
const pick = <T>(from: readonly T[], n: number): T => from[n % from.length] as T;
const siteOf = (n: number) => pick(SITES, n);
/** Tenants take turns in pairs, so that each site has both. */
const tenantOf = (n: number): Tenant => pick(TENANTS, Math.floor(n / 2));

function asset(
  tenant: Tenant,
  kind: AssetKind,
  name: string,
  rest: {
    labels?: Record<string, string>;
    attributes?: JsonObject;
    relations?: readonly (Relation | null)[];
    n: number;
  }
): DemoAsset {
  const labels = {
    demo: 'true',
    site: siteOf(rest.n),
    team: pick(TEAMS[tenant], rest.n),
    env: rest.n % 5 === 4 ? 'staging' : 'prod',
    ...rest.labels,
  };
  const relations = (rest.relations ?? []).filter((each) => each !== null);
  return {
    tenant,
    draft: { id: `demo-${kind}-${name}`, kind, name, labels, attributes: rest.attributes ?? {}, relations },
  };
}

const runsOn = (target: string): Relation => ({ type: 'runs-on', target });
const connectsTo = (target: string): Relation => ({ type: 'connects-to', target });
const dependsOn = (target: string): Relation => ({ type: 'depends-on', target });
const range = <T>(length: number, make: (n: number) => T): T[] => Array.from({ length }, (_, n) => make(n));

function network(): DemoAsset[] {
  const cores = SITES.flatMap((site, s) =>
    range(2, (n) =>
      asset('platform', 'network-device', `${site}-core-${two(n + 1)}`, {
        n: s,
        labels: { role: 'core', vendor: 'Arista' },
        attributes: { model: 'DCS-7050SX3', ports: 48, managementAddress: `10.${s}.0.${n + 2}` },
        relations: [n === 1 ? connectsTo(`demo-network-device-${site}-core-01`) : null],
      })
    )
  );
  const racks = SITES.flatMap((site, s) =>
    range(9, (n) =>
      asset('platform', 'network-device', `${site}-rack-${two(n + 1)}`, {
        n: s,
        labels: { role: 'top-of-rack', vendor: 'Cisco', rack: `${site}-${two(n + 1)}` },
        attributes: { model: 'N9K-C93180YC', ports: 54, managementAddress: `10.${s}.1.${n + 10}` },
        relations: range(2, (c) => connectsTo(`demo-network-device-${site}-core-${two(c + 1)}`)),
      })
    )
  );
  return [...cores, ...racks];
}

const hostName = (n: number) => `${siteOf(n)}-node-${two(Math.floor(n / 2) + 1)}`;
const hostId = (n: number) => `demo-host-${hostName(n % HOSTS)}`;
const rackOf = (n: number) => `${siteOf(n)}-rack-${two((Math.floor(n / 2) % 9) + 1)}`;

function machines(): DemoAsset[] {
  const hosts = range(HOSTS, (n) =>
    asset(tenantOf(n), 'host', hostName(n), {
      n,
      labels: { os: 'linux', distribution: n % 3 === 0 ? 'ubuntu' : 'debian', rack: rackOf(n) },
      attributes: {
        hostname: hostName(n),
        os: { name: 'Linux', release: '6.1.0-44-amd64', machine: 'x86_64' },
        cpu: { model: 'AMD EPYC 9354', logicalCores: 64, physicalCores: 32 },
        memoryBytes: (n % 4 === 0 ? 512 : 256) * GIB,
        addresses: [`10.${n % 2}.${20 + Math.floor(n / 100)}.${10 + n}`],
        serial: `SGH${(730_000 + n * 37).toString(36).toUpperCase()}`,
      },
      relations: [
        connectsTo(`demo-network-device-${rackOf(n)}`),
        { type: 'managed-by', target: `demo-bmc-${hostName(n)}-bmc` },
      ],
    })
  );
  const bmcs = range(HOSTS, (n) =>
    asset('platform', 'bmc', `${hostName(n)}-bmc`, {
      n,
      labels: { vendor: n % 3 === 0 ? 'Dell' : 'HPE', rack: rackOf(n) },
      attributes: { address: `10.${n % 2}.250.${10 + n}`, firmware: n % 3 === 0 ? '7.10.30.00' : '3.08' },
    })
  );
  const storage = range(8, (n) =>
    asset('platform', 'storage', `${siteOf(n)}-san-${two(Math.floor(n / 2) + 1)}`, {
      n,
      labels: { vendor: 'NetApp', tier: n < 2 ? 'nvme' : 'sas' },
      attributes: { capacityBytes: 184 * 1024 * GIB, drives: 48 },
      relations: [connectsTo(`demo-network-device-${siteOf(n)}-core-01`)],
    })
  );
  return [...hosts, ...bmcs, ...storage];
}

/** Instances of an application stand on the virtual machines, in turn. */
const vmOf = (n: number) => {
  const application = pick(APPLICATIONS, n);
  return { application, name: `${application.name}-${two(Math.floor(n / APPLICATIONS.length) + 1)}` };
};

function workloads(): DemoAsset[] {
  const vms = range(VMS, (n) => {
    const { application, name } = vmOf(n);
    return asset(tenantOf(n), 'vm', name, {
      n,
      labels: { hypervisor: 'kvm', app: application.name },
      attributes: { vcpus: 8, memoryBytes: 32 * GIB, address: `10.${n % 2}.40.${10 + n}` },
      relations: [runsOn(hostId(n * 5)), n % 4 === 0 ? dependsOn(`demo-storage-${siteOf(n * 5)}-san-01`) : null],
    });
  });
  const pods = range(PODS, (n) => {
    const application = pick(APPLICATIONS, n * 3);
    return asset(tenantOf(n), 'pod', `${application.name}-${(n * 7919 + 65_536).toString(16)}`, {
      n,
      labels: { namespace: application.name, app: application.name, node: hostName((n * 3) % HOSTS) },
      attributes: {
        image: `registry.example/${application.name}:${1 + (n % 4)}.${n % 10}.2`,
        restarts: n % 17 === 0 ? 6 : 0,
      },
      relations: [runsOn(hostId(n * 3))],
    });
  });
  const containers = range(CONTAINERS, (n) =>
    asset(tenantOf(n), 'container', `${pick(['log-shipper', 'sidecar-proxy', 'node-agent'], n)}-${two(n + 1)}`, {
      n,
      labels: { runtime: 'containerd' },
      attributes: { image: `registry.example/agent:${2 + (n % 3)}.1` },
      relations: [runsOn(hostId(n))],
    })
  );
  const cloud = range(CLOUD_INSTANCES, (n) =>
    asset(tenantOf(n), 'cloud-instance', `i-0${(n * 104_729 + 1_000_003).toString(16)}`, {
      n,
      labels: { provider: 'aws', region: 'eu-central-1', app: pick(APPLICATIONS, n).name },
      attributes: { type: 'm7i.xlarge', publicAddress: null, privateAddress: `172.31.${n}.12` },
    })
  );
  return [...vms, ...pods, ...containers, ...cloud];
}

function services(): DemoAsset[] {
  return range(48, (n) => {
    const { application, name } = vmOf(n);
    const backends = application.needs.map((need) => {
      const at = APPLICATIONS.findIndex((each) => each.name === need);
      return dependsOn(
        `demo-service-${vmOf(at + APPLICATIONS.length * (Math.floor(n / APPLICATIONS.length) % 6)).name}-tcp-${APPLICATIONS[at]?.port ?? 0}`
      );
    });
    return asset(tenantOf(n), 'service', `${name}-tcp-${application.port}`, {
      n,
      labels: { protocol: 'tcp', service: application.service, app: application.name },
      attributes: {
        protocol: 'tcp',
        port: application.port,
        service: application.service,
        addresses: ['0.0.0.0'],
        loopbackOnly: false,
        process: application.process,
        pid: 1200 + n,
        stats: {
          acceptQueue: n % 11 === 0 ? 14 : 0,
          connections: 40 + ((n * 53) % 400),
          established: 30 + ((n * 47) % 340),
          time_wait: (n * 13) % 90,
          close_wait: n % 9 === 0 ? 7 : 0,
        },
      },
      relations: [runsOn(`demo-vm-${name}`), ...backends],
    });
  });
}

function processes(): DemoAsset[] {
  return range(Math.floor(VMS / PROCESSES_EVERY), (k) => {
    const { application, name } = vmOf(k * PROCESSES_EVERY);
    return asset(tenantOf(k), 'process', `${application.process}-${name}`, {
      n: k,
      labels: { user: application.process },
      attributes: {
        pid: 1200 + k * PROCESSES_EVERY,
        parentPid: 1,
        name: application.process,
        exe: `/usr/bin/${application.process}`,
        user: application.process,
        cmdline: [`/usr/bin/${application.process}`],
        stats: {
          status: 'sleeping',
          cpuPercent: (k * 17) % 90,
          memoryPercent: 3 + (k % 20),
          memoryBytes: (1 + (k % 8)) * GIB,
        },
      },
      relations: [runsOn(`demo-vm-${name}`)],
    });
  });
}

/** All of it: 500 assets. */
export function estate(): readonly DemoAsset[] {
  return [...network(), ...machines(), ...workloads(), ...services(), ...processes()];
}
