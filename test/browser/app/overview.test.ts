import { describe, expect, it } from 'vitest';
import { APP } from '../../support/app-browser.ts';
import {
  closeByEscape,
  fromApi,
  expectFocusKept,
  queryOf,
  requestOf,
  type Schemas,
  useApp,
} from '../../support/app-tests.ts';

const OVERVIEW = `${APP}/overview`;

describe('the overview', () => {
  const app = useApp();

  it('counts what the API counts, and names the most urgent', async () => {
    const { page } = await app.open(OVERVIEW);
    const { incidents, threats, assets, modules } = await fromApi<Schemas['Overview']>('/overview');
    const tile = (name: string) => page.getByRole('region', { name, exact: true });
    await tile('Open incidents')
      .getByText(`${incidents.open}, of which ${incidents.acknowledged} acknowledged`)
      .waitFor();
    for (const { title } of incidents.items)
      await tile('Open incidents').getByRole('link', { name: title, exact: true }).waitFor();
    await tile('Top threat scores').getByText(`${threats.total} above benign`).waitFor();
    for (const { name, entity } of threats.items)
      await tile('Top threat scores')
        .getByRole('link', { name: name ?? entity, exact: true })
        .waitFor();
    const vms = assets.counts.find(({ kind, status }) => kind === 'vm' && status === 'active')?.count ?? 0;
    await tile('Assets by kind and status')
      .getByRole('link', { name: `Virtual machine, Active: ${vms.toLocaleString('en-US')}` })
      .waitFor();
    await tile('Failing collectors').getByText(`${modules.failing.length} fail, ${modules.ok} run`).waitFor();
  });

  it.each([
    { tile: 'Open incidents', link: 'All incidents', heading: 'Incidents', query: { status: 'open' } },
    {
      tile: 'Open recommendations',
      link: /\d+ High/,
      heading: 'Recommendations',
      query: { state: 'open', severity: 'high' },
    },
    { tile: 'Top threat scores', link: 'All threats', heading: 'Threats', query: {} },
    {
      tile: 'Assets by kind and status',
      link: /^Network device, Active/,
      heading: 'Inventory',
      query: { kind: 'network-device', status: 'active' },
    },
  ])('leads on from “$tile” to $heading', async ({ tile, link, heading, query }) => {
    const { page } = await app.open(OVERVIEW);
    await page.getByRole('region', { name: tile, exact: true }).getByRole('link', { name: link }).click();
    await page.getByRole('heading', { level: 1, name: heading }).waitFor();
    expect(queryOf(page)).toMatchObject(query);
  });

  it('shows all changes of a field in a drawer that the keyboard opens, reads and closes', async () => {
    const { page } = await app.open(OVERVIEW);
    const more = page.getByRole('button', { name: 'All changes' });
    await more.press('Enter');
    const drawer = page.getByRole('dialog');
    await drawer.waitFor();
    const asked = requestOf(page, '/changes', { field: 'attributes.cpu' });
    await drawer.getByRole('button', { name: /attributes\.cpu/ }).press('Enter');
    await asked;
    await drawer.getByRole('link', { name: 'node-1', exact: true }).waitFor();
    expect(queryOf(page)).toMatchObject({ field: 'attributes.cpu' });
    await page.reload();
    await page.getByRole('dialog').getByRole('link', { name: 'node-1', exact: true }).waitFor();
    await expectFocusKept(page, 6);
    await closeByEscape(page, page.getByRole('dialog'));
  });
});
