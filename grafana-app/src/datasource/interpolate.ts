/** Filters of a query with the values of the dashboard's variables in them. */
import { FILTER_NAMES, oneOf, type FilterName, type Filters } from './query';
import { QueryError } from './queryError';

/** Puts the values of variables into a text; several values of one are separated by commas. */
export type Replace = (text: string) => string;

/** What dashboards have for “All”: it filters nothing. */
const ALL = ['*', '.*', '$__all', 'All'];
/** A request for each combination: more would keep Fathom busy for one panel. */
const MAX_COMBINATIONS = 20;

type ListName = Exclude<FilterName, 'labels' | 'search'>;

/** Of each filter its values; a filter that is absent lets everything pass. */
export interface Values {
  readonly lists: Readonly<Partial<Record<ListName, readonly string[]>>>;
  /** Values by the name of the label. */
  readonly labels: ReadonlyMap<string, readonly string[]>;
  readonly search: string | undefined;
}

/** @throws QueryError where a label has no value. */
export function interpolate(filters: Filters, replace: Replace): Values {
  const lists: Partial<Record<ListName, readonly string[]>> = {};
  for (const name of FILTER_NAMES) {
    if (name === 'labels' || name === 'search') {
      continue;
    }
    const found = valuesOf((filters[name] ?? []).map(replace));
    if (found.length > 0) {
      lists[name] = found;
    }
  }
  const search = (filters.search ?? []).map(replace).join(' ').trim();
  return {
    lists,
    labels: labelsOf(filters.labels ?? [], replace),
    search: search === '' || ALL.includes(search) ? undefined : search,
  };
}

function valuesOf(texts: readonly string[]): readonly string[] {
  const all = texts.flatMap((text) => text.split(',')).map((text) => text.trim());
  return all.some((text) => ALL.includes(text)) ? [] : [...new Set(all)].filter((text) => text !== '');
}

/** `env=$env` with two values of `$env` means either of them. */
function labelsOf(labels: readonly string[], replace: Replace): ReadonlyMap<string, readonly string[]> {
  const chosen = new Map<string, readonly string[]>();
  for (const label of labels) {
    // Split before variables are put in: their values may have `=` and commas of their own.
    const [name, value] = label.includes('=') ? split(label).map(replace) : split(replace(label));
    const values = valuesOf([value ?? '']);
    if (name !== undefined && values.length > 0) {
      chosen.set(name, [...(chosen.get(name) ?? []), ...values]);
    }
  }
  return chosen;
}

function split(text: string): readonly string[] {
  const at = text.indexOf('=');
  if (at < 1) {
    throw new QueryError({ code: 'no-label', text });
  }
  return [text.slice(0, at), text.slice(at + 1)];
}

/** Labels as the API takes them: one value of each. Several where the results are to be joined. */
export function labelSelectors(labels: Values['labels']): ReadonlyArray<string | undefined> {
  return combinations([...labels]).map((set) => {
    const pairs = [...set].map(([name, value]) => `${name}=${value}`);
    return pairs.length === 0 ? undefined : pairs.join(',');
  });
}

/**
 * One value of each list, in all ways; a single empty one when all lists are.
 * @throws QueryError for too many.
 */
export function combinations<K>(
  lists: ReadonlyArray<readonly [name: K, values: readonly string[] | undefined]>
): ReadonlyArray<ReadonlyMap<K, string>> {
  let found: ReadonlyArray<ReadonlyMap<K, string>> = [new Map<K, string>()];
  for (const [name, values = []] of lists) {
    if (values.length > 0) {
      found = found.flatMap((each) => values.map((value) => new Map([...each, [name, value]])));
    }
    if (found.length > MAX_COMBINATIONS) {
      throw new QueryError({ code: 'too-many-combinations', max: MAX_COMBINATIONS });
    }
  }
  return found;
}

/** @throws QueryError when there are several. */
export function single(name: string, values: readonly string[] = []): string | undefined {
  if (values.length > 1) {
    throw new QueryError({ code: 'one-value', name, values });
  }
  return values[0];
}

/** @throws QueryError when it is none, or out of bounds. */
export function numberIn(name: string, values: readonly string[] | undefined, min: number, max: number) {
  const text = single(name, values);
  if (text === undefined) {
    return undefined;
  }
  const value = Number(text);
  if (!Number.isFinite(value) || value < min || value > max) {
    throw new QueryError({ code: 'no-number', name, text, min, max });
  }
  return value;
}

/** @throws QueryError when it is not one of them. */
export function choiceOf<T extends string>(name: string, text: string | undefined, choices: readonly T[]) {
  const choice = oneOf(choices, text);
  if (text !== undefined && choice === undefined) {
    throw new QueryError({ code: 'no-choice', name, text, choices });
  }
  return choice;
}
