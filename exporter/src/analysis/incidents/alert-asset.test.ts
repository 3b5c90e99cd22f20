import { describe, expect, it } from 'vitest';
import { advisorView } from '../../../../test/support/advisor-view.ts';
import type { Asset } from '../../model/asset.ts';
import { AssetId } from '../../model/asset.ts';
import { assetOfAlert, hostOf } from './alert-asset.ts';

const asset = (id: string, name: string, attributes: Asset['attributes'] = {}): Asset => ({
  ...advisorView({ nowMs: 0 }).asset,
  id,
  name,
  attributes,
});
const assets = [
  asset('host-self', 'self'),
  asset('host-web', 'web.example.org', {
    interfaces: [{ name: 'eth0', addresses: ['10.0.0.5/24', 'fe80::5/64'] }],
  }),
  asset('host-db', 'db'),
  asset('service-1', 'postgres'),
];
const inventory = {
  get: async (id: string) => assets.find((each) => each.id === id) ?? null,
  list: async () => ({ items: assets.filter(({ id }) => id.startsWith('host-')), nextCursor: null }),
};

describe('assetOfAlert', () => {
  it.each([
    { labels: { entity: 'service-1', instance: 'web.example.org:9100' }, expected: 'service-1' },
    { labels: { asset: 'host-db' }, expected: 'host-db' },
    { labels: { entity: 'host-self' }, expected: 'host-self' },
    { labels: { entity: 'unknown-1', instance: 'db:9100' }, expected: 'host-db' },
    { labels: { entity: 'unknown-1', instance: 'elsewhere:9100' }, expected: 'unknown-1' },
    { labels: { entity: '../etc/passwd' }, expected: 'host-self' },
    { labels: { instance: 'web.example.org:9100', job: 'node' }, expected: 'host-web' },
    { labels: { instance: 'WEB.example.org:9100' }, expected: 'host-web' },
    { labels: { instance: '10.0.0.5:9100' }, expected: 'host-web' },
    { labels: { instance: '[fe80::5]:9100' }, expected: 'host-web' },
    { labels: { instance: 'http://10.0.0.5:80/health' }, expected: 'host-web' },
    { labels: { instance: 'db.example.org:9100' }, expected: 'host-db' },
    { labels: { instance: 'blackbox:9115', nodename: 'db' }, expected: 'host-db' },
    { labels: { instance: 'self:9100' }, expected: 'host-self' },
    { labels: { instance: '127.0.0.1:9797', job: 'fathom' }, expected: 'host-self' },
    { labels: { instance: 'localhost:9100', job: 'node' }, expected: 'host-localhost' },
    { labels: { instance: 'fathom:9797', job: 'fathom' }, expected: 'host-self' },
    { labels: { instance: '10.0.0.5:9797', job: 'fathom' }, expected: 'host-web' },
    { labels: { instance: 'New Host/../x:1' }, expected: 'host-new-host' },
    { labels: { instance: 'ü'.repeat(300) }, expected: /^host-[0-9a-f]{16}$/ },
    { labels: { alertname: 'Watchdog' }, expected: 'host-self' },
    { labels: {}, expected: 'host-self' },
  ])('$labels → $expected', async ({ labels, expected }) => {
    const id = await assetOfAlert(labels, inventory, {
      asset: 'host-self',
      name: 'self',
    });
    expect(id).toEqual(typeof expected === 'string' ? expected : expect.stringMatching(expected));
    expect(AssetId.safeParse(id).success).toBe(true);
  });

  it.each([
    ['a:1', 'a'],
    ['a', 'a'],
    ['::1', '::1'],
    ['[::1]:80', '::1'],
    ['https://a.b:443/c?d', 'a.b'],
    ['', ''],
  ])('hostOf(%j) is %j', (instance, host) => expect(hostOf(instance)).toBe(host));
});
