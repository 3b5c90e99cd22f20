// `npm run screenshots`: pictures of the Grafana app for the README and Grafana's catalogue, of the demo estate.
import './steps/node-version.mjs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findOrStartFathom } from './steps/preview-fathom.mjs';
import { preparePreview, servePage } from './steps/preview-page.mjs';
import { step } from './steps/progress.mjs';
import { ensureSystemPackages } from './steps/system-packages.mjs';

const CHROMIUM = '/usr/bin/chromium';
/** Pictures leave out the preview's own frame: its menu at the side, its bar above. */
const FRAME = { width: 220, height: 140 };
const WIDTH = 1360;
const COLUMNS = 'name,kind,status,tenant,labels.site,labels.rack,labels.team,lastSeen';
const MAX_BYTES = 300_000;
const MINING_HOST = 'demo-host-fra-node-07';
const APP = 'a/fathom-infrastructure-app';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const FOLDERS = ['docs/images', 'grafana-app/src/img/screenshots'];

try {
  await takeAll();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function takeAll() {
  await preparePreview(root);
  if ((await ensureSystemPackages()).includes('chromium'))
    throw new Error('chromium is missing: apt-get install --no-install-recommends chromium');
  const fathom = await findOrStartFathom(root, { demo: true });
  try {
    const preview = await servePage(root, { fathomUrl: fathom.url, demo: true });
    await step('Taking pictures', () => takePictures(preview.url, fathom.url));
    await preview.close();
  } finally {
    await fathom.stop();
  }
}

async function takePictures(previewUrl, fathomUrl) {
  const { chromium } = await import('playwright-core');
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const context = await browser.newContext({ reducedMotion: 'reduce', timezoneId: 'UTC' });
    for (const { name, path, height, ready } of await pages(fathomUrl)) {
      const page = await context.newPage();
      await page.setViewportSize({ width: WIDTH + FRAME.width, height: height + FRAME.height });
      const url = new URL(`${APP}/${path}`, previewUrl);
      url.searchParams.set('theme', 'dark');
      await page.goto(url.href);
      await ready(page);
      await page.waitForLoadState('networkidle');
      await write(name, await pictureOf(page, height));
      await page.close();
    }
  } finally {
    await browser.close();
  }
}

async function pages(fathomUrl) {
  const incident = await incidentOf(fathomUrl, MINING_HOST);
  return [
    {
      name: 'inventory',
      path: `inventory?kind=host,vm,network-device&columns=${COLUMNS}`,
      height: 860,
      ready: (page) => page.locator('tr[data-asset]').first().waitFor(),
    },
    {
      name: 'incident',
      path: `incidents/${incident}`,
      height: 1110,
      ready: (page) => page.getByRole('heading', { name: 'Since when' }).waitFor(),
    },
    {
      name: 'topology',
      path: 'topology',
      height: 820,
      ready: (page) => page.locator('[data-testid=topology-graph][aria-busy=false]').waitFor(),
    },
  ];
}

async function incidentOf(fathomUrl, asset) {
  const answer = await fetch(`${fathomUrl}/api/v1/incidents?status=open&asset=${asset}`);
  const { items } = await answer.json();
  if (items?.[0] === undefined) throw new Error(`the demo estate has no open incident of ${asset}`);
  return items[0].id;
}

async function pictureOf(page, height) {
  const { x, y } = await page.getByRole('main').boundingBox();
  return page.screenshot({ clip: { x, y, width: WIDTH, height } });
}

async function write(name, picture) {
  if (picture.length > MAX_BYTES)
    throw new Error(`the picture of ${name} has ${picture.length} bytes, more than ${MAX_BYTES}`);
  const [images, screenshots] = FOLDERS.map((folder) => join(root, folder));
  await mkdir(screenshots, { recursive: true });
  await writeFile(join(images, `app-${name}.png`), picture);
  await writeFile(join(screenshots, `${name}.png`), picture);
}
