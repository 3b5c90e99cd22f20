import { describe, expect, it } from 'vitest';
import { APP } from '../../support/app-browser.ts';
import {
  type Answer,
  firstColumn,
  fromApi,
  type Listed,
  queryOf,
  requestOf,
  type Schemas,
  useApp,
} from '../../support/app-tests.ts';

type Metrics = Answer<'/api/v1/assets/{id}/metrics'>;
const ASSET = `${APP}/inventory/host-0001`;

describe('the page of an asset', () => {
  const app = useApp();

  it('says what it is and what needs attention, and leads on', async () => {
    const { page } = await app.open(ASSET);
    const { items } = await fromApi<Listed<Schemas['Incident']>>('/incidents?asset=host-0001');
    const attention = page.getByRole('region', { name: 'What needs attention' });
    await attention.getByRole('link', { name: items[0]?.title ?? '' }).waitFor();
    await page.getByRole('region', { name: 'Attributes' }).getByText('512 GiB').waitFor();
    await page.getByRole('region', { name: 'Labels' }).getByText('ams').waitFor();
    await attention.getByRole('link', { name: /xmrig/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Recommendations' }).waitFor();
  });

  it('goes from tab to tab by keyboard, each with its own address', async () => {
    const { page } = await app.open(ASSET);
    const tabs = ['Metrics', 'Ports', 'Processes', 'Events', 'Relations', 'History', 'Recommendations'];
    for (const name of tabs) {
      await page.getByRole('tab', { name }).press('Enter');
      await page.getByRole('tabpanel', { name }).waitFor();
      expect(page.url()).toMatch(new RegExp(`/host-0001/${name.toLowerCase()}$`));
    }
    await page.goBack();
    await page.getByRole('tabpanel', { name: 'History' }).waitFor();
  });

  it('draws what the host of Fathom measures, each chart also as a table', async () => {
    const { items } = await fromApi<Listed<Schemas['Asset']>>('/assets?source=system&kind=host');
    const id = items[0]?.id ?? '';
    // A rate takes two looks, of which Fathom takes one each minute, and more as it is asked.
    const names = async () =>
      (await fromApi<Metrics>(`/assets/${id}/metrics`)).series.map(({ name }) => name);
    await expect.poll(names, { timeout: 30_000 }).toContain('cpu_busy');
    const { page } = await app.open(`${APP}/inventory/${id}/metrics`);
    const chart = page.getByRole('figure').filter({ hasText: 'CPU' }).first();
    await chart.getByRole('button', { name: /^Show .* as a table$/ }).click();
    expect(await chart.getByRole('table').getByRole('row').count()).toBeGreaterThan(1);
    await page.getByRole('radio', { name: 'Last 6 h' }).check({ force: true });
    await expect.poll(() => queryOf(page)).toMatchObject({ range: expect.stringContaining('6') as string });
  });

  it('says why another asset has no measurements', async () => {
    const { page } = await app.open(`${ASSET}/metrics`);
    await page.getByText('Fathom has no measurements of this asset').waitFor();
  });

  it('shows the states of the connections of its ports', async () => {
    const { page } = await app.open(`${APP}/inventory/host-0005/ports`);
    const table = page.getByRole('tabpanel', { name: 'Ports' }).getByRole('table');
    const { items } = await fromApi<Listed<Schemas['AssetRelation']>>(
      '/assets/host-0005/relations?kind=service&attributes=true&direction=in',
    );
    for (const { asset, attributes } of items) {
      const row = table.getByRole('row').filter({ hasText: String(attributes?.['port']) });
      await row.first().waitFor();
      expect(asset?.kind).toBe('service');
    }
    expect(await table.getByRole('row').count()).toBe(items.length + 1);
    await table.getByRole('columnheader', { name: 'Established' }).waitFor();
  });

  it('sorts its processes, and keeps the order on reload', async () => {
    const { page } = await app.open(`${ASSET}/processes`);
    const table = page.getByRole('tabpanel', { name: 'Processes' }).getByRole('table');
    const pids = () => table.locator('tbody tr td:first-child').allInnerTexts();
    await table.getByRole('columnheader', { name: 'Process id' }).getByRole('button').press('Enter');
    const descending = ['9001', '8001', '7001', '6001', '5001'];
    await expect.poll(pids).toEqual(descending);
    await page.reload();
    await expect.poll(pids).toEqual(descending);
  });

  it('asks the server for the events searched for, and opens one', async () => {
    const { page } = await app.open(`${ASSET}/events`);
    const search = page.getByRole('textbox', { name: 'Search in messages' });
    const asked = requestOf(page, '/events', { search: 'suspicious' });
    await search.fill('suspicious');
    await asked;
    await page.getByRole('button', { name: 'Show the details of: xmrig (pid 4001) is suspicious' }).click();
    await page.getByText('/tmp/xmrig').first().waitFor();
    await expect.poll(() => page.getByText('uses much CPU').count()).toBe(0);
    await page.reload();
    await page.getByRole('cell', { name: 'xmrig (pid 4001) is suspicious', exact: true }).waitFor();
    expect(await search.inputValue()).toBe('suspicious');
  });

  it('shows relations by direction, and leads to the other asset', async () => {
    const { page } = await app.open(`${ASSET}/relations`);
    const asked = requestOf(page, '/assets/host-0001/relations', { direction: 'out' });
    await page.getByRole('radio', { name: 'From it' }).check({ force: true });
    await asked;
    await expect.poll(() => firstColumn(page, 'Connects to')).toEqual(['node-0']);
    await page.getByRole('table', { name: 'What runs on it' }).waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'node-0', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'node-0' }).waitFor();
  });

  it('tells what changed and when', async () => {
    const { page } = await app.open(`${ASSET}/history`);
    const row = page.getByRole('row').filter({ hasText: 'attributes.memoryBytes' });
    await row.getByText(String(2 ** 38)).waitFor();
    await row.getByText(String(2 ** 39)).waitFor();
  });

  it('says that there is no such asset', async () => {
    const { page } = await app.open(`${APP}/inventory/no-such-host`, { failing: [404] });
    await page.getByText('There is no asset no-such-host').waitFor();
    await page.getByRole('link', { name: 'Look for it in the inventory' }).click();
    await page.getByText('No asset matches').waitFor();
  });
});
