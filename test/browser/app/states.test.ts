/** What every page shows while it waits, and when something is wrong. */
import { beforeAll, describe, expect, it } from 'vitest';
import { APP } from '../../support/app-browser.ts';
import { type AppPage, appPages } from '../../support/app-pages.ts';
import { requestOf, setFaults, useApp } from '../../support/app-tests.ts';

const PROXY = '/api/plugin-proxy/fathom-infrastructure-app/api/v1';
const exactly = (path: string) => `^${PROXY}${path}(\\?|$)`;
/** One page of each kind; the tabs of an asset share what they need. */
const ALL = [
  'overview',
  'inventory',
  'asset',
  'topology',
  'incidents',
  'incident',
  'recommendations',
  'threats',
];
/** Every page shows errors by the same means: for the rest of them some are enough. */
const SOME = ['overview', 'inventory', 'incident'];

describe('when something is wrong', () => {
  const app = useApp();
  let pages: readonly AppPage[];
  beforeAll(async () => {
    pages = (await appPages()).filter(({ name }) => ALL.includes(name));
  });

  it.each([
    {
      on: ALL,
      fault: { down: true },
      status: 502,
      says: 'Fathom does not answer',
      advice: /Check that Fathom runs/,
    },
    {
      on: SOME,
      fault: { status: 500 },
      status: 500,
      says: 'Fathom failed to answer',
      advice: /The log of the server/,
    },
    {
      on: SOME,
      fault: { status: 403 },
      status: 403,
      says: 'You are not allowed',
      advice: /Ask an administrator/,
    },
    {
      on: SOME,
      fault: { status: 401 },
      status: 401,
      says: 'does not accept the token',
      advice: /must equal api.token/,
    },
  ])(
    'every page says that “$says”, what to do, and is well again on retry',
    async ({ on, fault, status, says, advice }) => {
      const { page, go } = await app.open('extensions', { failing: [status] });
      for (const { path, needs, shows } of pages.filter(({ name }) => on.includes(name))) {
        await setFaults([{ path: exactly(needs), ...fault }]);
        await go(path);
        const alert = page.getByRole('alert').or(page.getByRole('status')).filter({ hasText: says }).first();
        await alert.waitFor();
        expect(await alert.innerText()).toMatch(advice);
        await setFaults([]);
        await alert.getByRole('button', { name: 'Try again' }).click();
        await page.getByText(shows).first().waitFor();
      }
    },
  );

  it('names Grafana when it is Grafana that does not answer', async () => {
    const { page } = await app.open(`${APP}/incidents`, { failing: ['net::ERR_INTERNET_DISCONNECTED'] });
    await page.getByRole('table', { name: 'Incidents' }).waitFor();
    await page.context().setOffline(true);
    await page.getByRole('radio', { name: 'Resolved' }).check({ force: true });
    await page.getByText('Grafana does not answer').waitFor();
    await page.context().setOffline(false);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('No incident matches these filters').waitFor();
  });
});

describe('when Fathom is slow', () => {
  const app = useApp();

  it('every page says that it loads, and can be left; nobody waits for what was left', async () => {
    const pages = (await appPages()).filter(({ name }) => ALL.includes(name));
    const { page, go } = await app.open('extensions');
    for (const { path, needs, name } of pages) {
      await setFaults([{ path: exactly(needs), delayMs: 5000 }]);
      const started = requestOf(page, needs);
      await go(path);
      const request = await started;
      await page.getByText('Loading…').first().waitFor();
      const cancelled = page.waitForEvent('requestfailed', (failed) => failed === request);
      const menu = page.getByRole('navigation', { name: 'Pages' });
      await menu.getByRole('link', { name: name === 'threats' ? 'Topology' : 'Threats' }).click();
      expect((await cancelled).failure()?.errorText).toBe('net::ERR_ABORTED');
    }
  });

  it('the rows stay usable while the next ones are on their way', async () => {
    const { page } = await app.open(`${APP}/inventory?limit=25`);
    const table = page.getByRole('table', { name: 'Assets' });
    await table.waitFor();
    await setFaults([{ path: exactly('/assets'), delayMs: 2000 }]);
    await page.getByRole('textbox', { name: 'Search assets by name or id' }).fill('machine-12');
    await expect.poll(() => table.getAttribute('aria-busy')).toBe('true');
    await page.getByRole('link', { name: 'container-5002' }).click();
    await page.getByRole('heading', { level: 1, name: 'container-5002' }).waitFor();
  });
});
