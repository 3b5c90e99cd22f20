import { t } from '../t';
import { durationParts, type DurationPart } from './durationParts';

/** How long something took or lasts: `2 h 5 min`. Units as symbols need no plurals. */
export function durationText(milliseconds: number): string {
  return durationParts(milliseconds).map(partText).join(' ');
}

function partText({ unit, value }: DurationPart): string {
  switch (unit) {
    case 'days':
      return t('duration.days', '{{value}} d', { value });
    case 'hours':
      return t('duration.hours', '{{value}} h', { value });
    case 'minutes':
      return t('duration.minutes', '{{value}} min', { value });
    case 'seconds':
      return t('duration.seconds', '{{value}} s', { value });
    case 'milliseconds':
      return t('duration.milliseconds', '{{value}} ms', { value });
  }
}
