import { t } from '@grafana/i18n';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long something took or lasts, in its two largest units: `2 h 5 min`. Units as symbols need no plurals. */
export function durationText(milliseconds: number): string {
  const ms = Math.max(0, milliseconds);
  const seconds = t('duration.seconds', '{{value}} s', { value: Math.floor((ms % MINUTE) / SECOND) });
  const minutes = t('duration.minutes', '{{value}} min', { value: Math.floor((ms % HOUR) / MINUTE) });
  const hours = t('duration.hours', '{{value}} h', { value: Math.floor((ms % DAY) / HOUR) });
  const days = t('duration.days', '{{value}} d', { value: Math.floor(ms / DAY) });
  if (ms < SECOND) {
    return t('duration.milliseconds', '{{value}} ms', { value: Math.round(ms) });
  }
  if (ms < MINUTE) {
    return t('duration.seconds', '{{value}} s', { value: Math.floor(ms / SECOND) });
  }
  if (ms < HOUR) {
    return `${minutes} ${seconds}`;
  }
  return ms < DAY ? `${hours} ${minutes}` : `${days} ${hours}`;
}
