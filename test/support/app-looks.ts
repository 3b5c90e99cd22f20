/** Every page in a theme, wide and narrow: accessible, within its width, nothing raw; pictures for people. */
import { errors, type Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { OpenPage } from './app-browser.ts';
import { type AppPage, appPages } from './app-pages.ts';
import { rawMarkupOf, useApp } from './app-tests.ts';

const WIDTHS = [1400, 400] as const;
const HEIGHT = 1000;

/** Of Grafana's own page for plugins: it asks Fathom for nothing until told to. */
const CONFIGURATION: AppPage = {
  name: 'configuration',
  path: 'plugins/fathom-infrastructure-app',
  shows: /Test the connection/,
  needs: '',
};

const OVERFLOW = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';

/** Pixels of the page that are beyond its right edge, once charts have followed the new width. */
async function overflow(page: Page): Promise<number> {
  await page.waitForFunction(`${OVERFLOW} <= 0`, undefined, { timeout: 1500 }).catch(ignoreTimeout);
  return page.evaluate<number>(OVERFLOW);
}

function ignoreTimeout(error: unknown): void {
  if (!(error instanceof errors.TimeoutError)) throw error;
}

async function visit({ page, go, axe, screenshot }: OpenPage, theme: string, { name, path, shows }: AppPage) {
  await page.setViewportSize({ width: WIDTHS[0], height: HEIGHT });
  await go(path);
  await page.getByText(shows).locator('visible=true').first().waitFor();
  await page.getByText(/^(?:Loading|Arranging)…$/).waitFor({ state: 'detached' });
  const found: string[] = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: HEIGHT });
    const beyond = await overflow(page);
    if (beyond > 0) found.push(`${width} px: the page is ${beyond} px too wide`);
    if (width === WIDTHS[0]) found.push(...(await axe()));
    await screenshot(`${name}-${theme}-${width}`);
  }
  return [...found, ...rawMarkupOf(await page.locator('body').innerText())];
}

/** A file for each theme calls it: with one for both, the other worker would wait for it at the end. */
export function testLooks(theme: 'dark' | 'light'): void {
  describe(`in the ${theme} theme`, () => {
    const app = useApp();
    let pages: AppPage[];
    beforeAll(async () => {
      pages = [...(await appPages()), CONFIGURATION];
    });

    it('every page is accessible and fits', { timeout: 120_000 }, async () => {
      const opened = await app.open('extensions', { theme });
      const found = new Map<string, string[]>();
      for (const page of pages) {
        const faults = await visit(opened, theme, page);
        if (faults.length > 0) found.set(page.name, faults);
      }
      expect(Object.fromEntries(found)).toEqual({});
    });
  });
}
