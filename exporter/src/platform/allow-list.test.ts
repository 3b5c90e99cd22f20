import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AllowList, faultOfEntry, PRIVATE_ADDRESSES } from './allow-list.ts';

describe('what is allowed by default', () => {
  it.each([
    ['10.0.0.1', true],
    ['172.16.0.1', true],
    ['172.32.0.1', false],
    ['192.168.1.1', true],
    ['127.8.8.8', true],
    ['::1', true],
    ['fd12::1', true],
    ['::ffff:10.0.0.1', true],
    ['::ffff:7f00:1', true],
    ['8.8.8.8', false],
    ['::ffff:8.8.8.8', false],
    ['2001:db8::1', false],
    ['169.254.169.254', false],
    ['::ffff:169.254.169.254', false],
    ['::ffff:a9fe:a9fe', false],
    ['64:ff9b::a9fe:a9fe', false],
    ['fd00:ec2::254', false],
    ['fe80::1%eth0', false],
    ['0.0.0.0', false],
    ['::', false],
    ['255.255.255.255', false],
    ['224.0.0.1', false],
  ])('%s: %s', (address, expected) => {
    expect(new AllowList(PRIVATE_ADDRESSES).choose(address, [address])).toBe(expected ? address : null);
  });
});

describe('entries', () => {
  it.each<[string[], string, string[], string | null]>([
    [['192.0.2.0/24'], '192.0.2.7', ['192.0.2.7'], '192.0.2.7'],
    [['192.0.2.7'], '192.0.2.8', ['192.0.2.8'], null],
    [['0.0.0.0/0'], '2001:db8::1', ['2001:db8::1'], null],
    [['::/0'], '192.0.2.1', ['192.0.2.1'], null],
    [['::/0'], '2001:db8::1', ['2001:db8::1'], '2001:db8::1'],
    [['0.0.0.0/0'], '169.254.169.254', ['169.254.169.254'], '169.254.169.254'],
    [['0.0.0.0/0', '!192.0.2.0/24'], '192.0.2.1', ['192.0.2.1'], null],
    [['*.example.com'], 'sw1.example.com', ['192.0.2.1'], '192.0.2.1'],
    [['*.example.com'], 'SW1.EXAMPLE.com.', ['192.0.2.1'], '192.0.2.1'],
    [['*.example.com'], 'example.com.evil.org', ['192.0.2.1'], null],
    [['sw?'], 'sw12', ['192.0.2.1'], null],
    [['10.1.*'], '10.1.2.3', ['10.1.2.3'], '10.1.2.3'],
    // A name opens no address that is no host of a network.
    [['*'], 'metadata.internal', ['169.254.169.254'], null],
    [['*'], 'both.example.com', ['fe80::1', '192.0.2.1'], '192.0.2.1'],
    [['*', '!bad.*'], 'bad.example.com', ['192.0.2.1'], null],
    [['*', '!10.0.0.0/8'], 'x.example.com', ['10.0.0.1'], null],
    // A name that is not allowed may lead to an address that is.
    [['10.0.0.0/8'], 'x.example.com', ['192.0.2.1', '10.0.0.1'], '10.0.0.1'],
    [[], '10.0.0.1', ['10.0.0.1'], null],
  ])('%j: %s at %j → %s', (entries, host, addresses, expected) => {
    expect(new AllowList(entries).choose(host, addresses)).toBe(expected);
  });

  it.each([
    ['10.0.0.0/8', null],
    ['!10.0.0.1', null],
    ['::/0', null],
    ['*.lan', null],
    ['router-1', null],
    ['10.0.0.0/33', 'the prefix of 10.0.0.0 is a number up to 32'],
    ['::1/129', 'the prefix of ::1 is a number up to 128'],
    ['10.0.0.300', 'expected an address'],
    ['10.0.0.0/8/9', 'expected an address'],
    ['http://x', 'expected an address'],
    ['fe80::1%eth0', 'expected an address'],
    ['', 'expected an address'],
    ['!', 'expected an address'],
    ['a b', 'expected an address'],
  ])('%j: %s', (entry, fault) => {
    if (fault === null) expect(faultOfEntry(entry)).toBeNull();
    else expect(faultOfEntry(entry)).toContain(fault);
  });

  it('matches long names in little time', () => {
    const list = new AllowList([`${'*a'.repeat(60)}b`]);
    const startedAt = performance.now();
    expect(list.choose('a'.repeat(250), ['192.0.2.1'])).toBeNull();
    expect(performance.now() - startedAt).toBeLessThan(100);
  });
});

it('any text is an entry or has a fault, and any host is allowed or not', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string()),
      fc.string(),
      fc.oneof(fc.ipV4(), fc.ipV6()),
      (entries, host, address) => {
        entries.forEach(faultOfEntry);
        expect([null, address]).toContain(new AllowList(entries).choose(host, [address]));
      },
    ),
  );
});
