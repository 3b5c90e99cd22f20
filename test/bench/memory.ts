/** Resident memory of `fathom serve` with everything on, once it has settled and answers scrapes. */
import { readFileSync } from 'node:fs';
import { startFathom } from '../support/fathom.ts';
import type { BenchResult } from './result.ts';

const SETTLE_MS = 60_000;
const SCRAPE_INTERVAL_MS = 5_000;
const TARGET_MB = 100;

export async function run(): Promise<BenchResult[]> {
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
