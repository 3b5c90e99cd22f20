import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { APP } from '../../support/app-browser.ts';
import { type Answer, fromApi, queryOf, requestOf, useApp } from '../../support/app-tests.ts';

type Topology = Answer<'/api/v1/topology'>;
const TOPOLOGY = `${APP}/topology`;
const graph = (page: Page) => page.getByRole('application');
const arranged = (page: Page) => page.getByText('Arranging…').waitFor({ state: 'detached' });
const panel = (page: Page) => page.getByTestId('topology-focus-panel');

describe('the topology', () => {
  const app = useApp();

  it('draws a thousand assets of ten thousand, and says so', async () => {
    const { page } = await app.open(TOPOLOGY);
    const { nodes, total } = await fromApi<Topology>('/topology?status=active,stale');
    await page.getByRole('application', { name: `Graph of ${nodes.length} assets` }).waitFor();
    await page.getByText(`${nodes.length} of ${total} assets are shown`).first().waitFor();
    await arranged(page);
    const critical = nodes.filter(({ health }) => health === 'critical').length;
    await page.getByRole('list', { name: 'Colours' }).getByText(String(critical)).first().waitFor();
  });

  it('finds an asset, keeps it in the address, and shows its neighbours only', async () => {
    const { page } = await app.open(TOPOLOGY);
    await arranged(page);
    await page.getByRole('textbox', { name: 'Search' }).fill('host-0012');
    await page.getByRole('button', { name: /^node-12 / }).click();
    await panel(page).getByRole('link', { name: 'node-12', exact: true }).waitFor();
    expect(queryOf(page)).toMatchObject({ focus: 'host-0012' });
    await page.reload();
    await panel(page).getByRole('link', { name: 'node-12', exact: true }).waitFor();
    const asked = requestOf(page, '/topology', { focus: 'host-0012', depth: '2' });
    await panel(page).getByRole('radio', { name: '2' }).check({ force: true });
    await panel(page).getByRole('switch').check({ force: true });
    await asked;
    const { nodes } = await fromApi<Topology>('/topology?focus=host-0012&depth=2');
    await page.getByRole('application', { name: `Graph of ${nodes.length} assets` }).waitFor();
    expect(queryOf(page)).toMatchObject({ focus: 'host-0012', depth: '2', only: 'true' });
  });

  it('filters by kind on the server', async () => {
    const { page } = await app.open(TOPOLOGY);
    await arranged(page);
    const asked = requestOf(page, '/topology', { kind: 'network-device' });
    await page.getByRole('combobox', { name: 'Kind' }).fill('Network');
    await page.getByRole('option', { name: 'Network device' }).click();
    await asked;
    await page.getByRole('application', { name: 'Graph of 100 assets' }).waitFor();
    await page.reload();
    await page.getByRole('application', { name: 'Graph of 100 assets' }).waitFor();
  });

  it('is walked, picked and left by keyboard', async () => {
    const { page } = await app.open(`${TOPOLOGY}?kind=network-device`);
    await arranged(page);
    await graph(page).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await panel(page).waitFor();
    expect(queryOf(page)['focus']).toMatch(/^host-\d\d\d0$/);
    await page.keyboard.press('Escape');
    await panel(page).waitFor({ state: 'detached' });
  });

  it('is also a list with the neighbours of each', async () => {
    const { page } = await app.open(TOPOLOGY);
    await page.getByRole('radio', { name: 'List' }).check({ force: true });
    const row = page
      .getByRole('row')
      .filter({ has: page.getByRole('rowheader', { name: 'node-12', exact: true }) });
    await row.getByRole('link', { name: 'node-10', exact: true }).waitFor();
    await row.getByText('Critical').waitFor();
    await row.getByRole('link', { name: 'node-12', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'node-12' }).waitFor();
  });

  it('says that a link names an asset that is not there', async () => {
    const { page } = await app.open(`${TOPOLOGY}?focus=no-such-host`, { failing: [404] });
    await page.getByText('There is no asset with the id no-such-host').waitFor();
    await page.getByRole('button', { name: 'Show the others' }).click();
    await graph(page).waitFor();
  });
});
