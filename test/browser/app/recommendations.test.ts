import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { APP } from '../../support/app-browser.ts';
import { hostId } from '../../support/app-estate.ts';
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

const RECOMMENDATIONS = `${APP}/recommendations`;
type Recommendation = Schemas['Recommendation'];

const listed = (query: string) => fromApi<Listed<Recommendation>>(`/recommendations?${query}`);
const one = (id: string) => fromApi<Recommendation>(`/recommendations/${id}`);
const shown = (page: Page) =>
  page
    .getByRole('list', { name: 'Recommendations' })
    .getByRole('link', { name: /keeps the CPU busy/ })
    .allInnerTexts();

/** Of a host that no other test acts upon. */
async function recommendationOf(host: number): Promise<Recommendation> {
  const [found] = (await listed(`asset=${hostId(host)}`)).items;
  if (found === undefined) throw new Error(`no recommendation for ${hostId(host)}`);
  return found;
}

describe('the list of recommendations', () => {
  const app = useApp();

  it('shows what is to be done as the API sorts it, page by page', async () => {
    const { page } = await app.open(RECOMMENDATIONS);
    const query = 'state=open,acknowledged&sort=severity&order=desc&limit=25';
    const first = await listed(query);
    const titles = first.items.map(({ title }) => title);
    await expect.poll(() => shown(page)).toEqual(titles);
    const asked = requestOf(page, '/recommendations', { cursor: first.nextCursor ?? '' });
    await page.getByRole('button', { name: 'Next' }).click();
    await asked;
    const second = (await listed(`${query}&cursor=${first.nextCursor}`)).items.map(({ title }) => title);
    await expect.poll(() => shown(page)).toEqual(second);
    await page.reload();
    await expect.poll(() => shown(page)).toEqual(second);
  });

  it('filters by severity, state and text on the server, and keeps it in the address', async () => {
    const { page } = await app.open(RECOMMENDATIONS);
    await page.getByRole('button', { name: /^High \d+$/ }).press('Enter');
    const asked = requestOf(page, '/recommendations', { severity: 'high', search: 'host-0003' });
    await page.getByRole('textbox', { name: 'Search' }).fill('host-0003');
    await asked;
    await expect.poll(() => shown(page)).toEqual(['Process 4003 (xmrig) keeps the CPU busy']);
    expect(queryOf(page)).toMatchObject({ severity: 'high', search: 'host-0003' });
    await page.reload();
    await expect.poll(() => shown(page)).toEqual(['Process 4003 (xmrig) keeps the CPU busy']);
  });

  it('says that nothing matches, and clears the filters', async () => {
    const { page } = await app.open(`${RECOMMENDATIONS}?severity=low`);
    await page.getByText('No recommendation matches these filters').waitFor();
    await page.getByRole('button', { name: 'Clear the filters' }).click();
    await expect.poll(() => shown(page)).not.toEqual([]);
  });

  it('returns to where one was in the list when the open one is closed', async () => {
    const { page } = await app.open(`${RECOMMENDATIONS}?search=host-000`);
    const title = 'Process 4003 (xmrig) keeps the CPU busy';
    await page.getByRole('link', { name: title }).press('Enter');
    await page.getByRole('heading', { level: 2, name: title }).waitFor();
    expect(queryOf(page)).toEqual({ search: 'host-000' });
    await page.getByRole('button', { name: 'Back to the list' }).press('Enter');
    await expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe(title);
  });
});

describe('a recommendation', () => {
  const app = useApp();
  const open = async (host: number) => {
    const { id, title } = await recommendationOf(host);
    const { page } = await app.open(`${RECOMMENDATIONS}/${id}?state=any`);
    const pane = page.getByRole('region', { name: title, exact: true });
    await pane.getByRole('heading', { level: 2, name: title }).waitFor();
    return { id, page, pane };
  };

  it('explains itself: evidence with its numbers, a chart, steps, the runbook', async () => {
    const { id, page, pane } = await open(2);
    const { evidence, charts, steps } = await one(id);
    const rows = pane.getByRole('table', { name: /^Evidence/ }).getByRole('row');
    expect(await rows.count()).toBe(evidence.length + 1);
    await pane
      .getByRole('figure')
      .getByText(charts[0]?.title ?? '', { exact: true })
      .waitFor();
    await pane.getByRole('button', { name: /as a table$/ }).click();
    await pane.getByRole('cell', { name: /380/ }).first().waitFor();
    for (const step of steps)
      await pane
        .getByText(step.split('`')[0] ?? '')
        .first()
        .waitFor();
    await page.getByText('Runbook', { exact: false }).first().waitFor();
  });

  it('is acknowledged, done and reopened, each for good', async () => {
    const { id, page, pane } = await open(8);
    const actions = pane.getByRole('group', { name: 'Actions' });
    for (const [button, state] of [
      ['Acknowledge', 'acknowledged'],
      ['Mark as done', 'done'],
      ['Reopen', 'open'],
    ] as const) {
      await actions.getByRole('button', { name: button }).click();
      await actions.getByRole('button', { name: button }).waitFor({ state: 'detached' });
      expect((await one(id)).state).toBe(state);
      await page.reload();
      await actions.waitFor();
      expect(await actions.getByRole('button', { name: button }).count()).toBe(0);
    }
    const { feedback } = await one(id);
    expect(feedback.map(({ actor, action }) => `${actor} ${action}`)).toEqual([
      'admin acknowledge',
      'admin done',
      'admin reopen',
    ]);
  });

  it('is dismissed only with a reason, which stays with it', async () => {
    const { id, page, pane } = await open(10);
    await pane.getByRole('button', { name: 'Dismiss' }).click();
    const dialog = page.getByRole('dialog');
    const dismiss = dialog.getByRole('button', { name: 'Dismiss', exact: true });
    expect(await dismiss.isDisabled()).toBe(true);
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('A "benchmark" of ours & <known>');
    await dismiss.click();
    await dialog.waitFor({ state: 'detached' });
    await page.reload();
    await pane.getByText('A "benchmark" of ours & <known>').waitFor();
    expect((await one(id)).state).toBe('dismissed');
    await page.getByRole('link', { name: 'Recommendations' }).first().click();
    await expect.poll(() => shown(page)).not.toContain('Process 4010 (xmrig) keeps the CPU busy');
  });

  it('keeps the focus in the dialog, which Escape closes without doing anything', async () => {
    const { id, page, pane } = await open(11);
    await pane.getByRole('button', { name: 'Dismiss' }).press('Enter');
    await page.getByRole('dialog').getByRole('textbox', { name: 'Reason' }).waitFor();
    await expectFocusKept(page, 12);
    await closeByEscape(page, page.getByRole('dialog'));
    expect((await one(id)).state).toBe('open');
  });

  it('says that there is no such recommendation', async () => {
    const { page } = await app.open(`${RECOMMENDATIONS}/rec-0000000000000000`, { failing: [404] });
    await page.getByText('Not found').first().waitFor();
    await page.getByRole('button', { name: 'Back to the list' }).click();
    await expect.poll(() => shown(page)).not.toEqual([]);
  });
});
