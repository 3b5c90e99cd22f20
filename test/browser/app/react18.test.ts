/** The same build of the plugin on the packages of Grafana 12.4, whose React is 18. */
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Preview, startPreview } from '../../../grafana-app/host/server/preview.ts';
import { ensureReact18 } from '../../../scripts/steps/install-react18.mjs';
import { APP } from '../../support/app-browser.ts';
import { estate, fromApi, type Listed, type Schemas, useApp } from '../../support/app-tests.ts';
import { PLUGIN_DIST } from '../../support/filled-preview.ts';

const ROOT = resolve(import.meta.dirname, '../../..');

const panel = (name: string, queryType: string) =>
  `panel/fathom-infrastructure${name}-panel?target=${encodeURIComponent(JSON.stringify({ queryType }))}`;

describe('on React 18', () => {
  const app = useApp();
  let preview: Preview;
  beforeAll(async () => {
    await ensureReact18(ROOT);
    preview = await startPreview({
      fathomUrl: estate().fathomUrl,
      apiToken: estate().fathomToken,
      pluginDist: PLUGIN_DIST,
      shared: 'react18',
    });
  });
  afterAll(() => preview.close());
  const open = async (path: string) => (await app.open(path, { base: preview.url })).page;

  it('is Grafana 12.4 with its React', async () => {
    const page = await open(`${APP}/overview`);
    expect(await page.evaluate('grafanaBootData.settings.buildInfo.version')).toMatch(/^12\.4\./);
    expect(await page.evaluate(`System.import('react').then(({ version }) => version)`)).toMatch(/^18\./);
  });

  it.each([
    { path: 'overview', text: 'xmrig' },
    { path: 'inventory', text: 'container-5002' },
    { path: 'inventory/host-0001', text: '512 GiB' },
    { path: 'inventory/host-0001/relations', text: 'machine-1001' },
    { path: 'inventory/host-0001/events', text: 'process.suspicious' },
    { path: 'incidents', text: 'node-1' },
    { path: 'recommendations', text: 'xmrig' },
    { path: 'threats', text: 'runs from /tmp' },
    { path: 'threats/host-0001', text: 'xmrig' },
  ])('the page $path shows data', async ({ path, text }) => {
    const page = await open(`${APP}/${path}`);
    await page.getByRole('main').getByText(text).first().waitFor();
  });

  it('the topology is arranged', async () => {
    const page = await open(`${APP}/topology`);
    await page.locator('[data-testid=topology-graph][aria-busy=false]').waitFor();
    await page.getByRole('application', { name: /1,?000 assets/ }).waitFor();
  });

  it('the configuration tests the way to the store', async () => {
    const page = await open('plugins/fathom-infrastructure-app');
    await page.getByRole('button', { name: 'Test the connection' }).click();
    await page.locator('[data-testid=hop-store][data-state=ok]').waitFor();
  });

  it.each([
    { name: 'assets', query: 'assets', text: 'container-5002' },
    { name: 'recommendations', query: 'recommendations', text: 'xmrig' },
    { name: 'rootcause', query: 'root-cause', text: 'xmrig' },
  ])('the panel $name shows data', async ({ name, query, text }) => {
    const page = await open(panel(name, query));
    await page.getByTestId('panel-page').getByText(text).first().waitFor();
  });

  it('the panel topology is arranged', async () => {
    const page = await open(panel('topology', 'topology'));
    await page.locator('[data-testid=topology-graph][aria-busy=false]').waitFor();
  });

  it('the data source answers what its editor asks', async () => {
    const page = await open('datasource');
    await page.getByTestId('explore-frames').getByRole('cell').first().waitFor();
    await page.getByRole('tab', { name: 'Settings' }).click();
    await page.getByRole('link', { name: 'Configuration of the Fathom app' }).waitFor();
  });

  it('the dashboard shows its panels', async () => {
    const page = await open('d/fathom-attention');
    await page.getByText('Why: root causes').waitFor();
    await page.getByText('xmrig').first().waitFor();
    await page.locator('[data-testid=topology-graph][aria-busy=false]').waitFor();
  });

  it('an incident is acknowledged, and stays so', async () => {
    const { items } = await fromApi<Listed<Schemas['Incident']>>('/incidents?asset=host-0007');
    const page = await open(`${APP}/incidents/${items[0]?.id}`);
    await page.getByRole('button', { name: 'Acknowledge', exact: true }).click();
    await page.getByRole('button', { name: 'Hand back' }).waitFor();
    const after = await fromApi<Schemas['Incident']>(`/incidents/${items[0]?.id}`);
    expect(after.acknowledged?.actor).toBe('admin');
    await page.reload();
    await page.getByRole('button', { name: 'Hand back' }).waitFor();
  });
});
