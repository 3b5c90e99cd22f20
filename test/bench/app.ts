/** The Grafana app in Chromium, upon a Fathom with 10,000 assets: what somebody in front of it waits for. */
import type { Browser } from 'playwright-core';
import { ensureInstalled } from '../../scripts/steps/install.mjs';
import { buildPlugin } from '../../scripts/steps/build-plugin.mjs';
import { launchChromium } from '../support/app-browser.ts';
import {
  coldInventory,
  inventoryNavigationMs,
  keystrokesMs,
  overviewTransfer,
  topologyFigures,
} from '../support/app-figures.ts';
import { framesPerSecond, median, quantile } from '../support/distribution.ts';
import { startFilledPreview } from '../support/filled-preview.ts';
import type { BenchResult } from './result.ts';

const ROOT = new URL('../..', import.meta.url).pathname;
const VISITS = 7;
const SEARCHES = 3;

export async function run(): Promise<BenchResult[]> {
  await ensureInstalled(ROOT, 'full');
  await buildPlugin(ROOT);
  const filled = await startFilledPreview();
  const browser = await launchChromium();
  try {
    return [
      ...(await inventory(browser, filled.previewUrl)),
      await overview(browser, filled.previewUrl),
      ...(await topology(browser, filled.previewUrl)),
    ];
  } finally {
    await browser.close();
    await filled.stop();
  }
}

async function inventory(browser: Browser, url: string): Promise<BenchResult[]> {
  const cold = await times(VISITS, () => coldInventory(browser, url));
  const clicks = await times(VISITS, () => inventoryNavigationMs(browser, url));
  const keys = (await times(SEARCHES, () => keystrokesMs(browser, url))).flat();
  const whole = `${Math.round(median(cold.map(({ totalMs }) => totalMs)))} ms with the page itself and Grafana's packages`;
  return [
    waiting('inventory, from the click to the first rows', clicks, 1000),
    waiting(
      'inventory, empty cache, from the plugin to the first rows',
      cold.map(({ pluginMs }) => pluginMs),
      1000,
      whole,
    ),
    waiting('inventory, from a key to its rows', keys, 150),
  ];
}

async function overview(browser: Browser, url: string): Promise<BenchResult> {
  const { pluginBytes, apiBytes } = await overviewTransfer(browser, url);
  const note = `${kilobytes(pluginBytes)} KB of the plugin, ${kilobytes(apiBytes)} KB of the API`;
  const value = kilobytes(pluginBytes + apiBytes);
  return { name: 'overview, initial transfer', value, unit: 'KB', target: 300, better: 'lower', note };
}

async function topology(browser: Browser, url: string): Promise<BenchResult[]> {
  const { nodes, arrangedMs, longestBlockMs, panFrames, zoomFrames } = await topologyFigures(browser, url);
  const frames = (name: string, measured: readonly number[]): BenchResult => ({
    name: `topology of ${nodes} assets, ${name}`,
    value: framesPerSecond(measured),
    unit: 'fps',
    target: 30,
    better: 'higher',
    note: `${measured.length} frames, 95 of 100 within ${Math.round(quantile(measured, 0.95))} ms`,
  });
  return [
    frames('dragged', panFrames),
    frames('zoomed', zoomFrames),
    {
      name: `topology of ${nodes} assets, longest block of the page`,
      value: longestBlockMs,
      unit: 'ms',
      target: 200,
      better: 'lower',
      note: `until the layout was done, ${Math.round(arrangedMs)} ms after the click`,
    },
  ];
}

async function times<T>(count: number, measure: () => Promise<T>): Promise<T[]> {
  const measured: T[] = [];
  while (measured.length < count) measured.push(await measure());
  return measured;
}

function waiting(name: string, measured: readonly number[], target: number, more?: string): BenchResult {
  const range = `median of ${measured.length}, ${Math.round(Math.min(...measured))} to ${Math.round(Math.max(...measured))} ms`;
  const note = more === undefined ? range : `${range}; ${more}`;
  return { name, value: median(measured), unit: 'ms', target, better: 'lower', note };
}

const kilobytes = (bytes: number) => Math.round(bytes / 1000);
