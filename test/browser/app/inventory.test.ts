import { text } from 'node:stream/consumers';
import type { Download, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { APP } from '../../support/app-browser.ts';
import {
  firstColumn,
  fromApi,
  type Listed,
  queryOf,
  requestOf,
  type Schemas,
  useApp,
} from '../../support/app-tests.ts';

const INVENTORY = `${APP}/inventory`;
const TABLE = 'Assets';
const names = async (query: string) =>
  (await fromApi<Listed<Schemas['Asset']>>(`/assets?${query}`)).items.map(({ name }) => name);
const rows = (page: Page) => firstColumn(page, TABLE);
const sameRows = (page: Page, expected: readonly string[]) =>
  expect.poll(() => rows(page), { timeout: 10_000 }).toEqual(expected);

async function textOf(download: Download): Promise<string> {
  return text(await download.createReadStream());
}

describe('the inventory', () => {
  const app = useApp();

  it('shows the first page of 10,000 assets as the API sorts them, and how many there are', async () => {
    const { page } = await app.open(INVENTORY);
    await sameRows(page, await names('sort=name&order=asc&limit=50'));
    const { total } = await fromApi<Schemas['AssetFacets']>('/assets/facets');
    await page.getByText(`${total} assets`).waitFor();
    expect(total).toBeGreaterThanOrEqual(10_000);
  });

  it('searches on the server, and the address keeps what was typed', async () => {
    const { page } = await app.open(INVENTORY);
    const asked = requestOf(page, '/assets', { search: 'machine-1234' });
    await page.getByRole('textbox', { name: 'Search assets by name or id' }).fill('machine-1234');
    await asked;
    await sameRows(page, ['machine-1234']);
    expect(queryOf(page)).toMatchObject({ search: 'machine-1234' });
    await page.reload();
    await sameRows(page, ['machine-1234']);
    await page.getByText('1 asset', { exact: true }).waitFor();
  });

  it('narrows by facets with true counts, and one click takes all filters away', async () => {
    const { page } = await app.open(INVENTORY);
    const facets = await fromApi<Schemas['AssetFacets']>('/assets/facets');
    const devices = facets.kinds.find(({ value }) => value === 'network-device')?.count;
    const group = page.getByRole('group', { name: 'Kind' });
    await expect
      .poll(() => group.locator('div', { hasText: 'Network device' }).last().innerText())
      .toContain(String(devices));
    await group.getByRole('checkbox', { name: 'Network device' }).press('Space');
    await page.getByRole('group', { name: 'Tenant' }).getByRole('checkbox', { name: 'blue' }).press('Space');
    const filters = 'kind=network-device&tenant=blue';
    await sameRows(page, await names(`${filters}&sort=name&order=asc&limit=50`));
    expect(queryOf(page)).toMatchObject({ kind: 'network-device', tenant: 'blue' });
    const { total } = await fromApi<Schemas['AssetFacets']>(`/assets/facets?${filters}`);
    await page.getByText(`${total} assets`).waitFor();
    await page.reload();
    await sameRows(page, await names(`${filters}&sort=name&order=asc&limit=50`));
    await page.getByRole('button', { name: 'Clear the filters' }).click();
    await sameRows(page, await names('sort=name&order=asc&limit=50'));
  });

  it('says that nothing matches, and leads back', async () => {
    const { page } = await app.open(`${INVENTORY}?search=nowhere-to-be-found`);
    await page.getByText('No asset matches').waitFor();
    await page.getByRole('button', { name: 'Clear the filters' }).last().click();
    await page.getByRole('table', { name: TABLE }).waitFor();
  });

  it('sorts on the server when a heading is pressed, by keyboard too', async () => {
    const { page } = await app.open(INVENTORY);
    const heading = page.getByRole('columnheader', { name: 'Name' });
    await heading.waitFor();
    const asked = requestOf(page, '/assets', { sort: 'name', order: 'desc' });
    await heading.getByRole('button').press('Enter');
    await asked;
    await sameRows(page, await names('sort=name&order=desc&limit=50'));
    expect(await heading.getAttribute('aria-sort')).toBe('descending');
    await page.reload();
    await sameRows(page, await names('sort=name&order=desc&limit=50'));
  });

  it('pages with the cursors of the server, onward and back, and a page survives reload', async () => {
    const { page } = await app.open(`${INVENTORY}?limit=25`);
    const first = await fromApi<Listed<Schemas['Asset']>>('/assets?sort=name&order=asc&limit=25');
    await sameRows(
      page,
      first.items.map(({ name }) => name),
    );
    const asked = requestOf(page, '/assets', { cursor: first.nextCursor ?? '' });
    await page.getByRole('button', { name: 'Next' }).click();
    await asked;
    const second = await names(`sort=name&order=asc&limit=25&cursor=${first.nextCursor}`);
    await sameRows(page, second);
    await page.reload();
    await sameRows(page, second);
    await page.getByRole('button', { name: 'Previous' }).click();
    await sameRows(
      page,
      first.items.map(({ name }) => name),
    );
  });

  it('shows the columns chosen, labels and attributes among them, and remembers them', async () => {
    const { page } = await app.open(INVENTORY);
    await page.getByRole('button', { name: 'Columns' }).click();
    const columns = page.getByRole('group', { name: 'Columns', exact: true });
    await columns.getByRole('checkbox', { name: 'rack', exact: true }).press('Space');
    await page.getByRole('textbox', { name: 'Another label or attribute' }).fill('attributes.pid');
    await page.getByRole('button', { name: 'Add column' }).click();
    const [first] = (await fromApi<Listed<Schemas['Asset']>>('/assets?sort=name&order=asc&limit=1')).items;
    const row = page.getByRole('row', { name: first?.name ?? '' }).first();
    await expect.poll(() => row.innerText()).toContain(first?.labels['rack']);
    await expect.poll(() => row.innerText()).toContain(String(first?.attributes?.['pid']));
    expect(queryOf(page)['columns']).toContain('labels.rack');
    await page.goto(page.url().replace(/\?.*/, ''));
    await page.getByRole('columnheader', { name: 'rack' }).waitFor();
  });

  it.each(['csv', 'json'] as const)('exports all that match as %s, not just the page', async (format) => {
    const { page } = await app.open(`${INVENTORY}?kind=network-device&sort=name&order=desc&limit=25`);
    await page.getByRole('table', { name: TABLE }).waitFor();
    const pending = page.waitForEvent('download');
    await page.getByRole('link', { name: `Export ${format.toUpperCase()}` }).click();
    const text = await textOf(await pending);
    const all = await names('kind=network-device&sort=name&order=desc&limit=500');
    const exported =
      format === 'csv'
        ? text
            .trim()
            .split(/\r?\n/)
            .slice(1)
            .map((line) => line.split(',')[0])
        : (JSON.parse(text) as { name: string }[]).map(({ name }) => name);
    expect(exported).toEqual(all);
    expect(all.length).toBeGreaterThan(25);
  });

  it('opens an asset by its name, and by a click into its row', async () => {
    const { page } = await app.open(`${INVENTORY}?search=machine-4321`);
    await page.getByRole('cell', { name: 'Virtual machine' }).click();
    await page.getByRole('heading', { level: 1, name: 'machine-4321' }).waitFor();
    await page.goBack();
    await page.getByRole('link', { name: 'machine-4321' }).press('Enter');
    await page.getByRole('heading', { level: 1, name: 'machine-4321' }).waitFor();
  });
});
