/** Every flag of node_exporter 1.12.1, process-exporter 0.8.7, snmp_exporter 0.21 to 0.30 and ipmi_exporter 1.6 to 1.10 is understood, or refused with a reason. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../../exporter/src/app/config/load.ts';
import type { AnyModule } from '../../exporter/src/contract/module.ts';
import { importModules, moduleFolders } from '../../scripts/generate/modules.ts';
import { hasCommand } from '../support/peer.ts';

const ROOT = resolve(import.meta.dirname, '../..');

const ON_BY_DEFAULT =
  'arp bcache bcachefs bonding btrfs conntrack cpu cpufreq diskstats dmi dmmultipath edac entropy fibrechannel filefd ' +
  'filesystem hwmon infiniband ipvs kernel_hung loadavg mdadm meminfo netclass netdev netstat nfs nfsd nvme os ' +
  'powersupplyclass pressure rapl schedstat selinux sockstat softnet stat tapestats textfile thermal_zone time timex ' +
  'udp_queues uname vmstat watchdog xfs zfs';
const OFF_BY_DEFAULT =
  'buddyinfo cgroups cpu_vulnerabilities drbd interrupts ksmd lnstat meminfo_numa mountstats pcidevice processes qdisc ' +
  'slabinfo softirqs sysctl systemd tcpstat wifi xfrm zoneinfo';
const ABSENT = 'drm ethtool logind network_route ntp nvmesubsystem perf runit supervisord swap';

/** Flag → the key that it sets. A flag ending in `=` takes the value behind it; the others are switches. */
const NODE_EXPORTER: Readonly<Record<string, string>> = {
  '--web.telemetry-path=/m': 'web.telemetryPath',
  '--web.disable-exporter-metrics': 'web.disableExporterMetrics',
  '--web.max-requests=7': 'web.maxRequests',
  '--web.listen-address=:9100': 'web.listenAddress',
  '--web.systemd-socket': 'web.systemdSocket',
  '--web.config.file=/w.yml': 'web.configFile',
  '--log.level=debug': 'log.level',
  '--log.format=logfmt': 'log.format',
  '--path.procfs=/p': 'path.procfs',
  '--path.sysfs=/s': 'path.sysfs',
  '--path.rootfs=/r': 'path.rootfs',
  '--path.udev.data=/u': 'path.udev',
  '--collector.arp.device-include=x': 'collectors.arp.deviceInclude',
  '--collector.arp.device-exclude=x': 'collectors.arp.deviceExclude',
  '--collector.arp.netlink': 'collectors.arp.netlink',
  '--collector.bcache.priorityStats': 'collectors.bcache.priorityStats',
  '--collector.cpu.guest': 'collectors.cpu.guest',
  '--collector.cpu.info': 'collectors.cpu.info',
  '--collector.cpu.info.flags-include=x': 'collectors.cpu.infoFlagsInclude',
  '--collector.cpu.info.bugs-include=x': 'collectors.cpu.infoBugsInclude',
  '--collector.diskstats.device-include=x': 'collectors.diskstats.deviceInclude',
  '--collector.diskstats.device-exclude=x': 'collectors.diskstats.deviceExclude',
  '--collector.diskstats.ignored-devices=x': 'collectors.diskstats.deviceExclude',
  '--collector.filesystem.mount-points-exclude=x': 'collectors.filesystem.mountPointsExclude',
  '--collector.filesystem.mount-points-include=x': 'collectors.filesystem.mountPointsInclude',
  '--collector.filesystem.ignored-mount-points=x': 'collectors.filesystem.mountPointsExclude',
  '--collector.filesystem.fs-types-exclude=x': 'collectors.filesystem.fsTypesExclude',
  '--collector.filesystem.fs-types-include=x': 'collectors.filesystem.fsTypesInclude',
  '--collector.filesystem.ignored-fs-types=x': 'collectors.filesystem.fsTypesExclude',
  '--collector.filesystem.mount-timeout=5s': 'collectors.filesystem.mountTimeout',
  '--collector.filesystem.stat-workers=4': 'collectors.filesystem.statWorkers',
  '--collector.hwmon.chip-include=x': 'collectors.hwmon.chipInclude',
  '--collector.hwmon.chip-exclude=x': 'collectors.hwmon.chipExclude',
  '--collector.hwmon.sensor-include=x': 'collectors.hwmon.sensorInclude',
  '--collector.hwmon.sensor-exclude=x': 'collectors.hwmon.sensorExclude',
  '--collector.infiniband.device-include=x': 'collectors.infiniband.deviceInclude',
  '--collector.infiniband.device-exclude=x': 'collectors.infiniband.deviceExclude',
  '--collector.interrupts.name-include=x': 'collectors.interrupts.nameInclude',
  '--collector.interrupts.name-exclude=x': 'collectors.interrupts.nameExclude',
  '--no-collector.interrupts.include-zeros': 'collectors.interrupts.includeZeros',
  '--collector.ipvs.backend-labels=local_address,proto': 'collectors.ipvs.backendLabels',
  '--collector.netclass.ignored-devices=x': 'collectors.netclass.ignoredDevices',
  '--collector.netclass.ignore-invalid-speed': 'collectors.netclass.ignoreInvalidSpeed',
  '--collector.netclass.netlink': 'collectors.netclass.netlink',
  '--collector.netclass_rtnl.with-stats': 'collectors.netclass.rtnlWithStats',
  '--collector.netdev.device-include=x': 'collectors.netdev.deviceInclude',
  '--collector.netdev.device-exclude=x': 'collectors.netdev.deviceExclude',
  '--collector.netdev.device-whitelist=x': 'collectors.netdev.deviceInclude',
  '--collector.netdev.device-blacklist=x': 'collectors.netdev.deviceExclude',
  '--collector.netdev.address-info': 'collectors.netdev.addressInfo',
  '--collector.netdev.enable-detailed-metrics': 'collectors.netdev.enableDetailedMetrics',
  '--no-collector.netdev.netlink': 'collectors.netdev.netlink',
  '--collector.netdev.label-ifalias': 'collectors.netdev.labelIfalias',
  '--collector.netstat.fields=x': 'collectors.netstat.fields',
  '--collector.pcidevice.idsfile=/pci.ids': 'collectors.pcidevice.idsfile',
  '--collector.pcidevice.names': 'collectors.pcidevice.names',
  '--collector.powersupply.ignored-supplies=x': 'collectors.powersupplyclass.ignoredSupplies',
  '--collector.qdisc.fixtures=/q': 'collectors.qdisc.fixtures',
  '--collector.qdisc.device-include=x': 'collectors.qdisc.deviceInclude',
  '--collector.qdisc.device-exclude=x': 'collectors.qdisc.deviceExclude',
  '--collector.qdisk.device-include=x': 'collectors.qdisc.deviceInclude',
  '--collector.qdisk.device-exclude=x': 'collectors.qdisc.deviceExclude',
  '--collector.rapl.enable-zone-label': 'collectors.rapl.enableZoneLabel',
  '--collector.slabinfo.slabs-include=x': 'collectors.slabinfo.slabsInclude',
  '--collector.slabinfo.slabs-exclude=x': 'collectors.slabinfo.slabsExclude',
  '--collector.stat.softirq': 'collectors.stat.softirq',
  '--collector.sysctl.include=fs.file-nr:total,current,max': 'collectors.sysctl.include',
  '--collector.sysctl.include-info=kernel.hostname': 'collectors.sysctl.includeInfo',
  '--collector.systemd.unit-include=x': 'collectors.systemd.unitInclude',
  '--collector.systemd.unit-exclude=x': 'collectors.systemd.unitExclude',
  '--collector.systemd.unit-whitelist=x': 'collectors.systemd.unitInclude',
  '--collector.systemd.unit-blacklist=x': 'collectors.systemd.unitExclude',
  '--collector.systemd.enable-task-metrics': 'collectors.systemd.enableTaskMetrics',
  '--collector.systemd.enable-restarts-metrics': 'collectors.systemd.enableRestartsMetrics',
  '--collector.systemd.enable-start-time-metrics': 'collectors.systemd.enableStartTimeMetrics',
  '--collector.systemd.private': 'collectors.systemd.private',
  '--collector.tapestats.ignored-devices=x': 'collectors.tapestats.ignoredDevices',
  '--collector.textfile.directory=/a,b': 'collectors.textfile.directory',
  '--collector.vmstat.fields=x': 'collectors.vmstat.fields',
  '--collector.wifi.fixtures=/w': 'collectors.wifi.fixtures',
};

/** As Go's own flags: one dash or two. */
const PROCESS_EXPORTER: Readonly<Record<string, string>> = {
  '-web.listen-address=:9256': 'web.listenAddress',
  '-web.telemetry-path=/m': 'web.telemetryPath',
  '-web.config.file=/w.yml': 'web.configFile',
  '-procfs=/p': 'path.procfs',
  '-config.path=groups.yml': 'processGroups.configFile',
  '-procnames=bash,ssh': 'collectors.process-groups.procnames',
  '-namemapping=a,([^/]+)': 'collectors.process-groups.namemapping',
  '-children=false': 'collectors.process-groups.children',
  '-threads=false': 'collectors.process-groups.threads',
  '-gather-smaps=false': 'collectors.process-groups.gatherSmaps',
  '-recheck': 'collectors.process-groups.recheck',
  '-recheck-with-time-limit=5s': 'collectors.process-groups.recheckWithTimeLimit',
  '-remove-empty-groups': 'collectors.process-groups.removeEmptyGroups',
  '-debug': 'log.level',
};

const SNMP_EXPORTER: Readonly<Record<string, string>> = {
  '--snmp.wrap-large-counters': 'snmp.wrapLargeCounters',
  '--no-snmp.wrap-large-counters': 'snmp.wrapLargeCounters',
  '--snmp.source-address=127.0.0.1': 'snmp.sourceAddress',
  '--snmp.module-concurrency=4': 'snmp.moduleConcurrency',
  '--config.expand-environment-variables': 'snmp.expandEnvironmentVariables',
  '--web.config.file=/w.yml': 'web.configFile',
  '--web.listen-address=:9116': 'web.listenAddress',
  '--web.systemd-socket': 'web.systemdSocket',
  '--web.telemetry-path=/m': 'web.telemetryPath',
  '--log.level=warn': 'log.level',
  '--log.format=json': 'log.format',
};

const IPMI_EXPORTER: Readonly<Record<string, string>> = {
  '--web.config.file=/w.yml': 'web.configFile',
  '--web.listen-address=:9290': 'web.listenAddress',
  '--web.systemd-socket': 'web.systemdSocket',
  '--log.level=warn': 'log.level',
  '--log.format=json': 'log.format',
};

const WITHOUT_EFFECT = [
  '--runtime.gomaxprocs=2',
  '--snmp.debug-packets',
  '--no-snmp.debug-packets',
  '--freeipmi.path=/usr/sbin',
  '--native-ipmi',
];
const TOLD_TO_LEAVE = ['-man', '-version', '-once-to-stdout-delay=1s', '--dry-run'];
/** Of a collector that is absent, or answered by the command line itself. */
const ELSEWHERE =
  /^--(collector\.(ethtool|ntp|perf|runit|supervisord)\.|help|version|collector\.disable-defaults)/;

let modules: AnyModule[];
let cwd: string;
beforeAll(async () => {
  modules = await importModules(ROOT, moduleFolders(ROOT));
  cwd = mkdtempSync(join(tmpdir(), 'fathom-flags-'));
  writeFileSync(join(cwd, 'groups.yml'), 'process_names: [{ comm: [bash] }]\n');
});
afterAll(() => rmSync(cwd, { recursive: true }));
const load = (...argv: string[]) => loadConfig({ modules, argv, env: {}, cwd });

describe('node_exporter', () => {
  it.each(Object.entries(NODE_EXPORTER))('%s sets %s', (flag, key) => {
    expect(load(flag).origins.get(key)).toMatchObject({ kind: 'flag' });
  });

  it.each(ON_BY_DEFAULT.split(' '))('%s is on', (id) => {
    expect(load().config.collectors[id]?.enabled).toBe(true);
    expect(load(`--no-collector.${id}`).config.collectors[id]?.enabled).toBe(false);
    expect(load('--collector.disable-defaults').config.collectors[id]?.enabled).toBe(false);
    const only = load('--collector.disable-defaults', `--collector.${id}`);
    expect(only.config.collectors[id]?.enabled).toBe(true);
  });

  it.each(OFF_BY_DEFAULT.split(' '))('%s is off', (id) => {
    expect(load().config.collectors[id]?.enabled).toBe(false);
    expect(load(`--collector.${id}`).config.collectors[id]?.enabled).toBe(true);
  });

  it.each(ABSENT.split(' '))('%s is told to be absent', (id) => {
    expect(() => load(`--collector.${id}`)).toThrow(`Fathom does not have the collector ${id}`);
    expect(() => load(`--no-collector.${id}`)).not.toThrow();
  });

  it('takes lists bit by bit', () => {
    const { config } = load(
      '--collector.textfile.directory=/a,b',
      '--collector.textfile.directory',
      '/c/*',
      '--web.listen-address=:1',
      '--web.listen-address=[::1]:2',
    );
    expect(config.collectors['textfile']?.options).toMatchObject({ directory: ['/a,b', '/c/*'] });
    expect(config.web.listenAddress).toEqual([':1', '[::1]:2']);
  });

  // Of arp, hwmon, interrupts and slabinfo it takes both, whatever its help says.
  it.each([
    ['diskstats', 'device'],
    ['infiniband', 'device'],
    ['netdev', 'device'],
    ['qdisc', 'device'],
  ])('does not take both sides of the filter of %s', (collector, name) => {
    const both = ['include', 'exclude'].map((side) => `--collector.${collector}.${name}-${side}=x`);
    expect(() => load(...both)).toThrow(`${name}-exclude & ${name}-include are mutually exclusive`);
  });
});

describe('process-exporter', () => {
  const variants = Object.entries(PROCESS_EXPORTER).flatMap(([flag, key]) => [
    [flag, key] as const,
    [`-${flag}`, key] as const,
  ]);
  it.each(variants)('%s sets %s', (flag, key) => {
    expect(load(flag).origins.get(key)).toMatchObject({ kind: 'flag' });
  });
});

describe('snmp_exporter', () => {
  it.each(Object.entries(SNMP_EXPORTER))('%s sets %s', (flag, key) => {
    expect(load(flag).origins.get(key)).toMatchObject({ kind: 'flag' });
  });

  it.each([
    ['new.yml', 'auths:\n  public_v2: {}\nmodules:\n  if_mib:\n    walk: [1.3]\n'],
    ['modules.yml', 'modules:\n  if_mib: {}\n'],
    ['old.yml', '# WARNING\napcups:\n  walk:\n  - 1.3.6.1\n'],
    ['get.yml', 'apcups:\n\n  # one\n  get: [1.3]\n'],
    ['large.yml', `# ${'x'.repeat(2 ** 20)}\n`],
  ])('--config.file=%s is told where it belongs', (name, content) => {
    writeFileSync(join(cwd, name), content);
    expect(() => load(`--config.file=${name}`)).toThrow(
      'configuration of snmp_exporter: it is named by --snmp.config-files, or snmp.configFiles in fathom.yml',
    );
  });
});

describe('ipmi_exporter', () => {
  it.each(Object.entries(IPMI_EXPORTER))('%s sets %s', (flag, key) => {
    expect(load(flag).origins.get(key)).toMatchObject({ kind: 'flag' });
  });

  it.each([
    ['remote.yml', 'modules:\n  default:\n    user: "u"\n    pass: "p"\n    collectors:\n    - bmc\n'],
    ['local.yml', '# local\nmodules:\n        default:\n                collectors: [ipmi]\n'],
  ])('--config.file=%s is told where it belongs', (name, content) => {
    writeFileSync(join(cwd, name), content);
    expect(() => load(`--config.file=${name}`)).toThrow(
      'configuration of ipmi_exporter: it is named by --ipmi.config-files, or ipmi.configFiles in fathom.yml',
    );
  });
});

it.each(WITHOUT_EFFECT)('%s has no effect, and says so', (flag) => {
  expect(load(flag).notices).toEqual([expect.stringContaining('has no effect')]);
});

it.each(TOLD_TO_LEAVE)('%s is refused with what to do instead', (flag) => {
  expect(() => load(flag)).toThrow(/: (see docs|`fathom |to look once)/);
});

const COMMANDS = ['node', 'process', 'snmp', 'ipmi'].map((name) => `prometheus-${name}-exporter`);
const installed = !(await Promise.all(COMMANDS.map(hasCommand))).includes(false);

describe.skipIf(!installed)('the tables (skipped when the peers are not installed)', () => {
  const nameOf = (flag: string) => flag.replace(/=.*/s, '').replace('--no-', '--');
  const known = new Set(
    [
      ...Object.keys(NODE_EXPORTER),
      ...WITHOUT_EFFECT,
      ...TOLD_TO_LEAVE,
      ...Object.keys(PROCESS_EXPORTER),
      ...Object.keys(SNMP_EXPORTER),
      ...Object.keys(IPMI_EXPORTER),
      '--config.file',
    ].map(nameOf),
  );

  it('leave out no flag of node_exporter', () => {
    const help = execFileSync('prometheus-node-exporter', ['--help'], { encoding: 'utf8' });
    const flags = [...help.matchAll(/^ +(?:-h, )?(--[a-z][\w.-]*)/gm)].map(([, flag = '']) => flag);
    const collectors = `${ON_BY_DEFAULT} ${OFF_BY_DEFAULT} ${ABSENT}`
      .split(' ')
      .map((id) => `--collector.${id}`);
    expect(flags.length).toBeGreaterThan(100);
    expect(
      flags.filter((flag) => !known.has(flag) && !collectors.includes(flag) && !ELSEWHERE.test(flag)),
    ).toEqual([]);
  });

  it('leave out no flag of process-exporter', () => {
    const { stderr } = spawnSync('prometheus-process-exporter', ['-h'], { encoding: 'utf8' });
    const flags = [...stderr.matchAll(/^ {2}(-[a-z][\w.-]*)/gm)].map(([, flag = '']) => flag);
    expect(flags.length).toBeGreaterThan(10);
    expect(flags.filter((flag) => !known.has(flag))).toEqual([]);
  });

  it.each(['snmp', 'ipmi'])('leave out no flag of %s_exporter', (name) => {
    const { stdout, stderr } = spawnSync(`prometheus-${name}-exporter`, ['--help'], { encoding: 'utf8' });
    const flags = [...(stdout + stderr).matchAll(/^ +(?:-h, )?(--[a-z][\w.-]*)/gm)].map(
      ([, flag = '']) => flag,
    );
    expect(flags.length).toBeGreaterThan(5);
    expect(flags.filter((flag) => !known.has(flag) && !ELSEWHERE.test(flag))).toEqual([]);
  });
});
