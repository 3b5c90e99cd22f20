import { describe, expect, it } from 'vitest';
import { instanceNames } from './instanceNames';

describe('instanceNames', () => {
  it('takes names and addresses from wherever scanners and clients write them', () => {
    const attributes = JSON.parse(
      '{"hostname":"web-1","fqdn":"web-1.example.org","addresses":["10.0.0.1"],"interfaces":[{"addresses":["192.0.2.2/24"]},7]}'
    );
    expect(instanceNames({ name: 'web-1', attributes })).toEqual([
      'web-1',
      'web-1.example.org',
      '10.0.0.1',
      '192.0.2.2',
    ]);
  });

  it('has the name at least, and a bounded number of others', () => {
    expect(instanceNames({ name: 'a' })).toEqual(['a']);
    const attributes = JSON.parse(JSON.stringify({ addresses: Array.from({ length: 99 }, (_, i) => `10.0.0.${i}`) }));
    expect(instanceNames({ name: 'a', attributes })).toHaveLength(16);
  });
});
