/** Grafana served below a path, as behind many a reverse proxy. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Preview, startPreview } from '../../../grafana-app/host/server/preview.ts';
import { APP } from '../../support/app-browser.ts';
import { PLUGIN_DIST } from '../../support/filled-preview.ts';
import { type AppPage, appPages } from '../../support/app-pages.ts';
import { estate, fromApi, type Schemas, useApp } from '../../support/app-tests.ts';

const SUB_PATH = '/grafana';

/** Links of the page to addresses outside Grafana on the same server. */
async function strayLinks(page: Page): Promise<string[]> {
  const hrefs = await page.evaluate<string[]>(`[...document.links].map((link) => link.getAttribute('href'))`);
  return hrefs.filter((href) => href.startsWith('/') && !href.startsWith(`${SUB_PATH}/`));
}

describe('under a sub-path', () => {
  const app = useApp();
  let preview: Preview;
  let pages: AppPage[];
  beforeAll(async () => {
    preview = await startPreview({
      fathomUrl: estate().fathomUrl,
      apiToken: estate().fathomToken,
      pluginDist: PLUGIN_DIST,
      shared: 'react19',
      subPath: SUB_PATH,
    });
    pages = await appPages();
  });
  afterAll(() => preview.close());

  it('every page opens by its address, and all its links stay below the path', async () => {
    const { page, go } = await app.open('extensions', { base: preview.url });
    const stray = new Map<string, string[]>();
    for (const { name, path, shows } of pages) {
      await go(path);
      await page.getByText(shows).locator('visible=true').first().waitFor();
      const links = await strayLinks(page);
      if (links.length > 0) stray.set(name, links);
    }
    expect(Object.fromEntries(stray)).toEqual({});
  });

  it('links, the way back, actions and downloads work', async () => {
    const { page } = await app.open(`${APP}/overview`, { base: preview.url });
    await page.getByRole('link', { name: 'All incidents' }).click();
    await page.getByRole('textbox', { name: 'Search' }).fill('node-16');
    await page.getByRole('link', { name: 'HostHighCpuLoad on node-16' }).click();
    await page.getByRole('button', { name: 'Acknowledge' }).click();
    await page.getByRole('button', { name: 'Hand back' }).waitFor();
    const { pathname } = new URL(page.url());
    expect(pathname).toMatch(/^\/grafana\/a\/fathom-infrastructure-app\/incidents\/inc-/);
    const incident = await fromApi<Schemas['Incident']>(`/incidents/${pathname.split('/').at(-1)}`);
    expect(incident.acknowledged?.actor).toBe('admin');
    await page.reload();
    await page.getByRole('button', { name: 'Hand back' }).click();
    await page.getByRole('button', { name: 'Acknowledge' }).waitFor();
    await page.getByRole('link', { name: 'node-16', exact: true }).first().click();
    await page.getByRole('tab', { name: 'Events' }).click();
    await page.getByRole('tabpanel', { name: 'Events' }).waitFor();
    await page.goBack();
    await page.goBack();
    await page.getByRole('button', { name: 'Acknowledge' }).waitFor();
    await page.getByRole('link', { name: 'Inventory' }).first().click();
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Export CSV' }).click();
    expect(new URL((await download).url()).pathname).toMatch(/^\/grafana\/api\/plugin-proxy\//);
  });

  it('a link opens in a new tab', async () => {
    const { page } = await app.open(`${APP}/incidents`, { base: preview.url });
    const opened = page.context().waitForEvent('page');
    await page.getByRole('link', { name: 'HostHighCpuLoad on node-17' }).click({ modifiers: ['Control'] });
    const tab = await opened;
    await tab.getByRole('heading', { level: 1, name: 'HostHighCpuLoad on node-17' }).waitFor();
    await tab.close();
  });
});
