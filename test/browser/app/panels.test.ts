/** The panels alone, the data source's editor, the bundled dashboard, and the links into other pages of Grafana. */
import { beforeAll, describe, expect, it } from 'vitest';
import { goOnMining } from '../../support/app-estate.ts';
import { estate, setFaults, useApp } from '../../support/app-tests.ts';

const panel = (name: string, queryType: string, rest = '') =>
  `panel/fathom-infrastructure${name}-panel?target=${encodeURIComponent(JSON.stringify({ queryType }))}${rest}`;

const PANELS = [
  { name: 'assets', query: 'assets', text: 'container-5002' },
  { name: 'recommendations', query: 'recommendations', text: 'xmrig' },
  { name: 'rootcause', query: 'root-cause', text: 'xmrig' },
  { name: 'topology', query: 'topology', text: 'Critical' },
] as const;

describe.each(['dark', 'light'] as const)('panels in the %s theme', (theme) => {
  const app = useApp();
  beforeAll(() => goOnMining({ url: estate().fathomUrl, token: estate().fathomToken }));

  it.each(PANELS)('$name shows data, is accessible, and fits 360 px', async ({ name, query, text }) => {
    const { page, go, axe, screenshot } = await app.open(panel(name, query), { theme });
    const frame = page.getByTestId('panel-page');
    await frame.getByText(text).locator('visible=true').first().waitFor();
    expect(await axe()).toEqual([]);
    await screenshot(`panel-${name}-${theme}`);
    await page.setViewportSize({ width: 400, height: 700 });
    await go(panel(name, query, '&width=360&height=400'));
    await frame.getByText(text).first().waitFor({ state: 'attached' });
    expect(
      await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
    ).toBeLessThanOrEqual(0);
    await screenshot(`panel-${name}-${theme}-narrow`);
  });
});

describe('panels', () => {
  const app = useApp();

  it.each(PANELS)(
    '$name says that it has no answer when Fathom is away, not that there is nothing',
    async (panelOf) => {
      await setFaults([{ path: '^/api/plugin-proxy/', down: true }]);
      const { page } = await app.open(panel(panelOf.name, panelOf.query), { failing: [502] });
      const frame = page.getByTestId('panel-page');
      await frame.getByText('The query failed').first().waitFor();
      expect(await frame.getByText(/Nothing is broken|This data has no/).count()).toBe(0);
    },
  );
});

describe('the data source', () => {
  const app = useApp();

  it('has an editor and answers what it asks', async () => {
    const { page, axe, screenshot } = await app.open('datasource');
    await page.getByTestId('explore-frames').getByRole('cell').first().waitFor();
    expect(await axe()).toEqual([]);
    await screenshot('datasource-dark');
  });
});

describe('the bundled dashboard', () => {
  const app = useApp();

  it('shows all its panels with data', async () => {
    const { page, screenshot } = await app.open('d/fathom-attention', { height: 1600 });
    await page.getByText('Why: root causes').waitFor();
    await page.getByText('xmrig').first().waitFor();
    await page.locator('[data-testid=topology-graph][aria-busy=false]').waitFor();
    await screenshot('dashboard-dark');
  });
});

describe('links into other pages of Grafana', () => {
  const app = useApp();

  it('lead to an asset that a panel is about, with its time range', async () => {
    const { page } = await app.open('extensions');
    const section = page.getByTestId(/^extension-/).first();
    await section.getByRole('button', { name: 'Make the link' }).click();
    const made = section.getByRole('status');
    await made.waitFor();
    expect(await made.innerText()).toContain('/a/fathom-infrastructure-app/');
  });
});

describe('tables of panels', () => {
  const app = useApp();

  it('lead to the page of an asset', async () => {
    const { page } = await app.open(panel('assets', 'assets'));
    await page.getByRole('link', { name: 'container-5002' }).click();
    await page.getByRole('heading', { level: 1, name: 'container-5002' }).waitFor();
  });
});
