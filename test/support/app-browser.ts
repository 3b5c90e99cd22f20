/** Opens pages of the preview in Debian's Chromium and keeps everything that goes wrong on them. */
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import {
  type Browser,
  type BrowserContext,
  type BrowserServer,
  chromium,
  type ConsoleMessage,
  type Page,
  type Request,
} from 'playwright-core';

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
}

const LAUNCH = { executablePath: CHROMIUM, args: FLAGS };

export function launchChromium(): Promise<Browser> {
  return chromium.launch(LAUNCH);
}

/** One that several processes or threads connect to. */
export function serveChromium(): Promise<BrowserServer> {
  return chromium.launchServer(LAUNCH);
}

/**
 * Somebody who sees the preview so, with a cache of their own and no memory of earlier visits. A page of theirs is used
 * again when they come back: a new one has a process of its own, which takes another second to compile Grafana's code.
 */
export class Visitor {
  private readonly context: BrowserContext;
  private readonly base: string;
  private readonly options: OpenOptions;
  /** Their page while they rest. */
  private blank: Page | undefined;
  private readonly unwatch: (() => void)[] = [];

  private constructor(context: BrowserContext, base: string, options: OpenOptions) {
    this.context = context;
    this.base = base;
    this.options = options;
  }

  static async come(browser: Browser, base: string, options: OpenOptions): Promise<Visitor> {
    const context = await browser.newContext({
      viewport: viewportOf(options),
      reducedMotion: 'reduce',
      timezoneId: 'UTC',
    });
    const visitor = new Visitor(context, base, options);
    await visitor.choose();
    return visitor;
  }

  /** @param path below the preview's address, without a slash in front. */
  async open(path: string): Promise<OpenPage> {
    const page = this.blank ?? (await this.context.newPage());
    this.blank = undefined;
    page.setDefaultTimeout(10_000);
    const { faults, unwatch } = watch(page);
    this.unwatch.push(unwatch);
    const go = async (to: string) => {
      await page.goto(new URL(to, this.base).href);
    };
    await go(path);
    return { page, faults, go, axe: () => violations(page), screenshot: (name) => screenshot(page, name) };
  }

  /** Closes their pages but for one, which is left empty, and forgets what the preview and the app have stored. */
  async rest(): Promise<void> {
    const [page, ...others] = this.context.pages();
    if (page === undefined || page === this.blank) return;
    for (const unwatch of this.unwatch.splice(0)) unwatch();
    for (const other of others) await other.close();
    await page.evaluate('localStorage.clear(); sessionStorage.clear()');
    await page.goto('about:blank');
    await page.setViewportSize(viewportOf(this.options));
    await this.context.clearCookies();
    await this.choose();
    this.blank = page;
  }

  leave(): Promise<void> {
    return this.context.close();
  }

  /** As the preview remembers what was chosen: the address stays that of the page under test. */
  private choose(): Promise<void> {
    const { role = 'Admin', theme = 'dark', language = 'en-US' } = this.options;
    const url = new URL(this.base).origin;
    const chosen = Object.entries({ role, theme, lang: language });
    return this.context.addCookies(chosen.map(([name, value]) => ({ name: `preview_${name}`, value, url })));
  }
}

const viewportOf = ({ width = 1400, height = 1000 }: OpenOptions) => ({ width, height });

function watch(page: Page): { readonly faults: string[]; unwatch(): void } {
  const faults: string[] = [];
  const onConsole = (message: ConsoleMessage) => {
    if (message.type() === 'error' || message.type() === 'warning') faults.push(`console: ${message.text()}`);
  };
  const onError = (error: Error) => faults.push(`error: ${error.stack ?? error.message}`);
  const onRequest = (request: Request) => {
    if (!/^(?:data:|blob:|http:\/\/127\.0\.0\.1:)/.test(request.url()))
      faults.push(`other site: ${request.url()}`);
  };
  page.on('console', onConsole).on('pageerror', onError).on('request', onRequest);
  const unwatch = () =>
    void page.off('console', onConsole).off('pageerror', onError).off('request', onRequest);
  return { faults, unwatch };
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
