import { expect, it } from 'vitest';
import { encodePage } from './exposition.ts';
import { exporterMetrics } from './exporter-metrics.ts';
import { ScrapeCounters } from './scrape-counters.ts';

const FIGURES = {
  cpuSeconds: 1.5,
  residentBytes: 1000,
  startSeconds: 1_700_000_000.25,
  virtualBytes: 5000,
  maxVirtualBytes: 2 ** 64,
  openFiles: 20,
  maxOpenFiles: 1024,
  receivedBytes: 7,
  sentBytes: null,
};
const linesOf = (families: Parameters<typeof encodePage>[0]) =>
  encodePage(families, 'text')
    .toString()
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));

it('tells of the process and its scrapes in the words of Go', () => {
  const scrapes = new ScrapeCounters();
  for (const status of [200, 200, 400, 503]) scrapes.answered(status);
  scrapes.inFlight = 1;
  scrapes.gatheringErrors = 2;
  const lines = linesOf(exporterMetrics({ version: '1.2.3', scrapes, figures: () => FIGURES })());
  expect(lines[0]).toMatch(
    /^node_exporter_build_info\{branch="fathom",goarch="\w+",goos="\w+",goversion="nodejs\d+\.\d+\.\d+",revision="fathom-1\.2\.3",tags="unknown",version="1\.12\.1"\} 1$/,
  );
  expect(lines.slice(1)).toEqual([
    'process_cpu_seconds_total 1.5',
    'process_max_fds 1024',
    'process_network_receive_bytes_total 7',
    'process_open_fds 20',
    'process_resident_memory_bytes 1000',
    'process_start_time_seconds 1700000000.25',
    'process_virtual_memory_bytes 5000',
    'process_virtual_memory_max_bytes 18446744073709552000',
    'promhttp_metric_handler_errors_total{cause="encoding"} 0',
    'promhttp_metric_handler_errors_total{cause="gathering"} 2',
    'promhttp_metric_handler_requests_in_flight 1',
    'promhttp_metric_handler_requests_total{code="200"} 2',
    'promhttp_metric_handler_requests_total{code="500"} 0',
    'promhttp_metric_handler_requests_total{code="503"} 1',
  ]);
});

it('tells only what it is when the rest is not wanted', () => {
  const read = exporterMetrics({ version: '1', scrapes: new ScrapeCounters(), figures: null });
  expect(read().map(({ name }) => name)).toEqual(['node_exporter_build_info']);
});
