import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HttpHandle, startHttpServer } from '../../exporter/src/api/server.ts';
import { routes } from '../../exporter/src/api/v1/routes.ts';
import { recordingLog } from '../support/log.ts';
import { fakeServices } from '../support/services.ts';

const CHROMIUM = '/usr/bin/chromium';

describe.skipIf(!existsSync(CHROMIUM))('in a browser', () => {
  let browser: Browser;
  let server: HttpHandle;
  beforeAll(async () => {
    const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];
    browser = await chromium.launch({ executablePath: CHROMIUM, args });
    server = await startHttpServer({
      listenAddress: '127.0.0.1:0',
      services: fakeServices(),
      log: recordingLog().log,
    });
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  /** Opens a path and keeps what went wrong: messages of the console, failed requests, other sites. */
  async function open(path: string, width: number): Promise<{ page: Page; faults: string[] }> {
    const page = await browser.newPage({ viewport: { width, height: 800 } });
    const faults: string[] = [];
    page.on('console', (message) => faults.push(`console: ${message.text()}`));
    page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
    page.on('requestfailed', (request) => faults.push(`failed: ${request.url()}`));
    page.on('request', (request) => {
      if (!/^(?:data:|http:\/\/127\.0\.0\.1:)/.test(request.url()))
        faults.push(`other site: ${request.url()}`);
    });
    await page.clock.install();
    await page.goto(server.url + path);
    return { page, faults };
  }

  it.each([375, 1280])('the landing page fits %d px, breaks no policy and renews itself', async (width) => {
    const { page, faults } = await open('/', width);
    await page.waitForSelector('text=What is being collected');
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    expect(await page.evaluate('getComputedStyle(document.querySelector(".grid")).display')).toBe('grid');
    await page.evaluate('document.getElementById("content").textContent = "old"');
    await page.clock.runFor(10_000);
    await page.waitForSelector('text=What is being collected');
    expect(faults).toEqual([]);
    await page.close();
  });

  it('Swagger UI shows every operation and tries one, offline and within its policy', async () => {
    const { page, faults } = await open('/api/docs', 1280);
    await page.waitForSelector('.opblock');
    expect(await page.locator('.opblock').count()).toBe(routes.length);
    await page.click('#operations-Health-getHealth .opblock-summary');
    await page.click('#operations-Health-getHealth .try-out__btn');
    await page.click('#operations-Health-getHealth .execute');
    await page.waitForSelector('.live-responses-table >> text=test-host');
    expect(faults).toEqual([]);
    await page.close();
  });
});
