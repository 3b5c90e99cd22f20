import { describe, expect, it } from 'vitest';
import { snmpAuth } from '../../../../test/support/snmp-auth.ts';
import type { AuthProtocol, PrivProtocol } from '../../model/snmp.ts';
import { KeyRing, localizedKey, passwordToKey, privacyKey } from './usm-keys.ts';

const PASSWORD = 'maplesyrup';
const ENGINE = Buffer.from('000000000000000000000002', 'hex');

describe('keys', () => {
  // RFC 3414 appendix A.3.
  it.each<[AuthProtocol, string, string]>([
    ['MD5', '9faf3283884e92834ebc9847d8edd963', '526f5eed9fcce26f8964c2930787d82b'],
    ['SHA', '9fb5cc0381497b3793528939ff788d5d79145211', '6695febc9288e36282235fc7151f128497b38f3f'],
  ])('of %s are those of RFC 3414', (protocol, key, localized) => {
    const stretched = passwordToKey(protocol, PASSWORD);
    expect(stretched.toString('hex')).toBe(key);
    expect(localizedKey(protocol, stretched, ENGINE).toString('hex')).toBe(localized);
  });

  const localized = (auth: AuthProtocol) => localizedKey(auth, passwordToKey(auth, PASSWORD), ENGINE);

  // draft-reeder-snmpv3-usm-3desede-00, sections B.1 and B.2.
  it.each<[AuthProtocol, PrivProtocol, string]>([
    ['MD5', 'AES256C', '526f5eed9fcce26f8964c2930787d82b79eff44a90650ee0a3a40abfac5acc12'],
    ['SHA', 'AES256C', '6695febc9288e36282235fc7151f128497b38f3f9b8b6d78936ba6e7d19dfd9c'],
    ['SHA', 'AES192C', '6695febc9288e36282235fc7151f128497b38f3f9b8b6d78'],
    ['SHA', 'AES', '6695febc9288e36282235fc7151f1284'],
    ['MD5', 'DES', '526f5eed9fcce26f8964c2930787d82b'],
  ])('of %s with %s', (auth, priv, key) =>
    expect(privacyKey(auth, priv, localized(auth), ENGINE).toString('hex')).toBe(key),
  );

  it.each<[AuthProtocol, PrivProtocol, number]>([
    ['MD5', 'AES192', 24],
    ['MD5', 'AES256', 32],
    ['SHA', 'AES256', 32],
    ['SHA224', 'AES256', 32],
    ['SHA512', 'AES256', 32],
    ['SHA512', 'AES192C', 24],
  ])('of %s with %s have %d octets, the localized one first', (auth, priv, length) => {
    const key = privacyKey(auth, priv, localized(auth), ENGINE);
    expect(key).toHaveLength(length);
    const own = localized(auth).subarray(0, length);
    expect(key.subarray(0, own.length)).toEqual(own);
  });

  it('are made once for each user of each engine', () => {
    const ring = new KeyRing();
    const auth = snmpAuth({
      version: 3,
      securityLevel: 'authPriv',
      password: PASSWORD,
      privPassword: 'other',
    });
    const keys = ring.keysOf(auth, ENGINE);
    expect(ring.keysOf({ ...auth }, Buffer.from(ENGINE))).toBe(keys);
    expect(keys.auth).toEqual(localized('MD5'));
    expect(ring.keysOf({ ...auth, privPassword: 'third' }, ENGINE).priv).not.toEqual(keys.priv);
    expect(ring.keysOf(auth, Buffer.from('01', 'hex')).auth).not.toEqual(keys.auth);
  });
});
