import { t } from '../../t';

/** What a fact is about, in words; one that this version does not know is shown as it is named, in words too. */
export function factName(name: string): string {
  switch (name) {
    case 'avail':
      return t('evidence.avail', 'Free space');
    case 'size':
      return t('evidence.size', 'Size');
    case 'free':
      return t('evidence.free', 'Free share');
    case 'points':
      return t('evidence.points', 'Measurements in the trend');
    case 'first':
      return t('evidence.first', 'First measurement');
    case 'last':
      return t('evidence.last', 'Last measurement');
    case 'slope':
      return t('evidence.slope', 'Pace');
    case 'slope_low':
      return t('evidence.slope-low', 'Pace, lower bound');
    case 'slope_high':
      return t('evidence.slope-high', 'Pace, upper bound');
    case 'intercept':
      return t('evidence.intercept', 'Start of the trend line');
    case 'full_in':
      return t('evidence.full-in', 'Full in');
    case 'full_earliest':
      return t('evidence.full-earliest', 'Full in, at the earliest');
    case 'full_latest':
      return t('evidence.full-latest', 'Full in, at the latest');
    case 'pid':
      return t('evidence.pid', 'Process id');
    case 'command':
      return t('evidence.command', 'Command');
    case 'start_time':
      return t('evidence.start-time', 'Started');
    case 'cpu_percent':
      return t('evidence.cpu-percent', 'Highest CPU use, of one core');
    case 'busy_from':
      return t('evidence.busy-from', 'Busy from');
    case 'busy_to':
      return t('evidence.busy-to', 'Busy until');
    case 'busy_seconds':
      return t('evidence.busy-seconds', 'Busy for');
    case 'memory_rss':
      return t('evidence.memory-rss', 'Memory');
    case 'suspicious':
      return t('evidence.suspicious', 'Suspicious because');
    default:
      return inWords(name);
  }
}

function inWords(name: string): string {
  const words = name.replace(/[_-]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
