import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { regex } from './config.ts';
import { exclusive, passes, passesBoth } from './filter.ts';

describe('passes', () => {
  it.each([
    ['eth0', null, null, true],
    ['lo', null, /^lo$/, false],
    ['eth0', null, /^lo$/, true],
    ['eth0', /^eth/, null, true],
    ['lo', /^eth/, null, false],
    ['loop0', /^loop/, /^loop/, true],
  ])('%s with include %s and exclude %s: %s', (name, include, exclude, expected) => {
    expect(passes(name, { include, exclude })).toBe(expected);
  });
});

describe('passesBoth', () => {
  it.each([
    ['eth0', null, null, true],
    ['lo', null, /^lo$/, false],
    ['lo', /^eth/, null, false],
    ['eth0', /^eth/, /1$/, true],
    ['eth1', /^eth/, /1$/, false],
  ])('%s with include %s and exclude %s: %s', (name, include, exclude, expected) => {
    expect(passesBoth(name, { include, exclude })).toBe(expected);
  });
});

describe('exclusive', () => {
  const schema = z
    .object({ deviceInclude: regex(''), deviceExclude: regex('^lo$') })
    .superRefine(exclusive('device', '^lo$'));

  it.each([
    {},
    { deviceInclude: 'eth' },
    { deviceExclude: 'eth' },
    { deviceInclude: 'eth', deviceExclude: '' },
  ])('accepts %j', (config) => expect(schema.safeParse(config).success).toBe(true));

  it('refuses both', () => {
    const { error } = schema.safeParse({ deviceInclude: 'eth', deviceExclude: 'lo' });
    expect(error?.issues).toMatchObject([
      { path: ['deviceInclude'], message: 'device-exclude & device-include are mutually exclusive' },
    ]);
  });
});
