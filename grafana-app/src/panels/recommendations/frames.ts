import type { DataFrame } from '@grafana/data';
import type { Priority } from '../../api/types';
import { PRIORITIES } from '../../api/values';
import type { RecommendationsOptions } from './options';

/** A row of the query type `recommendations` of the Fathom data source. */
export interface Item {
  readonly id: string;
  readonly title: string;
  readonly severity: Priority;
  /** Empty where the frame does not say. */
  readonly state: string;
  readonly asset: string;
  readonly assetName: string;
  readonly advisor: string;
  readonly explanation: string;
  /** From 0 to 1. */
  readonly confidence: number | null;
  /** RFC 3339. */
  readonly lastSeen: string | null;
}

/** In the order of the frames; null when none of them has recommendations. */
export function itemsOf(frames: readonly DataFrame[]): Item[] | null {
  const readable = frames.filter((frame) => ['id', 'title', 'severity'].every((name) => has(frame, name)));
  return readable.length === 0 ? null : readable.flatMap(rowsOf);
}

/** Those that the options ask for; how many of them are shown is not decided here. */
export function chosenItems(
  items: readonly Item[],
  { severities, states }: Pick<RecommendationsOptions, 'severities' | 'states'>
): Item[] {
  return items.filter(
    ({ severity, state }) =>
      (severities.length === 0 || severities.includes(severity)) &&
      (states.length === 0 || state === '' || states.some((each) => each === state))
  );
}

function rowsOf(frame: DataFrame): Item[] {
  const values = new Map<string, ArrayLike<unknown>>(frame.fields.map(({ name, values: column }) => [name, column]));
  return Array.from({ length: frame.length }, (_, row) => {
    const text = (name: string) => {
      const value = values.get(name)?.[row];
      return typeof value === 'string' ? value : '';
    };
    const severity = PRIORITIES.find((each) => each === text('severity'));
    const confidence = values.get('confidence')?.[row];
    return {
      id: text('id'),
      title: text('title'),
      severity,
      state: text('state'),
      asset: text('asset'),
      assetName: text('assetName') || text('asset'),
      advisor: text('advisor'),
      explanation: text('explanation'),
      confidence: typeof confidence === 'number' ? confidence : null,
      lastSeen: timeOf(values.get('lastSeen')?.[row]),
    };
  }).flatMap(({ severity, ...item }) => (severity === undefined || item.id === '' ? [] : [{ ...item, severity }]));
}

/** Times of frames are milliseconds since the epoch; a transformation may have made them text. */
function timeOf(value: unknown): string | null {
  const time = typeof value === 'number' || typeof value === 'string' ? new Date(value) : null;
  return time === null || Number.isNaN(time.getTime()) ? null : time.toISOString();
}

const has = ({ fields }: DataFrame, name: string) => fields.some((field) => field.name === name);
