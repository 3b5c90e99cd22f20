/** The families with which node_exporter tells of itself; Fathom tells the same of itself, as far as it is true. */
import { counter, gauge } from '../contract/metrics.ts';
import type { OwnProcess } from '../platform/own-process.ts';
import { type FamilySamples, SampleWriter } from './samples.ts';
import type { ScrapeCounters } from './scrape-counters.ts';

/** The releases whose names, labels and values Fathom has. */
const COMPATIBLE_RELEASE = '1.12.1';
const COMPATIBLE_SNMP_RELEASE = '0.30.1';

const buildInfo = (exporter: string) =>
  gauge(
    `A metric with a constant '1' value labeled by version, revision, branch, goversion from which ${exporter} was built, and the goos and goarch for the build.`,
    ['branch', 'goarch', 'goos', 'goversion', 'revision', 'tags', 'version'],
  );
const IDENTITY = { node_exporter_build_info: buildInfo('node_exporter') };
const SNMP_IDENTITY = { snmp_exporter_build_info: buildInfo('snmp_exporter') };
const ABOUT_PROCESS = {
  process_cpu_seconds_total: counter('Total user and system CPU time spent in seconds.'),
  process_max_fds: gauge('Maximum number of open file descriptors.'),
  process_network_receive_bytes_total: counter('Number of bytes received by the process over the network.'),
  process_network_transmit_bytes_total: counter('Number of bytes sent by the process over the network.'),
  process_open_fds: gauge('Number of open file descriptors.'),
  process_resident_memory_bytes: gauge('Resident memory size in bytes.'),
  process_start_time_seconds: gauge('Start time of the process since unix epoch in seconds.'),
  process_virtual_memory_bytes: gauge('Virtual memory size in bytes.'),
  process_virtual_memory_max_bytes: gauge('Maximum amount of virtual memory available in bytes.'),
  promhttp_metric_handler_errors_total: counter(
    'Total number of internal errors encountered by the promhttp metric handler.',
    ['cause'],
  ),
  promhttp_metric_handler_requests_in_flight: gauge('Current number of scrapes being served.'),
  promhttp_metric_handler_requests_total: counter('Total number of scrapes by HTTP status code.', ['code']),
};

/** Names that Go has for what Node.js calls otherwise. */
const GO_ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386', ppc64: 'ppc64le' };
const GO_SYSTEMS: Readonly<Record<string, string>> = { win32: 'windows', sunos: 'solaris' };

export interface ExporterMetricsOptions {
  /** Of Fathom. */
  readonly version: string;
  readonly scrapes: ScrapeCounters;
  /** Null leaves out `process_*` and `promhttp_*`. */
  readonly figures: (() => OwnProcess) | null;
}

/** `goversion` and `revision` tell what really runs: there is no Go in it, and it is Fathom. */
export function exporterMetrics({
  version,
  scrapes,
  figures,
}: ExporterMetricsOptions): () => FamilySamples[] {
  const writer = new SampleWriter({ ...IDENTITY, ...ABOUT_PROCESS });
  const { out } = writer;
  const build = buildOf(version);

  function writeProcess(own: OwnProcess): void {
    const told = (value: number | null, write: (value: number) => void) => {
      if (value !== null) write(value);
    };
    out.process_cpu_seconds_total(own.cpuSeconds);
    out.process_resident_memory_bytes(own.residentBytes);
    out.process_start_time_seconds(own.startSeconds);
    told(own.maxOpenFiles, out.process_max_fds);
    told(own.openFiles, out.process_open_fds);
    told(own.receivedBytes, out.process_network_receive_bytes_total);
    told(own.sentBytes, out.process_network_transmit_bytes_total);
    told(own.virtualBytes, out.process_virtual_memory_bytes);
    told(own.maxVirtualBytes, out.process_virtual_memory_max_bytes);
  }

  function writeScrapes(): void {
    out.promhttp_metric_handler_errors_total(scrapes.encodingErrors, 'encoding');
    out.promhttp_metric_handler_errors_total(scrapes.gatheringErrors, 'gathering');
    out.promhttp_metric_handler_requests_in_flight(scrapes.inFlight);
    for (const [code, count] of scrapes.answers)
      out.promhttp_metric_handler_requests_total(count, String(code));
  }

  return () => {
    writer.begin();
    out.node_exporter_build_info(1, ...build, COMPATIBLE_RELEASE);
    if (figures) {
      writeProcess(figures());
      writeScrapes();
    }
    return writer.finish();
  };
}

/** The same of snmp_exporter, for its dashboards. `version` is Fathom's. */
export function snmpBuildInfo(version: string): () => FamilySamples[] {
  const writer = new SampleWriter(SNMP_IDENTITY);
  const build = buildOf(version);
  return () => {
    writer.begin();
    writer.out.snmp_exporter_build_info(1, ...build, COMPATIBLE_SNMP_RELEASE);
    return writer.finish();
  };
}

/** Labels but the version, in their order. */
function buildOf(version: string) {
  const { arch, platform, versions } = process;
  const goarch = GO_ARCHITECTURES[arch] ?? arch;
  const goos = GO_SYSTEMS[platform] ?? platform;
  return ['fathom', goarch, goos, `nodejs${versions.node}`, `fathom-${version}`, 'unknown'] as const;
}
