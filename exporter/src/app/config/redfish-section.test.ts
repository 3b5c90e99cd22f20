import { describe, expect, it } from 'vitest';
import { RedfishConfig } from './redfish-section.ts';

const DIGITS = 'ab'.repeat(32);

describe('the section redfish', () => {
  it('verifies whom it asks, and asks private addresses only, unless told otherwise', () => {
    const section = RedfishConfig.parse(undefined);
    expect(section).toMatchObject({
      configFiles: [],
      additional: true,
      tls: { verify: true, caFile: null, fingerprints: {} },
    });
    expect(section.allow).toContain('10.0.0.0/8');
  });

  it.each([DIGITS, DIGITS.toUpperCase(), DIGITS.replace(/..(?!$)/g, '$&:')])(
    'takes the fingerprint %s',
    (text) => {
      const { tls } = RedfishConfig.parse({ tls: { fingerprints: { bmc1: text } } });
      expect(tls.fingerprints).toEqual({ bmc1: DIGITS.toUpperCase() });
    },
  );

  it.each<[object]>([
    [{ tls: { fingerprints: { bmc1: 'abcd' } } }],
    [{ tls: { fingerprints: { bmc1: `${DIGITS}ab` } } }],
    [{ tls: { caFile: '' } }],
    [{ allow: ['10.0.0.0/99'] }],
    [{ configFiles: 'idrac.yml' }],
  ])('refuses %j', (section) => {
    expect(RedfishConfig.safeParse(section).success).toBe(false);
  });
});
