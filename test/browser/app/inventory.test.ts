import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { APP, launchChromium, openPage } from '../../support/app-browser.ts';

describe('the inventory', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());
  const preview = inject('previewUrl');

  it('shows the first of 10,000 assets', async () => {
    const { page, faults, axe, screenshot, close } = await openPage(browser, preview, `${APP}/inventory`);
    await page.getByRole('link', { name: 'container-5002' }).waitFor();
    expect(await axe()).toEqual([]);
    expect(faults).toEqual([]);
    await screenshot('inventory-dark');
    await close();
  });
});
