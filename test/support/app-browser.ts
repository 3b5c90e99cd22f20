/** Opens pages of the preview in Debian's Chromium and keeps everything that goes wrong on them. */
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const CHROMIUM = '/usr/bin/chromium';
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];
/** For people to look at. */
const SCREENSHOTS = resolve(import.meta.dirname, '../../test-results/screenshots');
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const APP = 'a/fathom-infrastructure-app';

export interface OpenOptions {
  readonly role?: 'Viewer' | 'Editor' | 'Admin';
  readonly theme?: 'dark' | 'light';
  readonly language?: 'en-US' | 'ru-RU';
  readonly width?: number;
  readonly height?: number;
}

export interface OpenPage {
  readonly page: Page;
  /** Errors and warnings of the console, uncaught errors, requests to other sites. */
  readonly faults: string[];
  /** Goes to another path below the preview's address, as somebody who typed it. */
  go(path: string): Promise<void>;
  /** Violations that axe calls serious or critical, as `rule: element`. */
  axe(): Promise<string[]>;
  screenshot(name: string): Promise<void>;
  close(): Promise<void>;
}

export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
}

/** @param path below the preview's address, without a slash in front. */
export async function openPage(
  browser: Browser,
  base: string,
  path: string,
  options: OpenOptions = {},
): Promise<OpenPage> {
  const context = await newVisitor(browser, base, options);
  const opened = await openIn(context, base, path);
  return { ...opened, close: () => context.close() };
}

/** Somebody who sees the preview so, with an empty cache and no memory of earlier visits. */
export async function newVisitor(
  browser: Browser,
  base: string,
  options: OpenOptions,
): Promise<BrowserContext> {
  const { width = 1400, height = 1000, role = 'Admin', theme = 'dark', language = 'en-US' } = options;
  const context = await browser.newContext({
    viewport: { width, height },
    reducedMotion: 'reduce',
    timezoneId: 'UTC',
  });
  // As the preview remembers what was chosen: the address stays that of the page under test.
  const preferences = Object.entries({ role, theme, lang: language });
  await context.addCookies(
    preferences.map(([name, value]) => ({ name: `preview_${name}`, value, url: new URL(base).origin })),
  );
  return context;
}

/** A page of a visitor who may have been here before. */
export async function openIn(context: BrowserContext, base: string, path: string): Promise<OpenPage> {
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const faults = watch(page);
  const go = async (to: string) => {
    await page.goto(new URL(to, base).href);
  };
  await go(path);
  return {
    page,
    faults,
    go,
    axe: () => violations(page),
    screenshot: (name) => screenshot(page, name),
    close: () => page.close(),
  };
}

function watch(page: Page): string[] {
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') faults.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`error: ${error.stack ?? error.message}`));
  page.on('request', (request) => {
    if (!/^(?:data:|blob:|http:\/\/127\.0\.0\.1:)/.test(request.url()))
      faults.push(`other site: ${request.url()}`);
  });
  return faults;
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  // The preview's own frame is no part of the plugin.
  const found = await page.evaluate<{ id: string; impact: string; nodes: { html: string }[] }[]>(
    `axe.run(document.querySelector('main') ?? document).then((result) => result.violations)`,
  );
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}

async function screenshot(page: Page, name: string): Promise<void> {
  mkdirSync(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), fullPage: true });
}
