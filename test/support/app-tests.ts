/** What browser tests of the app share: pages that are checked and closed after each test, the API behind them, faults. */
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { afterAll, afterEach, expect, inject } from 'vitest';
import type { components, paths } from '../../grafana-app/src/api/schema.ts';
import { type OpenOptions, type OpenPage, Visitor } from './app-browser.ts';
import type { Estate } from './filled-preview.ts';

export type Schemas = components['schemas'];
/** What the API answers to a GET of this path. */
export type Answer<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': infer T } } } };
}
  ? T
  : never;

interface TestOptions extends OpenOptions {
  /** Default: the preview upon the Fathom with 10,000 assets. */
  readonly base?: string;
  /** Statuses of answers and errors that the test brings about: the browser itself writes a line for each. */
  readonly failing?: readonly Failing[];
}

type Failing = number | `net::${string}`;

export interface App {
  open(path: string, options?: TestOptions): Promise<OpenPage>;
}

/** Characters of HTML or Markdown that nobody should see: a text was escaped twice, or not rendered. */
const RAW_MARKUP = /&(?:#x?[0-9a-f]+|amp|quot|apos|lt|gt);|`/i;

/** The Fathom with 10,000 assets, and the preview upon it, that are this worker's alone. */
export function estate(): Estate {
  const worker = Number(process.env['VITEST_POOL_ID']);
  const own = inject('estates')[worker - 1];
  if (own === undefined) throw new Error(`there is no Fathom for worker ${worker}`);
  return own;
}

let connection: Promise<Browser> | undefined;
const browser = () => (connection ??= chromium.connect(inject('chromium')));

/**
 * Tests with the same options share what the browser has cached, and nothing else. Those without any do so in all files;
 * others stay until the end of their `describe`, which may end the preview that they look at.
 */
const regulars = new Map<string, Visitor>();
const REGULAR = '{}';

/** To be called in a `describe`: after each of its tests all pages must be without fault. */
export function useApp(): App {
  const opened: { readonly app: OpenPage; readonly failing: readonly Failing[] }[] = [];
  const guests = new Map<string, Visitor>();
  const visitorOf = async (base: string, options: OpenOptions) => {
    const key = JSON.stringify(base === estate().previewUrl ? options : { base, ...options });
    const known = key === REGULAR ? regulars : guests;
    const visitor = known.get(key) ?? (await Visitor.come(await browser(), base, options));
    known.set(key, visitor);
    return visitor;
  };
  const dismiss = async (visitors: Map<string, Visitor>) => {
    for (const visitor of visitors.values()) await visitor.leave();
    visitors.clear();
  };
  afterAll(() => dismiss(guests));
  afterEach(async ({ task }) => {
    await setFaults([]);
    const found: string[] = [];
    for (const { app, failing } of opened.splice(0)) {
      found.push(...app.faults.filter((fault) => !isDeliberate(fault, failing)));
      found.push(...rawMarkupOf(await app.page.locator('body').innerText()));
    }
    // Nobody knows in what state a test that fails has left its pages.
    if (task.result?.state === 'fail' || found.length > 0) {
      await dismiss(guests);
      await dismiss(regulars);
    }
    for (const visitor of [...guests.values(), ...regulars.values()]) await visitor.rest();
    expect(found).toEqual([]);
  });
  return {
    async open(path, { base = estate().previewUrl, failing = [], ...options } = {}) {
      const visitor = await visitorOf(base, options);
      const app = await visitor.open(path);
      opened.push({ app, failing });
      return app;
    },
  };
}

const isDeliberate = (fault: string, failing: readonly Failing[]) =>
  failing.some((each) =>
    typeof each === 'string'
      ? fault === `console: Failed to load resource: ${each}`
      : fault.startsWith(`console: Failed to load resource: the server responded with a status of ${each} `),
  );

/** Lines with markup that is shown as it is. */
export const rawMarkupOf = (text: string): string[] =>
  text.split('\n').filter((line) => RAW_MARKUP.test(line));

export interface Fault {
  /** Regular expression on path and query below the preview's address. */
  readonly path: string;
  readonly status?: number;
  readonly delayMs?: number;
  readonly down?: boolean;
}

/** What goes wrong in the preview until the next call, or the end of the test. */
export async function setFaults(faults: readonly Fault[], base = estate().previewUrl): Promise<void> {
  const reply = await fetch(new URL('__preview/faults', base), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ faults }),
  });
  if (!reply.ok) throw new Error(`faults: ${reply.status} ${await reply.text()}`);
}

/** An answer of Fathom itself, without Grafana between. */
export async function fromApi<T>(path: string): Promise<T> {
  const reply = await fetch(`${estate().fathomUrl}/api/v1${path}`, {
    headers: { authorization: `Bearer ${estate().fathomToken}` },
  });
  if (!reply.ok) throw new Error(`${path}: ${reply.status} ${await reply.text()}`);
  return (await reply.json()) as T;
}

export interface Listed<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

/** The request of the page to Fathom's API whose path ends so and whose query has all of these. */
export function requestOf(page: Page, path: string, query: Readonly<Record<string, string>> = {}) {
  return page.waitForRequest((request) => {
    const { pathname, searchParams } = new URL(request.url());
    return (
      pathname.endsWith(`/api/v1${path}`) &&
      Object.entries(query).every(([name, value]) => searchParams.get(name) === value)
    );
  });
}

/** What the address says. */
export const queryOf = (page: Page): Record<string, string> =>
  Object.fromEntries(new URL(page.url()).searchParams);

/** First column of the table's rows, from top to bottom. */
export const firstColumn = (page: Page, table: string): Promise<string[]> =>
  page.getByRole('table', { name: table }).getByRole('rowheader').allInnerTexts();

/** Once a dialog or drawer has the focus: its opening is animated. */
async function focusInDialog(page: Page): Promise<void> {
  await expect.poll(() => isFocusInDialog(page)).toBe(true);
}

/** Tab leads nowhere else, all the way round; at its ends a guard hands the focus back a moment later. */
export async function expectFocusKept(page: Page, stops: number): Promise<void> {
  await focusInDialog(page);
  for (let stop = 0; stop < stops; stop++) {
    await page.keyboard.press('Tab');
    await focusInDialog(page);
  }
}

/** The first Escape may be for the tooltip of what has the focus. */
export async function closeByEscape(page: Page, dialog: Locator): Promise<void> {
  await page.keyboard.press('Escape');
  const closed = () => dialog.waitFor({ state: 'detached', timeout: 5000 });
  await closed().catch(async () => {
    await page.keyboard.press('Escape');
    await closed();
  });
}

const isFocusInDialog = (page: Page) =>
  page.evaluate<boolean>(`document.activeElement.closest('[role=dialog]') !== null`);
