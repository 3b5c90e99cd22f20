import { dateTime, isDateTime, rangeUtil, type DateTime, type TimeRange } from '@grafana/data';

export interface FilterRange {
  /** For the picker; invalid times when there is no filter. */
  readonly range: TimeRange;
  /** RFC 3339, or empty. */
  readonly fromTime: string;
  readonly toTime: string;
}

/** Of the URL, where times stand as Grafana writes them: `now-6h`, or RFC 3339. */
export function timeRangeOf(from: string, to: string): FilterRange {
  if (from === '' && to === '') {
    const none = dateTime(null);
    return { range: { from: none, to: none, raw: { from: none, to: none } }, fromTime: '', toTime: '' };
  }
  const range = rangeUtil.convertRawToRange({ from: rawOf(from, 'now-10y'), to: rawOf(to, 'now') });
  return {
    range,
    fromTime: from === '' ? '' : textOf(range.from),
    toTime: to === '' || to === 'now' ? '' : textOf(range.to),
  };
}

/** As it is written into the URL; empty when the filter was cleared. */
export function rawText(raw: DateTime | string): string {
  return isDateTime(raw) ? textOf(raw) : raw;
}

const textOf = (time: DateTime) => (time.isValid() ? time.toISOString() : '');

function rawOf(text: string, otherwise: string): DateTime | string {
  if (text === '') {
    return otherwise;
  }
  return text.includes('now') ? text : dateTime(text);
}
