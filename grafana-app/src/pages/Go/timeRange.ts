import { rangeUtil } from '@grafana/data';

/** The range as pages of the app take it: RFC 3339. Empty where none is given, or it makes no sense. */
export function rangeOf(from: string, to: string): { readonly from?: string; readonly to?: string } {
  if (from === '') {
    return {};
  }
  const range = rangeUtil.convertRawToRange({ from: rawTime(from), to: rawTime(to === '' ? 'now' : to) });
  return range.from.isValid() && range.to.isValid()
    ? { from: range.from.toISOString(), to: range.to.toISOString() }
    : {};
}

/** URLs have milliseconds as digits. */
function rawTime(text: string): string {
  const isMillis = /^\d{1,15}$/.test(text);
  return isMillis ? new Date(Number(text)).toISOString() : text;
}
