import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../model/errors.ts';
import { parseScrapeRequest } from './scrape-request.ts';

const TIMES = { defaultMs: 10_000, offsetMs: 250, maxMs: 120_000 };
const parse = (query: string, timeout?: string) =>
  parseScrapeRequest(new URLSearchParams(query), timeout, TIMES);

describe('parseScrapeRequest', () => {
  it.each([
    ['', { collect: [], exclude: [], timeoutMs: 10_000 }],
    ['collect[]=cpu&collect%5B%5D=stat', { collect: ['cpu', 'stat'], exclude: [], timeoutMs: 10_000 }],
    ['exclude[]=cpu&other=1', { collect: [], exclude: ['cpu'], timeoutMs: 10_000 }],
  ])('%j', (query, expected) => expect(parse(query)).toEqual(expected));

  it('refuses both at once in the words of node_exporter', () =>
    expect(() => parse('collect[]=a&exclude[]=b')).toThrow(
      'Combined collect and exclude queries are not allowed.',
    ));

  it.each([
    ['10', 9750],
    ['10.000000', 9750],
    ['0.3', 150],
    ['1e1', 9750],
    ['999999', 119_750],
    ['', 10_000],
  ])('waits for %j s at most %d ms', (header, ms) => expect(parse('', header).timeoutMs).toBe(ms));

  it.each(['0', '-1', 'NaN', 'Infinity', '0x10', '1e999', 'ten', '1,5', '\u0661'])(
    'refuses a timeout of %j',
    (header) => expect(() => parse('', header)).toThrow(UserError),
  );

  it('yields a time within bounds or a UserError for whatever comes', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (query, header) => {
        try {
          const { timeoutMs } = parse(query, header);
          expect(timeoutMs).toBeGreaterThan(0);
          expect(timeoutMs).toBeLessThanOrEqual(TIMES.maxMs);
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
        }
      }),
    );
  });
});
