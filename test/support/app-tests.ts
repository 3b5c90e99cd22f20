/** What browser tests of the app share: pages that are checked and closed after each test, the API behind them, faults. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest';
import type { components } from '../../grafana-app/src/api/schema.ts';
import { launchChromium, openPage, type OpenOptions, type OpenPage } from './app-browser.ts';

export type Schemas = components['schemas'];

interface TestOptions extends OpenOptions {
  /** Default: the preview upon the Fathom with 10,000 assets. */
  readonly base?: string;
  /** Statuses of answers that the test brings about: the browser itself writes a line for each. */
  readonly failing?: readonly number[];
}

export interface App {
  open(path: string, options?: TestOptions): Promise<OpenPage>;
}

/** Characters of HTML or Markdown that nobody should see: a text was escaped twice, or not rendered. */
const RAW_MARKUP = /&(?:#x?[0-9a-f]+|amp|quot|apos|lt|gt);|`/i;

/** To be called in a `describe`: one browser for its tests; after each of them all pages must be without fault. */
export function useApp(): App {
  const opened: { readonly app: OpenPage; readonly failing: readonly number[] }[] = [];
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());
  afterEach(async () => {
    await setFaults([]);
    for (const { app, failing } of opened.splice(0)) {
      expect(app.faults.filter((fault) => !isDeliberate(fault, failing))).toEqual([]);
      expect(rawMarkupOf(await app.page.locator('body').innerText())).toEqual([]);
      await app.close();
    }
  });
  return {
    async open(path, { base = inject('previewUrl'), failing = [], ...options } = {}) {
      const app = await openPage(browser, base, path, options);
      opened.push({ app, failing });
      return app;
    },
  };
}

const isDeliberate = (fault: string, failing: readonly number[]) =>
  failing.some((status) =>
    fault.startsWith(`console: Failed to load resource: the server responded with a status of ${status} `),
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
export async function fromApi<Answer>(path: string): Promise<Answer> {
  const reply = await fetch(`${inject('fathomUrl')}/api/v1${path}`, {
    headers: { authorization: `Bearer ${inject('fathomToken')}` },
  });
  if (!reply.ok) throw new Error(`${path}: ${reply.status} ${await reply.text()}`);
  return (await reply.json()) as Answer;
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
