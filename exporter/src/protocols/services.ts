/** Well-known services: recognised by their process first, since anyone may use any port, then by their port. */
import type { SocketProtocol } from '../model/socket.ts';

/** Where a service shows its metrics to Prometheus. */
export interface MetricsEndpoint {
  readonly scheme: 'http' | 'https';
  readonly path: string;
}

export interface Service {
  readonly service: string;
  readonly by: 'process' | 'port';
  /** Null when it has none, or when only a port says what it is although its process is known to be another. */
  readonly metrics: MetricsEndpoint | null;
}

export interface ServiceQuery {
  readonly protocol: SocketProtocol;
  readonly port: number;
  /** Name of the process; empty when it is not known. */
  readonly process: string;
  readonly cmdline?: readonly string[];
}

interface CatalogueEntry {
  readonly service: string;
  readonly processes?: readonly string[];
  /** What stands in the command line of an interpreter that runs it. */
  readonly programs?: readonly string[];
  readonly tcp?: readonly number[];
  readonly udp?: readonly number[];
  /** Only where anyone may read them: what asks for a token (kubelet, kube-apiserver) would be a target that is down. */
  readonly metrics?: MetricsEndpoint & {
    /** Its one port for metrics, where a process has ports for all kinds of things. */
    readonly only?: number;
    /** Its usual ports that do not answer HTTP. */
    readonly except?: readonly number[];
  };
}

const METRICS = { scheme: 'http', path: '/metrics' } as const;

/** In order of preference where two have one port. */
const CATALOGUE: readonly CatalogueEntry[] = [
  { service: 'ssh', processes: ['sshd', 'dropbear'], tcp: [22] },
  { service: 'nginx', processes: ['nginx', 'openresty'] },
  { service: 'apache', processes: ['apache2', 'httpd'] },
  { service: 'haproxy', processes: ['haproxy'], tcp: [8404], metrics: { ...METRICS, only: 8404 } },
  { service: 'envoy', processes: ['envoy'] },
  { service: 'traefik', processes: ['traefik'] },
  { service: 'caddy', processes: ['caddy'], tcp: [2019], metrics: { ...METRICS, only: 2019 } },
  { service: 'lighttpd', processes: ['lighttpd'] },
  { service: 'varnish', processes: ['varnishd', 'cache-main'], tcp: [6081, 6082] },
  { service: 'squid', processes: ['squid'], tcp: [3128] },
  { service: 'http', tcp: [80, 8000, 8008, 8080, 8888] },
  { service: 'https', tcp: [443, 8443], udp: [443] },
  { service: 'mysql', processes: ['mysqld', 'mariadbd'], tcp: [3306, 33060] },
  { service: 'postgresql', processes: ['postgres', 'postmaster'], tcp: [5432] },
  { service: 'pgbouncer', processes: ['pgbouncer'], tcp: [6432] },
  { service: 'redis', processes: ['redis-server', 'valkey-server', 'keydb-server'], tcp: [6379] },
  { service: 'redis-sentinel', processes: ['redis-sentinel'], tcp: [26379] },
  { service: 'mongodb', processes: ['mongod', 'mongos'], tcp: [27017, 27018, 27019] },
  { service: 'mssql', processes: ['sqlservr'], tcp: [1433], udp: [1434] },
  { service: 'oracle', processes: ['tnslsnr'], tcp: [1521] },
  { service: 'clickhouse', processes: ['clickhouse-server', 'clickhouse-serv'], tcp: [8123] },
  { service: 'elasticsearch', programs: ['org.elasticsearch', 'org.opensearch'], tcp: [9200, 9300] },
  { service: 'kibana', programs: ['kibana'], tcp: [5601] },
  { service: 'logstash', programs: ['org.logstash'], tcp: [5044, 9600] },
  { service: 'cassandra', programs: ['org.apache.cassandra'], tcp: [7000, 9042] },
  { service: 'influxdb', processes: ['influxd'], tcp: [8086], metrics: { ...METRICS, except: [8088] } },
  { service: 'memcached', processes: ['memcached'], tcp: [11211], udp: [11211] },
  { service: 'kafka', programs: ['kafka.Kafka'], tcp: [9092] },
  { service: 'zookeeper', programs: ['org.apache.zookeeper'], tcp: [2181, 2888, 3888] },
  {
    service: 'rabbitmq',
    programs: ['rabbit'],
    tcp: [5672, 5671, 15672, 15692, 25672],
    metrics: { ...METRICS, only: 15692 },
  },
  { service: 'erlang-portmapper', processes: ['epmd'], tcp: [4369] },
  { service: 'nats', processes: ['nats-server'], tcp: [4222, 6222, 8222] },
  { service: 'mqtt', processes: ['mosquitto'], tcp: [1883, 8883] },
  {
    service: 'dns',
    processes: ['named', 'dnsmasq', 'unbound', 'systemd-resolved', 'systemd-resolve', 'pdns_server', 'knotd'],
    tcp: [53, 853],
    udp: [53, 5353, 5355],
  },
  { service: 'coredns', processes: ['coredns'], tcp: [9153], metrics: { ...METRICS, only: 9153 } },
  { service: 'dhcp', processes: ['dhcpd', 'kea-dhcp4', 'dhclient', 'dhcpcd'], udp: [67, 68, 546, 547] },
  { service: 'ntp', processes: ['ntpd', 'chronyd', 'systemd-timesyncd'], udp: [123, 323] },
  { service: 'smtp', processes: ['exim4', 'sendmail', 'smtpd'], tcp: [25, 465, 587] },
  { service: 'imap', tcp: [143, 993] },
  { service: 'pop3', tcp: [110, 995] },
  { service: 'dovecot', processes: ['dovecot'] },
  { service: 'ldap', processes: ['slapd', 'ns-slapd'], tcp: [389, 636, 3268, 3269], udp: [389] },
  { service: 'kerberos', processes: ['krb5kdc', 'kadmind'], tcp: [88, 464, 749], udp: [88, 464] },
  { service: 'ftp', processes: ['vsftpd', 'proftpd', 'pure-ftpd'], tcp: [20, 21, 990] },
  { service: 'tftp', processes: ['in.tftpd'], udp: [69] },
  { service: 'telnet', processes: ['telnetd', 'in.telnetd'], tcp: [23] },
  { service: 'rsync', processes: ['rsync'], tcp: [873] },
  { service: 'nfs', processes: ['nfsd', 'rpc.nfsd', 'rpc.mountd'], tcp: [2049, 20048], udp: [2049, 20048] },
  { service: 'rpcbind', processes: ['rpcbind', 'rpc.statd'], tcp: [111], udp: [111] },
  { service: 'smb', processes: ['smbd', 'nmbd', 'samba'], tcp: [139, 445], udp: [137, 138] },
  { service: 'iscsi', processes: ['tgtd'], tcp: [3260] },
  { service: 'ceph', processes: ['ceph-mon', 'ceph-osd', 'ceph-mds'], tcp: [3300, 6789] },
  { service: 'ceph-mgr', processes: ['ceph-mgr'], tcp: [9283], metrics: { ...METRICS, only: 9283 } },
  { service: 'rdp', processes: ['xrdp'], tcp: [3389], udp: [3389] },
  { service: 'vnc', processes: ['Xvnc', 'x11vnc', 'Xtigervnc'], tcp: [5900, 5901, 5902] },
  { service: 'cups', processes: ['cupsd'], tcp: [631], udp: [631] },
  { service: 'syslog', processes: ['rsyslogd', 'syslog-ng'], tcp: [514, 6514], udp: [514] },
  { service: 'snmp', processes: ['snmpd', 'snmptrapd'], tcp: [199], udp: [161, 162] },
  { service: 'ipmi', udp: [623] },
  { service: 'netflow', processes: ['nfcapd'], udp: [2055, 4739, 6343] },
  { service: 'statsd', processes: ['statsd'], udp: [8125] },
  { service: 'radius', processes: ['freeradius', 'radiusd'], udp: [1812, 1813] },
  { service: 'openvpn', processes: ['openvpn'], tcp: [1194], udp: [1194] },
  { service: 'wireguard', udp: [51820] },
  { service: 'ipsec', processes: ['charon', 'pluto'], udp: [500, 4500] },
  { service: 'sip', processes: ['asterisk', 'kamailio'], tcp: [5060, 5061], udp: [5060] },
  { service: 'docker', processes: ['dockerd'], tcp: [2375, 2376] },
  { service: 'containerd', processes: ['containerd'] },
  { service: 'kubelet', processes: ['kubelet'], tcp: [10250] },
  { service: 'kube-apiserver', processes: ['kube-apiserver'], tcp: [6443] },
  { service: 'kube-scheduler', processes: ['kube-scheduler'], tcp: [10259] },
  { service: 'kube-controller-manager', processes: ['kube-controller-manager'], tcp: [10257] },
  { service: 'kube-proxy', processes: ['kube-proxy'], tcp: [10249], metrics: { ...METRICS, only: 10249 } },
  { service: 'etcd', processes: ['etcd'], tcp: [2379, 2380], metrics: { ...METRICS, except: [2380] } },
  { service: 'consul', processes: ['consul'], tcp: [8300, 8301, 8302, 8500], udp: [8301, 8302, 8600] },
  { service: 'vault', processes: ['vault'], tcp: [8200, 8201] },
  { service: 'nomad', processes: ['nomad'], tcp: [4646, 4647, 4648] },
  {
    service: 'minio',
    processes: ['minio'],
    tcp: [9000],
    metrics: { scheme: 'http', path: '/minio/v2/metrics/cluster', except: [9001] },
  },
  { service: 'prometheus', processes: ['prometheus'], tcp: [9090], metrics: METRICS },
  {
    service: 'alertmanager',
    processes: ['alertmanager', 'prometheus-alertmanager'],
    tcp: [9093, 9094],
    udp: [9094],
    metrics: { ...METRICS, except: [9094] },
  },
  {
    service: 'pushgateway',
    processes: ['pushgateway', 'prometheus-pushgateway'],
    tcp: [9091],
    metrics: METRICS,
  },
  {
    service: 'node-exporter',
    processes: ['node_exporter', 'prometheus-node-exporter'],
    tcp: [9100],
    metrics: METRICS,
  },
  {
    service: 'process-exporter',
    processes: ['process-exporter', 'prometheus-process-exporter'],
    tcp: [9256],
    metrics: METRICS,
  },
  {
    service: 'snmp-exporter',
    processes: ['snmp_exporter', 'prometheus-snmp-exporter'],
    tcp: [9116],
    metrics: METRICS,
  },
  {
    service: 'blackbox-exporter',
    processes: ['blackbox_exporter', 'prometheus-blackbox-exporter'],
    tcp: [9115],
    metrics: METRICS,
  },
  {
    service: 'ipmi-exporter',
    processes: ['ipmi_exporter', 'prometheus-ipmi-exporter'],
    tcp: [9290],
    metrics: METRICS,
  },
  {
    service: 'mysqld-exporter',
    processes: ['mysqld_exporter', 'prometheus-mysqld-exporter'],
    tcp: [9104],
    metrics: METRICS,
  },
  {
    service: 'postgres-exporter',
    processes: ['postgres_exporter', 'prometheus-postgres-exporter'],
    tcp: [9187],
    metrics: METRICS,
  },
  {
    service: 'redis-exporter',
    processes: ['redis_exporter', 'prometheus-redis-exporter'],
    tcp: [9121],
    metrics: METRICS,
  },
  { service: 'cadvisor', processes: ['cadvisor'], metrics: METRICS },
  { service: 'loki', processes: ['loki'], tcp: [3100], metrics: { ...METRICS, except: [7946, 9095, 9096] } },
  { service: 'promtail', processes: ['promtail'], tcp: [9080], metrics: { ...METRICS, except: [9095] } },
  { service: 'grafana', processes: ['grafana', 'grafana-server'], tcp: [3000], metrics: METRICS },
  { service: 'jaeger', processes: ['jaeger', 'jaeger-all-in-one'], tcp: [14268, 16686], udp: [6831] },
  { service: 'opentelemetry', processes: ['otelcol', 'otelcol-contrib'], tcp: [4317, 4318] },
  { service: 'fathom', processes: ['fathom'], programs: ['fathom.mjs'], tcp: [9797], metrics: METRICS },
  { service: 'tomcat', programs: ['org.apache.catalina'], tcp: [8005, 8009] },
  { service: 'jenkins', processes: ['jenkins'], programs: ['jenkins.war'], tcp: [50000] },
  {
    service: 'gitlab',
    processes: ['gitlab-workhorse', 'gitaly', 'gitlab-kas'],
    programs: ['gitlab'],
    tcp: [8181],
  },
  { service: 'sonarqube', programs: ['sonarqube'], tcp: [9000] },
  { service: 'zabbix-agent', processes: ['zabbix_agentd', 'zabbix_agent2'], tcp: [10050] },
  { service: 'zabbix-server', processes: ['zabbix_server'], tcp: [10051] },
  { service: 'libvirt', processes: ['libvirtd'], tcp: [16509, 16514] },
  { service: 'proxmox', processes: ['pveproxy'], tcp: [8006] },
  { service: 'cockpit', processes: ['cockpit-ws', 'cockpit-tls'] },
];

/** Names of all services in the catalogue. */
export const SERVICE_NAMES: readonly string[] = CATALOGUE.map((entry) => entry.service);

/** What runs programs of others: its own name says nothing of the service. */
const INTERPRETER =
  /^(?:java|python|node|nodejs|ruby|perl|php|php-fpm|deno|bun|mono|dotnet|beam\.smp|sh|bash)(?:$|[\d. (:-])/;
/** What holds a port on behalf of another. */
const STAND_IN = /^(?:|systemd|init|docker-proxy|rootlessport|conmon|xinetd|inetd)$/;
/** Arguments looked at; what an interpreter runs stands early, class paths may be long. */
const MAX_ARGUMENTS = 64;

/** The service at a port; null when neither process nor port are known. */
export function identifyService(query: ServiceQuery): Service | null {
  const { protocol, port, process } = query;
  const running = byProcess(query);
  if (running)
    return { service: running.service, by: 'process', metrics: metricsAt(running, protocol, port) };
  const usual = byPort(protocol, port);
  if (!usual) return null;
  return {
    service: usual.service,
    by: 'port',
    metrics: STAND_IN.test(process) ? metricsAt(usual, protocol, port) : null,
  };
}

/** The service that is usual at a port. */
export function serviceOfPort(protocol: SocketProtocol, port: number): string | null {
  return byPort(protocol, port)?.service ?? null;
}

function byProcess({ process, cmdline = [] }: ServiceQuery): CatalogueEntry | null {
  const names = [process, baseName(cmdline[0] ?? '')];
  const named = CATALOGUE.find((entry) => entry.processes?.some((name) => names.includes(name)));
  if (named) return named;
  if (!INTERPRETER.test(process)) return null;
  const words = cmdline.slice(0, MAX_ARGUMENTS);
  return (
    CATALOGUE.find((entry) =>
      entry.programs?.some((program) => words.some((word) => mentions(word, program))),
    ) ?? null
  );
}

/** Whether `program` stands in a word as a path segment, a file name or the beginning of a Java class name. */
function mentions(word: string, program: string): boolean {
  for (let at = word.indexOf(program); at >= 0; at = word.indexOf(program, at + 1)) {
    const before = word[at - 1] ?? '/';
    const after = word[at + program.length] ?? '/';
    if (/[/\s=[]/.test(before) && /[/\s.\]@-]/.test(after)) return true;
  }
  return false;
}

function byPort(protocol: SocketProtocol, port: number): CatalogueEntry | null {
  return CATALOGUE.find((entry) => entry[protocol]?.includes(port)) ?? null;
}

function metricsAt(
  { metrics }: CatalogueEntry,
  protocol: SocketProtocol,
  port: number,
): MetricsEndpoint | null {
  if (!metrics || protocol !== 'tcp' || metrics.except?.includes(port)) return null;
  if (metrics.only !== undefined && metrics.only !== port) return null;
  return { scheme: metrics.scheme, path: metrics.path };
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
