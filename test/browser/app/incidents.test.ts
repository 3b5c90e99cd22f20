import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { APP } from '../../support/app-browser.ts';
import { hostId, TROUBLED } from '../../support/app-estate.ts';
import {
  closeByEscape,
  fromApi,
  expectFocusKept,
  type Listed,
  queryOf,
  requestOf,
  type Schemas,
  useApp,
} from '../../support/app-tests.ts';

const INCIDENTS = `${APP}/incidents`;
const TABLE = 'Incidents';
const PAGE = 25;

const listed = (query: string) => fromApi<Listed<Schemas['Incident']>>(`/incidents?${query}`);
const titles = async (query: string) => (await listed(query)).items.map(({ title }) => title);
const shown = (page: Page) =>
  page
    .getByRole('table', { name: TABLE })
    .getByRole('link', { name: /HostHighCpuLoad/ })
    .allInnerTexts();

/** Of a host that no other test acts upon. */
async function incidentOf(host: number): Promise<string> {
  const [incident] = (await listed(`asset=${hostId(host)}`)).items;
  if (incident === undefined) throw new Error(`no incident of ${hostId(host)}`);
  return incident.id;
}

describe('the list of incidents', () => {
  const app = useApp();

  it('shows them as the API sorts them, page by page', async () => {
    const { page } = await app.open(INCIDENTS);
    const first = await listed(`sort=startedAt&order=desc&limit=${PAGE}`);
    await expect.poll(() => shown(page)).toEqual(first.items.map(({ title }) => title));
    const asked = requestOf(page, '/incidents', { cursor: first.nextCursor ?? '' });
    await page.getByRole('button', { name: 'Next' }).click();
    await asked;
    await expect.poll(() => shown(page)).toHaveLength(TROUBLED - PAGE);
    await page.reload();
    await expect.poll(() => shown(page)).toHaveLength(TROUBLED - PAGE);
    await page.getByRole('button', { name: 'Previous' }).click();
    await expect.poll(() => shown(page)).toHaveLength(PAGE);
  });

  it('searches, filters and sorts on the server, and keeps it in the address', async () => {
    const { page } = await app.open(INCIDENTS);
    await page.getByRole('combobox', { name: 'Severity' }).fill('Crit');
    await page.getByRole('option', { name: 'Critical' }).click();
    await page.keyboard.press('Escape');
    const asked = requestOf(page, '/incidents', { sort: 'startedAt', order: 'asc', severity: 'critical' });
    await page.getByRole('columnheader', { name: 'Began' }).getByRole('button').press('Enter');
    await asked;
    await page.getByRole('textbox', { name: 'Search' }).fill('node-2');
    const expected = await titles('severity=critical&sort=startedAt&order=asc&search=node-2');
    expect(expected.length).toBeGreaterThan(1);
    await expect.poll(() => shown(page)).toEqual(expected);
    expect(queryOf(page)).toMatchObject({ severity: 'critical', search: 'node-2', order: 'asc' });
    await page.reload();
    await expect.poll(() => shown(page)).toEqual(expected);
  });

  it('says that nothing matches, and clears the filters', async () => {
    const { page } = await app.open(`${INCIDENTS}?status=resolved&asset=no-such-host`);
    await page.getByText('No incident matches these filters').waitFor();
    await page.getByRole('button', { name: 'Clear the filters' }).click();
    await page.getByRole('table', { name: TABLE }).waitFor();
  });
});

describe('the page of an incident', () => {
  const app = useApp();
  const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

  it('answers what is broken, why, since when, and what to do, in this order', async () => {
    const id = await incidentOf(2);
    const { page } = await app.open(`${INCIDENTS}/${id}`);
    await section(page, 'What to do').getByRole('article').first().waitFor();
    const headings = await page.getByRole('heading', { level: 2 }).allInnerTexts();
    expect(headings.slice(0, 4)).toEqual(['What is broken', 'Why', 'Since when', 'What to do']);
    const incident = await fromApi<Schemas['Incident']>(`/incidents/${id}`);
    const [cause] = incident.causes;
    const why = section(page, 'Why');
    await why.getByRole('article', { name: cause?.title ?? '', exact: true }).waitFor();
    await why.getByText(`${Math.round((cause?.confidence ?? 0) * 100)} % sure`).waitFor();
    const chain = why.getByRole('group', { name: `Causal chain: ${cause?.title}` }).getByRole('button');
    expect(await chain.count()).toBe(cause?.chain.length);
  });

  it('draws the chain, opens its links by keyboard, and has it as a list', async () => {
    const { page } = await app.open(`${INCIDENTS}/${await incidentOf(2)}`);
    await page.getByRole('button', { name: /Alert .* HostHighCpuLoad fired/ }).press('Enter');
    await page.getByText('The chain as a list').click();
    await page.getByRole('listitem').filter({ hasText: 'process.suspicious' }).first().waitFor();
  });

  it('links to the alert in Alertmanager, to its Prometheus, and to the asset', async () => {
    const { page } = await app.open(`${INCIDENTS}/${await incidentOf(2)}`);
    const alerts = page.getByRole('table', { name: 'Alerts' });
    const href = await alerts.getByRole('link', { name: 'Alertmanager' }).getAttribute('href');
    expect(href).toMatch(/^http:\/\/alertmanager\.example:9093\/#\/alerts\?filter=/);
    expect(decodeURIComponent(href ?? '')).toContain('asset="host-0002"');
    expect(await alerts.getByRole('link', { name: 'Prometheus' }).getAttribute('href')).toContain('/graph?');
    await section(page, 'What is broken').getByRole('link', { name: 'node-2', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'node-2' }).waitFor();
  });

  it('narrows the timeline, and keeps that in the address', async () => {
    const { page } = await app.open(`${INCIDENTS}/${await incidentOf(2)}`);
    const items = section(page, 'Since when')
      .getByRole('list', { name: /Timeline/ })
      .getByRole('listitem');
    await expect.poll(() => items.count()).toBe(4);
    await page.getByRole('button', { name: 'Alerts (1)' }).click();
    await expect.poll(() => items.count()).toBe(1);
    await page.reload();
    await expect.poll(() => items.count()).toBe(1);
  });

  it('is acknowledged, commented, resolved and reopened, each for good', async () => {
    const id = await incidentOf(4);
    const { page } = await app.open(`${INCIDENTS}/${id}`);
    const activity = section(page, 'Activity');
    await page.getByRole('button', { name: 'Acknowledge' }).click();
    await page.getByRole('button', { name: 'Hand back' }).waitFor();
    await page.getByRole('button', { name: 'Comment' }).first().click();
    await page
      .getByRole('dialog')
      .getByRole('textbox', { name: 'Comment' })
      .fill('Isolated <b>it</b> & called Jane');
    await page.getByRole('dialog').getByRole('button', { name: 'Comment' }).click();
    await activity.getByText('Isolated <b>it</b> & called Jane').waitFor();
    await page.getByRole('button', { name: 'Resolve' }).click();
    await page.getByRole('dialog').getByRole('textbox', { name: 'Note (optional)' }).fill('Killed');
    await page.getByRole('dialog').getByRole('button', { name: 'Resolve' }).click();
    await page.getByRole('button', { name: 'Reopen' }).waitFor();
    await page.reload();
    await activity.getByText('Killed').waitFor();
    const resolved = await fromApi<Schemas['Incident']>(`/incidents/${id}`);
    expect(resolved.status).toBe('resolved');
    expect(resolved.activity.map(({ actor, action }) => `${actor} ${action}`)).toEqual([
      'admin acknowledge',
      'admin comment',
      'admin resolve',
    ]);
    await page.getByRole('button', { name: 'Reopen' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Reopen' }).click();
    await page.getByRole('button', { name: 'Acknowledge' }).waitFor();
    expect((await fromApi<Schemas['Incident']>(`/incidents/${id}`)).status).toBe('open');
  });

  it('has its cause confirmed, then rejected, each for good', async () => {
    const id = await incidentOf(5);
    const { page } = await app.open(`${INCIDENTS}/${id}`);
    const cause = section(page, 'Why').getByRole('article').first();
    for (const [button, verdict] of [
      ['Confirm', 'Confirmed'],
      ['Reject', 'Rejected'],
    ] as const) {
      await cause.getByRole('button', { name: button, exact: true }).click();
      await page.getByRole('dialog').getByRole('button', { name: button, exact: true }).click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await cause.getByText(verdict, { exact: true }).waitFor();
      await page.reload();
      await cause.getByText(verdict, { exact: true }).waitFor();
      expect((await fromApi<Schemas['Incident']>(`/incidents/${id}`)).causes[0]?.verdict).toBe(
        verdict.toLowerCase(),
      );
    }
  });

  it('keeps the focus in its dialog, which Escape closes without doing anything', async () => {
    const id = await incidentOf(18);
    const { page } = await app.open(`${INCIDENTS}/${id}`);
    await page.getByRole('button', { name: 'Comment' }).first().press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').waitFor();
    await expectFocusKept(page, 8);
    await closeByEscape(page, dialog);
    expect((await fromApi<Schemas['Incident']>(`/incidents/${id}`)).activity).toEqual([]);
  });

  it('says that there is no such incident', async () => {
    const { page } = await app.open(`${INCIDENTS}/inc-0000000000000000`, { failing: [404] });
    await page.getByText('Not found').first().waitFor();
  });
});
