import type { MetricSeries } from '../../api/types';
import { t } from '../../t';

/** A measurement that this version of the app does not know keeps the title the API gives it. */
export function metricTitle(name: MetricSeries['name'], title: string): string {
  switch (name) {
    case 'cpu_busy':
      return t('asset.metrics.cpu', 'CPU busy');
    case 'memory_used':
      return t('asset.metrics.memory', 'Memory used');
    case 'load':
      return t('asset.metrics.load', 'Load');
    case 'filesystem_used':
      return t('asset.metrics.filesystems', 'File systems used');
    case 'disk_bytes':
      return t('asset.metrics.disks', 'Disk traffic');
    case 'network_bytes':
      return t('asset.metrics.network', 'Network traffic');
    default:
      return title;
  }
}
