/** Links from alerts and panels name labels; this page finds what they mean. */
import { describe, expect, it } from 'vitest';
import { APP } from '../../support/app-browser.ts';
import { hostId } from '../../support/app-estate.ts';
import { fromApi, type Listed, type Schemas, useApp } from '../../support/app-tests.ts';

const go = (query: Record<string, string>) => `${APP}/go?${new URLSearchParams(query).toString()}`;

describe('the way in from other parts of Grafana', () => {
  const app = useApp();

  it('leads from an alert to its incident', async () => {
    const { items } = await fromApi<Listed<Schemas['Incident']>>(`/incidents?asset=${hostId(5)}`);
    const { page } = await app.open(go({ alert: 'HostHighCpuLoad', name: hostId(5) }));
    await page.waitForURL(`**/${APP}/incidents/${items[0]?.id ?? 'none'}*`);
    await page.getByRole('heading', { name: items[0]?.title ?? 'none' }).waitFor();
  });

  it('leads from the name of an asset to its events in the time range', async () => {
    const { page } = await app.open(
      go({ name: 'machine-1500:9100', from: '1700000000000', to: '1700003600000' }),
    );
    await page.waitForURL(`**/${APP}/inventory/vm-1500/events*`);
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toMatchObject({
      from: '2023-11-14T22:13:20.000Z',
      to: '2023-11-14T23:13:20.000Z',
    });
  });

  it('says that it found nothing, and where to look', async () => {
    const { page, axe } = await app.open(go({ alert: 'NobodyKnows', name: 'nowhere' }));
    await page.getByText('Fathom knows neither an incident nor an asset of NobodyKnows, nowhere').waitFor();
    expect(await axe()).toEqual([]);
    await page.getByRole('link', { name: 'Look in the inventory' }).click();
    await page.waitForURL('**/inventory?search=nowhere');
  });
});
