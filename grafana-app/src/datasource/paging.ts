/** Lists of the API, page after page. */

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

export interface Collected<T> {
  readonly items: readonly T[];
  /** There are more than were asked for. */
  readonly isCut: boolean;
}

export type FetchPage<T> = (page: { limit: number; cursor?: string }) => Promise<Page<T>>;

/** The API's largest page. */
const PAGE = 1000;
/** A page may be short, even empty, and still not be the last. */
const MAX_PAGES = 50;

/** At most `limit` of a list. */
export async function collect<T>(fetchPage: FetchPage<T>, limit: number, signal: AbortSignal): Promise<Collected<T>> {
  const items: T[] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    signal.throwIfAborted();
    const page = await fetchPage({
      limit: Math.min(PAGE, limit - items.length),
      ...(cursor !== undefined && { cursor }),
    });
    items.push(...page.items);
    if (page.nextCursor === null) {
      return { items, isCut: false };
    }
    cursor = page.nextCursor;
    if (items.length >= limit) {
      break;
    }
  }
  return { items: items.slice(0, limit), isCut: true };
}

/** Lists of several requests as one: in order, none twice, at most `limit`. */
export async function collectAll<T>(
  requests: ReadonlyArray<FetchPage<T>>,
  limit: number,
  signal: AbortSignal,
  { idOf, compare }: { idOf: (item: T) => string; compare: (a: T, b: T) => number }
): Promise<Collected<T>> {
  const found: Array<Collected<T>> = [];
  for (const request of requests) {
    found.push(await collect(request, limit, signal));
  }
  const [only] = found;
  if (found.length === 1 && only !== undefined) {
    return only;
  }
  const byId = new Map(found.flatMap(({ items }) => items.map((item) => [idOf(item), item] as const)));
  const items = [...byId.values()].sort(compare);
  return { items: items.slice(0, limit), isCut: items.length > limit || found.some(({ isCut }) => isCut) };
}
