import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identifyService, SERVICE_NAMES, serviceOfPort } from './services.ts';

const HTTP_METRICS = { scheme: 'http', path: '/metrics' };

describe('identifyService', () => {
  it.each([
    ['tcp', 22, 'sshd', 'ssh'],
    ['tcp', 2222, 'sshd', 'ssh'],
    ['tcp', 80, 'nginx', 'nginx'],
    ['tcp', 8081, 'apache2', 'apache'],
    ['tcp', 443, 'haproxy', 'haproxy'],
    ['tcp', 3307, 'mariadbd', 'mysql'],
    ['tcp', 5433, 'postgres', 'postgresql'],
    ['tcp', 7000, 'redis-server', 'redis'],
    ['tcp', 27117, 'mongod', 'mongodb'],
    ['tcp', 11311, 'memcached', 'memcached'],
    ['udp', 53, 'dnsmasq', 'dns'],
    ['tcp', 25, 'exim4', 'smtp'],
    ['tcp', 389, 'slapd', 'ldap'],
    ['tcp', 445, 'smbd', 'smb'],
    ['tcp', 2375, 'dockerd', 'docker'],
    ['tcp', 10250, 'kubelet', 'kubelet'],
    ['tcp', 6443, 'kube-apiserver', 'kube-apiserver'],
    ['tcp', 8500, 'consul', 'consul'],
    ['tcp', 8200, 'vault', 'vault'],
    ['tcp', 5900, 'Xvnc', 'vnc'],
    ['tcp', 3389, 'xrdp', 'rdp'],
    ['tcp', 4222, 'nats-server', 'nats'],
    ['tcp', 9116, 'snmp_exporter', 'snmp-exporter'],
    ['udp', 161, 'snmpd', 'snmp'],
  ] as const)('%s/%d of %s is %s, by its process', (protocol, port, process, service) =>
    expect(identifyService({ protocol, port, process })).toMatchObject({ service, by: 'process' }),
  );

  it.each([
    ['tcp', 80, 'http'],
    ['tcp', 443, 'https'],
    ['tcp', 3306, 'mysql'],
    ['tcp', 9092, 'kafka'],
    ['tcp', 2181, 'zookeeper'],
    ['tcp', 5672, 'rabbitmq'],
    ['tcp', 9200, 'elasticsearch'],
    ['tcp', 2049, 'nfs'],
    ['tcp', 993, 'imap'],
    ['tcp', 8404, 'haproxy'],
    ['udp', 51820, 'wireguard'],
    ['udp', 514, 'syslog'],
  ] as const)('%s/%d of an unknown process is %s, by its port', (protocol, port, service) => {
    expect(identifyService({ protocol, port, process: '' })).toMatchObject({ service, by: 'port' });
    expect(identifyService({ protocol, port, process: 'python3', cmdline: ['python3'] })).toMatchObject({
      by: 'port',
    });
    expect(serviceOfPort(protocol, port)).toBe(service);
  });

  it.each([
    ['java', ['/usr/bin/java', '-Xmx1g', 'kafka.Kafka', 'server.properties'], 9999, 'kafka'],
    ['java', ['java', '-cp', '/kafka/libs/zookeeper-3.8.jar', 'kafka.Kafka'], 9999, 'kafka'],
    ['java', ['java', 'org.apache.zookeeper.server.quorum.QuorumPeerMain'], 9999, 'zookeeper'],
    [
      'java',
      ['java', '-m', 'org.elasticsearch.server/org.elasticsearch.bootstrap.Elasticsearch'],
      9999,
      'elasticsearch',
    ],
    ['java', ['java', 'org.apache.catalina.startup.Bootstrap', 'start'], 8080, 'tomcat'],
    ['java', ['java', '-jar', '/usr/share/java/jenkins.war'], 8080, 'jenkins'],
    ['beam.smp', ['/usr/lib/erlang/erts/bin/beam.smp', '-s', 'rabbit', 'boot'], 9999, 'rabbitmq'],
    ['node', ['node', '/opt/fathom/exporter/bin/fathom.mjs', 'serve'], 9999, 'fathom'],
    ['node', ['node', '/usr/share/kibana/src/cli'], 9999, 'kibana'],
    ['ruby', ['puma 6.4.0 (tcp://localhost:8080) [gitlab-puma-worker]'], 8080, 'gitlab'],
  ])('an interpreter %s is known by its program', (process, cmdline, port, service) =>
    expect(identifyService({ protocol: 'tcp', port, process, cmdline })).toMatchObject({
      service,
      by: 'process',
    }),
  );

  it.each([
    ['java', ['java', '-jar', 'app.jar'], 8080, 'http'],
    ['java', ['java', '-Dlog=mykibanas', 'App'], 8080, 'http'],
    ['python3.11', ['python3.11', '-m', 'http.server'], 8000, 'http'],
    ['vim', ['vim', '/etc/kibana/kibana.yml'], 8080, 'http'],
  ])('a program that is not known falls back to the port: %s %j', (process, cmdline, port, service) =>
    expect(identifyService({ protocol: 'tcp', port, process, cmdline })).toMatchObject({
      service,
      by: 'port',
    }),
  );

  it.each([
    ['tcp', 12345, ''],
    ['tcp', 12345, 'myapp'],
    ['udp', 22, ''],
    ['udp', 3306, ''],
    ['tcp', 0, ''],
  ] as const)('%s/%d of %j is nothing known', (protocol, port, process) =>
    expect(identifyService({ protocol, port, process })).toBeNull(),
  );

  it('uses the name in the command line when the kernel cut it off', () =>
    expect(
      identifyService({
        protocol: 'tcp',
        port: 1,
        process: 'prometheus-node',
        cmdline: ['/usr/bin/prometheus-node-exporter', '--web.listen-address=:1'],
      }),
    ).toMatchObject({ service: 'node-exporter', metrics: HTTP_METRICS }));

  it.each([
    ['prometheus', 19090, 'http', '/metrics'],
    ['prometheus-alertmanager', 19093, 'http', '/metrics'],
    ['grafana-server', 3000, 'http', '/metrics'],
    ['node_exporter', 9100, 'http', '/metrics'],
    ['process-exporter', 9256, 'http', '/metrics'],
    ['etcd', 2379, 'http', '/metrics'],
    ['loki', 3100, 'http', '/metrics'],
    ['minio', 9000, 'http', '/minio/v2/metrics/cluster'],
    ['haproxy', 8404, 'http', '/metrics'],
  ])('%s on %d has metrics at %s%s', (process, port, scheme, path) =>
    expect(identifyService({ protocol: 'tcp', port, process })?.metrics).toEqual({ scheme, path }),
  );

  it.each([
    ['etcd', 2380],
    ['alertmanager', 9094],
    ['loki', 9095],
    ['minio', 9001],
    ['haproxy', 443],
    ['kubelet', 10250],
    ['nginx', 80],
    ['myapp', 9090],
    ['node', 3000],
  ])('%s on %d has none', (process, port) =>
    expect(identifyService({ protocol: 'tcp', port, process })?.metrics).toBeNull(),
  );

  it.each(['', 'docker-proxy', 'systemd'])('trusts the port when %j holds it for another', (process) =>
    expect(identifyService({ protocol: 'tcp', port: 9100, process })?.metrics).toEqual(HTTP_METRICS),
  );

  it('has more than 30 services, each once', () => {
    expect(SERVICE_NAMES.length).toBeGreaterThan(30);
    expect(new Set(SERVICE_NAMES).size).toBe(SERVICE_NAMES.length);
  });

  it('is total', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('tcp' as const, 'udp' as const),
        fc.integer(),
        fc.string(),
        fc.array(fc.string()),
        (protocol, port, process, cmdline) => {
          const service = identifyService({ protocol, port, process, cmdline });
          expect(service === null || SERVICE_NAMES.includes(service.service)).toBe(true);
        },
      ),
    );
  });
});
