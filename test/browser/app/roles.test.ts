/** Who may do what: write actions are hidden from those who may not, and refused to them. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { APP } from '../../support/app-browser.ts';
import { estate, fromApi, type Listed, type Schemas, useApp } from '../../support/app-tests.ts';

const HOST = 'host-0013';
const PROXY = 'api/plugin-proxy/fathom-infrastructure-app/api/v1';
const ACTIONS = /^(?:Acknowledge|Resolve|Comment|Confirm|Reject|Mark as done|Dismiss)$/;

async function findings(): Promise<{ incident: string; recommendation: string }> {
  const [incident] = (await fromApi<Listed<Schemas['Incident']>>(`/incidents?asset=${HOST}`)).items;
  const [advice] = (await fromApi<Listed<Schemas['Recommendation']>>(`/recommendations?asset=${HOST}`)).items;
  if (incident === undefined || advice === undefined) throw new Error(`${HOST} has no findings`);
  return { incident: `incidents/${incident.id}`, recommendation: `recommendations/${advice.id}` };
}

/** As the page would, but whatever the page offers. */
async function post(page: Page, path: string, body: object): Promise<number> {
  const reply = await page.request.post(new URL(`${PROXY}/${path}`, estate().previewUrl).href, {
    data: body,
  });
  return reply.status();
}

describe('roles', () => {
  const app = useApp();

  it('a Viewer sees everything and is offered no action, and the proxy refuses them', async () => {
    const { incident, recommendation } = await findings();
    const { page, go } = await app.open(`${APP}/${incident}`, { role: 'Viewer' });
    await page.getByText('Keep its program').first().waitFor();
    expect(await page.getByRole('button', { name: ACTIONS }).count()).toBe(0);
    await go(`${APP}/${recommendation}`);
    await page.getByText('Keep its program').first().waitFor();
    expect(await page.getByRole('button', { name: ACTIONS }).count()).toBe(0);
    expect(await post(page, `${incident}/actions`, { action: 'acknowledge' })).toBe(403);
    expect(await post(page, `${recommendation}/actions`, { action: 'acknowledge' })).toBe(403);
    expect(await post(page, 'ingest/assets', { assets: [] })).toBe(403);
    expect((await fromApi<Schemas['Incident']>(`/${incident}`)).acknowledged).toBeNull();
    expect((await fromApi<Schemas['Recommendation']>(`/${recommendation}`)).state).toBe('open');
  });

  it('an Editor acts, under their own name', async () => {
    const { incident } = await findings();
    const { page } = await app.open(`${APP}/${incident}`, { role: 'Editor' });
    await page.getByRole('button', { name: 'Acknowledge' }).click();
    await page.getByRole('button', { name: 'Hand back' }).waitFor();
    expect((await fromApi<Schemas['Incident']>(`/${incident}`)).acknowledged?.actor).toBe('editor');
    await page.getByRole('button', { name: 'Hand back' }).click();
    await page.getByRole('button', { name: 'Acknowledge' }).waitFor();
    expect((await fromApi<Schemas['Incident']>(`/${incident}`)).acknowledged).toBeNull();
  });

  it.each(['Viewer', 'Editor'] as const)('a %s gets no way to the configuration', async (role) => {
    const { page, go } = await app.open(`${APP}/incidents`, { role });
    await page.getByRole('table', { name: 'Incidents' }).waitFor();
    expect(await page.getByRole('link', { name: 'Configuration' }).count()).toBe(0);
    await go('plugins/fathom-infrastructure-app');
    await page
      .getByText(/permission|denied|not allowed/i)
      .first()
      .waitFor();
    expect(await page.getByRole('textbox', { name: /API URL/ }).count()).toBe(0);
    const reply = await page.request.post(
      new URL('api/plugins/fathom-infrastructure-app/settings', estate().previewUrl).href,
      { data: { enabled: true, pinned: true, jsonData: {} } },
    );
    expect(reply.status()).toBe(403);
  });
});
