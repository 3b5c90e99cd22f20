/**
 * Resident memory of `fathom serve`: with everything on, once it has settled and answers scrapes; and as an exporter
 * over a thousand scrapes, where it has to stop growing.
 */
import { readFileSync } from 'node:fs';
import { startFathom } from '../support/fathom.ts';
import type { BenchResult } from './result.ts';

const SETTLE_MS = 60_000;
const SCRAPE_INTERVAL_MS = 5_000;
const TARGET_MB = 100;
const SCRAPES = 1000;
/** From here on memory is flat. */
const SETTLED_SCRAPES = 100;
const TARGET_EXPORTER_MB = 85;
/** Of the mean of the last hundred scrapes over that of the first hundred after settling. */
const TARGET_GROWTH_MB = 3;

export async function run(): Promise<BenchResult[]> {
  return [...(await everything()), ...(await exporter())];
}

async function exporter(): Promise<BenchResult[]> {
  const fathom = await startFathom({ args: ['--roles=exporter'] });
  try {
    const samples: number[] = [];
    for (let i = 0; i < SCRAPES; i += 1) {
      await (await fetch(`${fathom.url}/metrics`)).text();
      samples.push(residentMb(fathom.pid));
    }
    const mean = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0) / values.length;
    const settled = mean(samples.slice(SETTLED_SCRAPES, 2 * SETTLED_SCRAPES));
    const last = mean(samples.slice(-SETTLED_SCRAPES));
    const after = (value: number): Omit<BenchResult, 'name' | 'target'> => ({
      value,
      unit: 'MB',
      better: 'lower',
    });
    return [
      {
        ...after(samples.at(-1) ?? NaN),
        name: `resident memory of an exporter after ${SCRAPES} scrapes`,
        target: TARGET_EXPORTER_MB,
      },
      {
        ...after(last - settled),
        name: `its growth from the ${SETTLED_SCRAPES}th to the ${SCRAPES}th scrape`,
        target: TARGET_GROWTH_MB,
        note: `means of ${SETTLED_SCRAPES}: ${settled.toFixed(1)} and ${last.toFixed(1)} MB, highest ${Math.max(...samples).toFixed(1)} MB`,
      },
    ];
  } finally {
    await fathom.stop();
  }
}

async function everything(): Promise<BenchResult[]> {
  const fathom = await startFathom();
  try {
    const samples: number[] = [];
    const deadline = Date.now() + SETTLE_MS;
    while (Date.now() < deadline) {
      await (await fetch(`${fathom.url}/metrics`)).text();
      await new Promise((resolve) => setTimeout(resolve, SCRAPE_INTERVAL_MS));
      samples.push(residentMb(fathom.pid));
    }
    const last = samples.slice(-6);
    const value = Math.max(...last);
    const note = `highest of the last ${last.length} readings, one each ${SCRAPE_INTERVAL_MS / 1000} s, after ${SETTLE_MS / 1000} s`;
    return [{ name: 'resident memory, idle', value, unit: 'MB', target: TARGET_MB, better: 'lower', note }];
  } finally {
    await fathom.stop();
  }
}

/** VmRSS in 10^6 bytes. */
function residentMb(pid: number): number {
  const kib = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return (Number(kib) * 1024) / 1e6;
}
