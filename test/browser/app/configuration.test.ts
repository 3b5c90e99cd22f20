/** On a preview of its own: the settings that are changed here are those of all other tests there. */
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Preview, startPreview } from '../../../grafana-app/host/server/preview.ts';
import { APP } from '../../support/app-browser.ts';
import { PLUGIN_DIST } from '../../support/filled-preview.ts';
import { estate, setFaults, useApp } from '../../support/app-tests.ts';

const CONFIGURATION = 'plugins/fathom-infrastructure-app';
const SETTINGS = 'api/plugins/fathom-infrastructure-app/settings';
/** A setting of another version of the app, or of somebody's provisioning. */
const FOREIGN = { ofAnotherVersion: { kept: true } };

const hop = (page: Page, name: string) => page.getByTestId(`hop-${name}`);

describe('the configuration', () => {
  let preview: Preview;
  // Hooks of this kind run last to first: pages are closed before what serves them.
  afterEach(() => preview.close());
  const app = useApp();
  const settings = async () =>
    (await (await fetch(new URL(SETTINGS, preview.url))).json()) as {
      jsonData: Record<string, unknown>;
      secureJsonFields: Record<string, boolean>;
      enabled: boolean;
    };
  const start = (apiToken: string) =>
    startPreview({
      fathomUrl: estate().fathomUrl,
      apiToken,
      pluginDist: PLUGIN_DIST,
      shared: 'react19',
      faults: true,
    });
  beforeEach(async () => {
    preview = await start(estate().fathomToken);
    const { jsonData } = await settings();
    await fetch(new URL(SETTINGS, preview.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: 'preview_role=Admin' },
      body: JSON.stringify({ enabled: true, pinned: true, jsonData: { ...jsonData, ...FOREIGN } }),
    });
  });

  it('tests every hop from Grafana to the store', async () => {
    const { page, axe, screenshot } = await app.open(CONFIGURATION, { base: preview.url });
    await page.getByRole('button', { name: 'Test the connection' }).click();
    for (const name of ['grafana', 'proxy', 'fathom', 'store'])
      expect(await hop(page, name).getAttribute('data-state')).toBe('ok');
    expect(await axe()).toEqual([]);
    await screenshot('configuration-dark-1400');
  });

  it('saves what was changed, and loses neither foreign settings nor the token', async () => {
    const { page } = await app.open(CONFIGURATION, { base: preview.url });
    const sent = page.waitForRequest(
      (request) => request.method() === 'POST' && request.url().endsWith(SETTINGS),
    );
    await page.getByRole('textbox', { name: /Dashboard of a host/ }).fill('/d/hosts-1/of-ours');
    await page.getByRole('button', { name: 'Save and test' }).click();
    expect((await sent).postDataJSON()).not.toHaveProperty('secureJsonData');
    await expect
      .poll(async () => (await settings()).jsonData)
      .toMatchObject({ ...FOREIGN, hostDashboardUid: 'hosts-1' });
    expect((await settings()).secureJsonFields).toMatchObject({ apiToken: true });
    await page.reload();
    const field = page.getByRole('textbox', { name: /Dashboard of a host/ });
    await expect.poll(() => field.inputValue()).toBe('hosts-1');
  });

  it('sends a token that was changed, and says when Fathom does not accept it', async () => {
    const { page } = await app.open(CONFIGURATION, { base: preview.url, failing: [401] });
    await page.getByRole('button', { name: 'Reset' }).click();
    await page.getByRole('textbox', { name: /Token/ }).fill('not-the-token');
    await page.getByRole('button', { name: 'Save and test' }).click();
    await expect.poll(() => hop(page, 'fathom').getAttribute('data-state')).toBe('failed');
    expect(await hop(page, 'grafana').getAttribute('data-state')).toBe('ok');
    expect(await hop(page, 'fathom').innerText()).toContain('api.token');
    expect((await settings()).jsonData).toMatchObject(FOREIGN);
  });

  it('names the proxy when nobody answers behind it', async () => {
    const { page } = await app.open(CONFIGURATION, { base: preview.url, failing: [502] });
    await setFaults([{ path: '/api/plugin-proxy/', down: true }], preview.url);
    await page.getByRole('button', { name: 'Test the connection' }).click();
    await expect.poll(() => hop(page, 'proxy').getAttribute('data-state')).toBe('failed');
    expect(await hop(page, 'store').getAttribute('data-state')).toBe('unknown');
  });

  it('every page says that the token is wrong, and leads an Admin here', async () => {
    await preview.close();
    preview = await start('wrong');
    const { page } = await app.open(`${APP}/incidents`, { base: preview.url, failing: [401] });
    await page.getByText('Fathom does not accept the token').waitFor();
    await page.getByRole('link', { name: 'Open the configuration' }).click();
    await page.getByRole('button', { name: 'Test the connection' }).waitFor();
  });

  it('refuses an address that is none, and discards changes', async () => {
    const { page } = await app.open(CONFIGURATION, { base: preview.url });
    const url = page.getByRole('textbox', { name: /API URL/ });
    await url.fill('ftp://fathom');
    expect(await url.getAttribute('aria-invalid')).toBe('true');
    expect(await page.getByRole('button', { name: 'Save and test' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Discard changes' }).click();
    expect(await url.inputValue()).toBe(estate().fathomUrl);
  });
});
