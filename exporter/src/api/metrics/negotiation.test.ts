import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acceptsGzip, negotiateFormat } from './negotiation.ts';

const PROMETHEUS_2_42 =
  'application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1';

describe('negotiateFormat', () => {
  it.each([
    [undefined, 'text'],
    ['', 'text'],
    ['*/*', 'text'],
    ['text/html', 'text'],
    ['text/plain;version=0.0.4', 'text'],
    [PROMETHEUS_2_42, 'openmetrics'],
    ['application/openmetrics-text; version=1.0.0; charset=utf-8', 'openmetrics'],
    ['application/openmetrics-text', 'openmetrics'],
    ['application/openmetrics-text; version="1.0.0"', 'openmetrics'],
    ['APPLICATION/OpenMetrics-Text;Version=1.0.0', 'openmetrics'],
    ['application/openmetrics-text;version=0.0.1', 'text'],
    ['application/openmetrics-text;version=2.0.0', 'text'],
    ['application/openmetrics-text;q=0.3,text/plain;q=0.7', 'text'],
    ['text/plain;q=0.3,application/openmetrics-text;q=0.7', 'openmetrics'],
    ['text/plain,application/openmetrics-text', 'text'],
    ['application/openmetrics-text;q=0,text/plain;q=0.1', 'text'],
    ['application/openmetrics-text;q=high', 'openmetrics'],
  ] as const)('%j → %s', (accept, format) => expect(negotiateFormat(accept)).toBe(format));

  it('takes any header', () => {
    fc.assert(
      fc.property(fc.string(), (header) => ['text', 'openmetrics'].includes(negotiateFormat(header))),
    );
  });
});

describe('acceptsGzip', () => {
  it.each([
    ['gzip', true],
    ['gzip, deflate, br', true],
    ['deflate;q=0.5, gzip;q=0.1', true],
    ['GZIP', true],
    ['gzip;q=0', false],
    ['gzip;q=0.0', false],
    ['identity', false],
    ['', false],
    [undefined, false],
  ])('%j → %s', (header, accepted) => expect(acceptsGzip(header)).toBe(accepted));
});
