import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import systemd from '../../exporter/src/modules/collectors/systemd/module.ts';
import { isPattern, type Metrics } from '../../exporter/src/contract/metrics.ts';
import { catalogue, dashboardMetrics, declarations, typeOf } from './catalogue.ts';
import { parseExposition } from './exposition.ts';
import { buildMachine, machineParts } from './machine-part.ts';
import { nodeCollectors, ourSide } from './node-exporter.ts';

/** A family, or the beginning of families with `*` behind it → the reason. One that covers nothing is stale. */
type Exceptions = Readonly<Record<string, string>>;

/** Families of the catalogue that no collector of ours declares. */
const ABSENT: Exceptions = {
  'node_sysctl_*': 'foreign families: the help text names the parameter',
};

/** Families that we declare and that the end-to-end test of node_exporter does not show. */
const NOT_SHOWN: Exceptions = {
  'node_filesystem_*': 'not asked for: the values are those of the machine that runs the test',
  'node_timex_*': 'not asked for: the clock of the machine that runs the test',
  'node_selinux_*': 'no SELinux in the tree',
  'node_infiniband_*': 'counters of cards that the tree does not have',
  'node_hwmon_*': 'sensors that the tree does not have',
  'node_cpu_frequency_*': 'of /proc/cpuinfo and cpufreq: no such files in the tree',
  node_cpu_online: 'no such files in the tree',
  node_uname_info: 'the machine that runs the test',
  node_tcp_connection_states: 'the sockets of the machine that runs the test',
  node_network_address_info: 'off in the test',
  node_processes_threads_state: 'the tree has no threads',
  node_rapl_joules_total: 'with --collector.rapl.enable-zone-label, which the test leaves off',
  node_disk_device_mapper_backing_device_info: 'no device mapper slaves in the tree',
  node_os_support_end_timestamp_seconds: 'no SUPPORT_END in the tree',
  node_zoneinfo_scanned_pages: 'kernels older than that of the tree',
  node_zoneinfo_nr_mlock_stack_pages: 'kernels older than that of the tree',
  node_btrfs_device_errors_total: 'asked for by an ioctl, on mounted file systems only',
};

/** Families whose label names depend on the machine or on options. */
const LABELS_VARY: Exceptions = {
  'node_network_*':
    'ifalias comes with labelIfalias; what the catalogue shows without labels has no series there',
  'node_pcidevice_*': 'names come with the option names',
  node_btrfs_device_size_bytes: 'btrfs_dev_uuid where udev tells it',
  node_cpu_frequency_hertz: 'of cpufreq by cpu only; of /proc/cpuinfo also by core and package',
  node_dmi_info: 'what the machine tells',
  node_power_supply_info: 'what the supply tells',
  node_textfile_mtime_seconds: 'the columns of the catalogue leave out file names',
  node_time_zone_offset_seconds: 'the column leaves out the zone of the machine that ran the test',
};

/** Metrics of the dashboard that nothing can show. */
const DASHBOARD_ABSENT: Exceptions = {
  node_kernel_hung_tasks: 'the dashboard asks for the wrong name: the family is node_kernel_hung_tasks_total',
};
/** Metrics of the dashboard that the made-up machine of the tests does not show. */
const DASHBOARD_ELSEWHERE: Exceptions = {
  ...DASHBOARD_ABSENT,
  node_network_receive_nohandler_total:
    'the peer has it by netlink, on the real machine only: compared there',
  node_netstat_Tcp_MaxConn: 'no default of netstat.fields, with node_exporter neither',
  'node_systemd_*': 'over D-Bus: in the test of the collector',
};
const SERVERS_OWN = /^(process_|node_scrape_collector_|node_exporter_build_info)/;

function covering(exceptions: Exceptions, name: string): string | undefined {
  return Object.keys(exceptions).find((entry) =>
    entry.endsWith('*') ? name.startsWith(entry.slice(0, -1)) : entry === name,
  );
}

/** The names without exception; and that each exception is needed. */
function unexcepted(exceptions: Exceptions, names: readonly string[]): string[] {
  const used = new Set(names.map((name) => covering(exceptions, name)));
  expect(Object.keys(exceptions).filter((entry) => !used.has(entry))).toEqual([]);
  return names.filter((name) => covering(exceptions, name) === undefined);
}

const collectors = await nodeCollectors();
const find = declarations([...collectors, systemd]);
const families = catalogue();

describe('the families of node_exporter', () => {
  it('are all declared', () => {
    const missing = families
      .map(({ name }) => name)
      .filter((name) => !SERVERS_OWN.test(name) && find(name) === null);
    expect(unexcepted(ABSENT, missing)).toEqual([]);
  });

  it('have their types', () => {
    const wrong = families.flatMap(({ name, type }) => {
      const metric = find(name)?.metric;
      return metric === undefined || typeOf(metric, name) === type
        ? []
        : [`${name}: ${typeOf(metric, name)}`];
    });
    expect(wrong).toEqual([]);
  });

  it('have their labels', () => {
    const wrong = families.filter(({ name, labels }) => {
      const metric = find(name)?.metric;
      return metric !== undefined && [...metric.labels].sort().join() !== labels.join();
    });
    expect(
      unexcepted(
        LABELS_VARY,
        wrong.map(({ name }) => name),
      ),
    ).toEqual([]);
  });

  it('are all that we declare', () => {
    const known = new Set(families.map(({ name }) => name));
    const invented = collectors.flatMap(({ metrics }) =>
      Object.entries(metrics as Metrics).flatMap(([name, metric]) =>
        isPattern(metric) || !name.startsWith('node_') || known.has(name) ? [] : [name],
      ),
    );
    expect(unexcepted(NOT_SHOWN, invented)).toEqual([]);
  });
});

describe('the dashboard "Node Exporter Full"', () => {
  it('finds all its metrics', () => {
    const missing = dashboardMetrics().filter((name) => !SERVERS_OWN.test(name) && find(name) === null);
    expect(unexcepted(DASHBOARD_ABSENT, missing)).toEqual([]);
  });

  it('has them on a machine with what they measure', async () => {
    const parts = await machineParts();
    const root = mkdtempSync(join(tmpdir(), 'fathom-parity-'));
    buildMachine(root, parts);
    const machine = ourSide({ root, parts, collectors });
    try {
      const shown = parseExposition(await machine.page());
      const missing = dashboardMetrics().filter((name) => !SERVERS_OWN.test(name) && !shown.has(name));
      expect(unexcepted(DASHBOARD_ELSEWHERE, missing)).toEqual([]);
    } finally {
      await machine.close();
      rmSync(root, { recursive: true });
    }
  });
});
