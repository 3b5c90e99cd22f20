import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { gauge } from '../contract/metrics.ts';
import { type AnyCollector, defineCollector } from '../contract/module.ts';
import type { Ports } from '../contract/ports.ts';
import { CollectorRunner } from './collector-runner.ts';
import { encodePage } from './exposition.ts';
import { ScrapeCounters } from './scrape-counters.ts';
import { Scraper } from './scraper.ts';

const environment = { ports: {} as Ports, host: { asset: 'host-a', name: 'a' }, now: Date.now };

function collectorOf(id: string, collect: (out: { value: (value: number) => void }) => void | Promise<void>) {
  const name = `test_${id}`;
  return defineCollector({
    id,
    summary: 'Test.',
    config: z.object({}),
    needs: [],
    metrics: { [name]: gauge('Test.') },
    collect: (_context, _config, out) => collect({ value: (value) => out[name]?.(value) }),
  });
}

function scraperOf(...collectors: AnyCollector[]) {
  const runners = collectors.map((collector) => new CollectorRunner(collector, {}, 5000, environment));
  const own = (everything: boolean) => {
    const name = everything ? 'own' : 'own_always';
    return Promise.resolve([{ name, type: 'gauge', help: 'Own.', lines: `${name} 1\n` } as const]);
  };
  const scrapes = new ScrapeCounters();
  return new Scraper([...collectors.map(({ id }) => id), 'off'], runners, { families: own, scrapes });
}

async function linesOf(
  scraper: Scraper,
  request: { collect?: string[]; exclude?: string[]; timeoutMs?: number } = {},
) {
  const page = encodePage(await scraper.scrape({ timeoutMs: 1000, ...request }), 'text').toString();
  return page
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#') && !line.includes('duration_seconds'));
}

const good = collectorOf('good', (out) => out.value(1));
const throwing = collectorOf('throwing', (out) => {
  out.value(2);
  throw new Error('broken');
});
const lying = collectorOf('lying', (out) => {
  out.value(3);
  out.value(4);
});
const hanging = collectorOf('hanging', () => new Promise(() => undefined));

describe('Scraper', () => {
  it('keeps the samples of others, and what one that failed had written, but for one that hangs', async () => {
    expect(await linesOf(scraperOf(good, throwing, lying, hanging), { timeoutMs: 30 })).toEqual([
      'node_scrape_collector_success{collector="good"} 1',
      'node_scrape_collector_success{collector="throwing"} 0',
      'node_scrape_collector_success{collector="lying"} 0',
      'node_scrape_collector_success{collector="hanging"} 0',
      'own 1',
      'test_good 1',
      'test_lying 3',
      'test_throwing 2',
    ]);
  });

  it('collects a selection with those of its own families that are always there', async () => {
    expect(await linesOf(scraperOf(good, throwing), { collect: ['good', 'good'] })).toEqual([
      'node_scrape_collector_success{collector="good"} 1',
      'own_always 1',
      'test_good 1',
    ]);
    expect(await linesOf(scraperOf(good, throwing), { exclude: ['throwing', 'unknown'] })).toEqual([
      'node_scrape_collector_success{collector="good"} 1',
      'own_always 1',
      'test_good 1',
    ]);
  });

  it.each([
    [{ collect: ['good'], exclude: ['good'] }, 'Combined collect and exclude queries are not allowed.'],
    [
      { collect: ['nix'] },
      "Couldn't create filtered metrics handler: couldn't create collector: missing collector: nix",
    ],
    [
      { collect: ['off'] },
      "Couldn't create filtered metrics handler: couldn't create collector: disabled collector: off",
    ],
  ])('refuses %j', (request, message) => {
    expect(() => scraperOf(good).scrape({ timeoutMs: 100, ...request })).toThrow(message);
  });

  it('does not let a scrape wait longer than it has for the collection of another', async () => {
    const scraper = scraperOf(good, hanging);
    const patient = linesOf(scraper, { timeoutMs: 2000 });
    const startedAt = Date.now();
    expect(await linesOf(scraper, { timeoutMs: 30 })).toContain('test_good 1');
    expect(Date.now() - startedAt).toBeLessThan(1000);
    expect(await patient).toContain('test_good 1');
  });

  it('lets simultaneous scrapes share one collection', async () => {
    const call = vi.fn(async () => new Promise<void>((resolve) => setTimeout(resolve, 10)));
    const scraper = scraperOf(collectorOf('slow', call));
    await Promise.all([linesOf(scraper), linesOf(scraper), linesOf(scraper, { collect: ['slow'] })]);
    expect(call).toHaveBeenCalledOnce();
    await linesOf(scraper);
    expect(call).toHaveBeenCalledTimes(2);
  });
});

it('counts scrapes in which collectors contradict each other', async () => {
  const twin = { ...collectorOf('good', (out) => out.value(7)), id: 'twin' };
  const runners = [good, twin].map((module) => new CollectorRunner(module, {}, 5000, environment));
  const scrapes = new ScrapeCounters();
  const scraper = new Scraper([], runners, { families: () => Promise.resolve([]), scrapes });
  await scraper.scrape({ collect: ['good'], timeoutMs: 100 });
  expect(scrapes.gatheringErrors).toBe(0);
  expect(await linesOf(scraper)).toContain('test_good 1');
  expect(scrapes.gatheringErrors).toBe(1);
});
