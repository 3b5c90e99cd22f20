import { t } from '@grafana/i18n';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long something took or lasts, in its two largest units: `2 h 5 min`. Units as symbols need no plurals. */
export function durationText(milliseconds: number): string {
  const ms = Math.max(0, milliseconds);
  if (ms < SECOND) {
    return t('duration.milliseconds', '{{value}} ms', { value: Math.round(ms) });
  }
  const parts = [
    { value: Math.floor(ms / DAY), textOf: daysText },
    { value: Math.floor((ms % DAY) / HOUR), textOf: hoursText },
    { value: Math.floor((ms % HOUR) / MINUTE), textOf: minutesText },
    { value: Math.floor((ms % MINUTE) / SECOND), textOf: secondsText },
  ];
  const first = parts.findIndex(({ value }) => value > 0);
  return parts
    .slice(first, first + 2)
    .filter(({ value }) => value > 0)
    .map(({ value, textOf }) => textOf(value))
    .join(' ');
}

const daysText = (value: number) => t('duration.days', '{{value}} d', { value });
const hoursText = (value: number) => t('duration.hours', '{{value}} h', { value });
const minutesText = (value: number) => t('duration.minutes', '{{value}} min', { value });
const secondsText = (value: number) => t('duration.seconds', '{{value}} s', { value });
