import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { APP } from '../../support/app-browser.ts';
import { goOnMining } from '../../support/app-estate.ts';
import {
  estate,
  firstColumn,
  fromApi,
  queryOf,
  requestOf,
  type Schemas,
  useApp,
} from '../../support/app-tests.ts';

const THREATS = `${APP}/threats`;
const PAGE = 20;
/** Ids: an asset that is known is shown by its name, with its id below. */
const rows = async (page: Page) =>
  (await firstColumn(page, 'Threat scores')).map((cell) => cell.split('\n').at(-1));

describe('the threats', () => {
  const app = useApp();
  beforeAll(() => goOnMining({ url: estate().fathomUrl, token: estate().fathomToken }));

  it('lists the assets by score, sorted and paged by the server', async () => {
    const { page } = await app.open(THREATS);
    await expect.poll(() => rows(page)).toHaveLength(PAGE);
    const asked = requestOf(page, '/scores', { sort: 'entity', order: 'asc' });
    await page.getByRole('columnheader', { name: 'Asset' }).getByRole('button').press('Enter');
    await asked;
    const hosts = Array.from({ length: 30 }, (_, n) => `host-${String(n + 1).padStart(4, '0')}`);
    await expect.poll(() => rows(page)).toEqual(hosts.slice(0, PAGE));
    await page.getByRole('button', { name: 'Next' }).click();
    await expect.poll(() => rows(page)).toEqual(hosts.slice(PAGE));
    await page.reload();
    await expect.poll(() => rows(page)).toEqual(hosts.slice(PAGE));
  });

  it('searches on the server, and keeps it in the address', async () => {
    const { page } = await app.open(THREATS);
    const asked = requestOf(page, '/scores', { search: 'host-0012' });
    await page.getByRole('textbox', { name: 'Search' }).fill('host-0012');
    await asked;
    await expect.poll(() => rows(page)).toEqual(['host-0012']);
    await page.reload();
    await expect.poll(() => rows(page)).toEqual(['host-0012']);
    expect(queryOf(page)).toMatchObject({ search: 'host-0012' });
  });

  it('says that nothing matches, and clears the filters', async () => {
    const { page } = await app.open(`${THREATS}?search=no-such-host`);
    await page.getByText('No threat matches these filters').waitFor();
    await page.getByRole('button', { name: 'Clear the filters' }).click();
    await expect.poll(() => rows(page)).toHaveLength(PAGE);
  });

  it('explains a score by evidence from which it can be recomputed', async () => {
    const { page } = await app.open(`${THREATS}/host-0012`);
    const [score] = (
      await fromApi<{ items: NonNullable<Schemas['ThreatScore']>[] }>('/scores?search=host-0012')
    ).items;
    const [evidence] = score?.evidence ?? [];
    const card = page.getByRole('article', { name: evidence?.rule ?? '' });
    const part = async (name: string) =>
      Number.parseFloat(await card.locator('dt', { hasText: name }).locator('+ dd').innerText());
    const [weight, strength, decay] = [await part('Weight'), await part('Strength'), await part('Decay')];
    const total = await page
      .locator('dt', { hasText: /^Score$/ })
      .locator('+ dd')
      .innerText();
    expect(Number.parseFloat(total)).toBeCloseTo(100 * weight * strength * decay, 0);
    await card.getByRole('button', { name: /\d+ events/ }).click();
    await page.getByText('xmrig (pid 4012) is suspicious').first().waitFor();
  });

  it('says that an asset has no score', async () => {
    const { page } = await app.open(`${THREATS}/host-0999`, { failing: [404] });
    await page.getByRole('heading', { level: 1, name: 'node-999' }).waitFor();
    await page.getByRole('link', { name: 'Threats' }).first().click();
    await expect.poll(() => rows(page)).toHaveLength(PAGE);
  });
});
