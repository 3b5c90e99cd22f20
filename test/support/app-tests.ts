/** What browser tests of the app share: pages that are checked and closed after each test, the API behind them, faults. */
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest';
import type { components, paths } from '../../grafana-app/src/api/schema.ts';
import { launchChromium, newVisitor, openIn, type OpenOptions, type OpenPage } from './app-browser.ts';

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

/** To be called in a `describe`: one browser for its tests; after each of them all pages must be without fault. */
export function useApp(): App {
  const opened: { readonly app: OpenPage; readonly failing: readonly Failing[] }[] = [];
  /** Tests with the same options share what the browser has cached, and nothing else. */
  const visitors = new Map<string, BrowserContext>();
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(async () => {
    visitors.clear();
    await browser.close();
  });
  afterEach(async () => {
    await setFaults([]);
    for (const { app, failing } of opened.splice(0)) {
      expect(app.faults.filter((fault) => !isDeliberate(fault, failing))).toEqual([]);
      expect(rawMarkupOf(await app.page.locator('body').innerText())).toEqual([]);
      await app.page.evaluate('localStorage.clear(); sessionStorage.clear()');
      await app.close();
    }
  });
  return {
    async open(path, { base = inject('previewUrl'), failing = [], ...options } = {}) {
      const key = JSON.stringify([base, options]);
      const visitor = visitors.get(key) ?? (await newVisitor(browser, base, options));
      visitors.set(key, visitor);
      const app = await openIn(visitor, base, path);
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
export async function setFaults(faults: readonly Fault[], base = inject('previewUrl')): Promise<void> {
  const reply = await fetch(new URL('__preview/faults', base), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ faults }),
  });
  if (!reply.ok) throw new Error(`faults: ${reply.status} ${await reply.text()}`);
}

/** An answer of Fathom itself, without Grafana between. */
export async function fromApi<T>(path: string): Promise<T> {
  const reply = await fetch(`${inject('fathomUrl')}/api/v1${path}`, {
    headers: { authorization: `Bearer ${inject('fathomToken')}` },
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
