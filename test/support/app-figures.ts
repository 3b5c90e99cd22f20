/** How fast the app is, as somebody in front of the browser sees it: measured inside of the page. */
import type { Browser, Page } from 'playwright-core';
import { APP } from './app-browser.ts';

const VIEWPORT = { width: 1400, height: 900 };
const TIMEOUT_MS = 30_000;
/** What every plugin of a Grafana shares: the page itself, its icons and fonts. */
const SHARED = /\/public\/(?:host|build|fonts)\//;
/** Until what follows the rows, the counts of the filters, is there as well. */
const SETTLE_MS = 400;
const PAN_STEPS = 150;
const ZOOM_STEPS = 60;

/**
 * `shown(condition)`: the time at which what makes the condition true is painted, in ms since the page began.
 * A task after the next frame's callbacks runs when that frame has been handed to the compositor.
 */
const PROBE = `
window.assetRows = () => [...document.querySelectorAll('tr[data-asset]')].map((row) => row.dataset.asset).join();
window.shown = (condition) => new Promise((done, failed) => {
  setTimeout(() => failed(new Error('never shown: ' + condition)), ${TIMEOUT_MS});
  const painted = () => requestAnimationFrame(() => setTimeout(() => done(performance.now())));
  if (condition()) return painted();
  const observer = new MutationObserver(() => {
    if (!condition()) return;
    observer.disconnect();
    painted();
  });
  observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
});
window.frames = () => {
  const times = [];
  let running = true;
  const note = (time) => {
    times.push(time);
    if (running) requestAnimationFrame(note);
  };
  requestAnimationFrame(note);
  return () => {
    running = false;
    return times.slice(1).map((time, i) => time - times[i]);
  };
};
window.longTasks = [];
new PerformanceObserver((list) => longTasks.push(...list.getEntries().map(({ duration }) => duration)))
  .observe({ type: 'longtask', buffered: true });
`;

interface Visit {
  readonly page: Page;
  close(): Promise<void>;
}

/** Each visit has an empty cache. */
async function visit(browser: Browser, url: string, path: string, probe = PROBE): Promise<Visit> {
  const context = await browser.newContext({ viewport: VIEWPORT, timezoneId: 'UTC' });
  const page = await context.newPage();
  page.setDefaultTimeout(TIMEOUT_MS);
  await page.addInitScript(probe);
  await page.goto(new URL(path, url).href, { waitUntil: 'commit' });
  return { page, close: () => context.close() };
}

const FIRST_ROWS = `shown(() => assetRows() !== '')`;

export interface ColdFigures {
  /** From the request for the page. */
  readonly totalMs: number;
  /** From the request for the plugin, when the page and the shared packages have started. */
  readonly pluginMs: number;
}

/** Until the first assets are shown, with nothing in the cache. */
export async function coldInventory(browser: Browser, url: string): Promise<ColdFigures> {
  const probe = `${PROBE} window.firstRows = ${FIRST_ROWS};`;
  const { page, close } = await visit(browser, url, `${APP}/inventory`, probe);
  const totalMs = await page.evaluate<number>('firstRows');
  const startedAt = await page.evaluate<number>(
    `performance.getEntriesByType('resource').find(({ name }) => /plugins\\/.*\\/module\\.js/.test(name)).startTime`,
  );
  await close();
  return { totalMs, pluginMs: totalMs - startedAt };
}

/** From the click on Inventory, of which nothing has been fetched yet, to the first assets. */
export async function inventoryNavigationMs(browser: Browser, url: string): Promise<number> {
  const { page, close } = await openOverview(browser, url);
  const time = await page.evaluate<number>(`(async () => {
    const link = [...document.querySelectorAll('nav a')].find((each) => each.textContent === 'Inventory');
    const clicked = performance.now();
    link.click();
    return (await ${FIRST_ROWS}) - clicked;
  })()`);
  await close();
  return time;
}

async function openOverview(browser: Browser, url: string): Promise<Visit> {
  const opened = await visit(browser, url, `${APP}/overview`);
  await opened.page.getByRole('heading', { name: 'Recommendations' }).waitFor();
  await opened.page.waitForLoadState('networkidle');
  return opened;
}

/** From a key struck in the search field to the assets that it leaves: thousands, hundreds and a few. */
export async function keystrokesMs(browser: Browser, url: string): Promise<number[]> {
  const { page, close } = await visit(browser, url, `${APP}/inventory`);
  await page.evaluate(FIRST_ROWS);
  const search = page.getByRole('textbox', { name: 'Search assets by name or id' });
  const times: number[] = [];
  for (const text of ['421', '735', '986']) {
    await search.fill('');
    await page.waitForTimeout(SETTLE_MS);
    for (const key of text) times.push(await keystrokeMs(page, key));
  }
  await close();
  return times;
}

async function keystrokeMs(page: Page, key: string): Promise<number> {
  await page.evaluate(`(() => {
    const before = assetRows();
    const struck = new Promise((done) => addEventListener('keydown', done, { capture: true, once: true }));
    window.struckToShown = Promise.all([struck, shown(() => assetRows() !== before)])
      .then(([{ timeStamp }, time]) => time - timeStamp);
  })()`);
  await page.keyboard.press(key);
  const time = await page.evaluate<number>('struckToShown');
  // The facets that follow the rows belong to this key, not to the next.
  await page.waitForTimeout(SETTLE_MS);
  return time;
}

export interface Transfer {
  readonly pluginBytes: number;
  readonly apiBytes: number;
}

/** What the Overview takes over the network with an empty cache, as sent, beyond what all plugins share. */
export async function overviewTransfer(browser: Browser, url: string): Promise<Transfer> {
  const context = await browser.newContext({ viewport: VIEWPORT });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  const urls = new Map<string, string>();
  let pluginBytes = 0;
  let apiBytes = 0;
  session.on('Network.responseReceived', ({ requestId, response }) => urls.set(requestId, response.url));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const address = urls.get(requestId) ?? '';
    if (SHARED.test(address)) return;
    if (address.includes('/public/plugins/')) pluginBytes += encodedDataLength;
    if (address.includes('/api/')) apiBytes += encodedDataLength;
  });
  await page.goto(new URL(`${APP}/overview`, url).href);
  await page.getByRole('heading', { name: 'Recommendations' }).waitFor();
  await page.waitForLoadState('networkidle');
  await context.close();
  return { pluginBytes, apiBytes };
}

export interface TopologyFigures {
  readonly nodes: number;
  readonly arrangedMs: number;
  /** The longest time that the page could not answer from the click to the end of the layout. */
  readonly longestBlockMs: number;
  readonly panFrames: readonly number[];
  readonly zoomFrames: readonly number[];
}

/** Goes to the topology as large as it is shown at once, waits for its layout, drags it about and zooms. */
export async function topologyFigures(browser: Browser, url: string): Promise<TopologyFigures> {
  const { page, close } = await openOverview(browser, url);
  const arrangedMs = await page.evaluate<number>(`(async () => {
    longTasks.length = 0;
    const link = [...document.querySelectorAll('nav a')].find((each) => each.textContent === 'Topology');
    const clicked = performance.now();
    link.click();
    const arranged = await shown(() => document.querySelector('[data-testid=topology-graph][aria-busy=false]'));
    return arranged - clicked;
  })()`);
  const longestBlockMs = await page.evaluate<number>('Math.max(0, ...longTasks)');
  const graph = page.getByRole('application');
  const nodes = Number(/\d+/.exec(((await graph.getAttribute('aria-label')) ?? '').replaceAll(',', ''))?.[0]);
  const box = await graph.locator('canvas').boundingBox();
  if (box === null) throw new Error('the topology shows no canvas');
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const panFrames = await framesDuring(page, () => drag(page, middle));
  const zoomFrames = await framesDuring(page, () => turnWheel(page, middle));
  await close();
  return { nodes, arrangedMs, longestBlockMs, panFrames, zoomFrames };
}

async function framesDuring(page: Page, work: () => Promise<void>): Promise<number[]> {
  await page.evaluate('window.endFrames = frames(); undefined');
  await work();
  return page.evaluate<number[]>('endFrames()');
}

/** In circles, beginning on an edge of the canvas where the drag picks nothing. */
async function drag(page: Page, { x, y }: { x: number; y: number }): Promise<void> {
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let step = 1; step <= PAN_STEPS; step += 1) {
    const angle = step / 8;
    await page.mouse.move(x + 150 * Math.sin(angle), y + 100 * (1 - Math.cos(angle)));
  }
  await page.mouse.up();
}

async function turnWheel(page: Page, { x, y }: { x: number; y: number }): Promise<void> {
  await page.mouse.move(x, y);
  for (let step = 0; step < ZOOM_STEPS; step += 1)
    await page.mouse.wheel(0, step % ZOOM_STEPS < ZOOM_STEPS / 2 ? -60 : 60);
}
