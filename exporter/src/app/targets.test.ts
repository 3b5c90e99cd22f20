import { describe, expect, it } from 'vitest';
import type { Asset } from '../model/asset.ts';
import type { JsonObject } from '../model/json.ts';
import type { AssetQuery, Inventory } from '../store/store.ts';
import { type OwnTarget, type ProbedTarget, Targets } from './targets.ts';

const OWN: OwnTarget = { port: 9797, scheme: 'http', path: '/metrics', loopbackOnly: false };
const METRICS = { scheme: 'http', path: '/metrics' };
const FATHOM = { service: 'fathom', asset: 'host-a', host: 'a' };

function service(id: string, attributes: JsonObject): Asset {
  const seen = '2026-01-01T00:00:00.000Z';
  return {
    id,
    kind: 'service',
    name: id,
    attributes,
    labels: {},
    relations: [],
    tenant: 'default',
    source: 'ports',
    status: 'active',
    firstSeen: seen,
    lastSeen: seen,
  };
}

/** Hands out one asset a page, so that paging is exercised too. */
function targetsOf(services: readonly Asset[], own: OwnTarget = OWN, probed: readonly ProbedTarget[] = []) {
  const list = ({ cursor = '0' }: AssetQuery) => {
    const at = Number(cursor);
    const nextCursor = at + 1 < services.length ? String(at + 1) : null;
    return Promise.resolve({ items: services.slice(at, at + 1), nextCursor });
  };
  const host = { asset: 'host-a', name: 'a', address: () => Promise.resolve('a.example') };
  return new Targets(
    { list } as unknown as Inventory,
    host,
    () => own,
    () => probed,
  );
}

const meta = (labels: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(labels).map(([name, value]) => [`__meta_fathom_${name}`, value]));

describe('Targets', () => {
  it('always has Fathom itself', async () => {
    expect(await targetsOf([]).list({ loopback: true })).toEqual([
      { targets: ['127.0.0.1:9797'], labels: meta(FATHOM) },
    ]);
    expect(await targetsOf([]).list({ loopback: false })).toEqual([
      { targets: ['a.example:9797'], labels: meta(FATHOM) },
    ]);
  });

  it('says scheme and path where they are not the usual ones', async () => {
    const own = { ...OWN, scheme: 'https', path: '/m' } as const;
    expect(await targetsOf([], own).list({ loopback: true })).toEqual([
      {
        targets: ['127.0.0.1:9797'],
        labels: { ...meta(FATHOM), __scheme__: 'https', __metrics_path__: '/m' },
      },
    ]);
  });

  it('has what Fathom asks for others, to be scraped without relabelling', async () => {
    const probed = [
      { probe: 'redfish', path: '/redfish', name: 'bmc1', query: { target: 'bmc1', auth: 'a' } },
    ];
    expect((await targetsOf([], OWN, probed).list({ loopback: false }))[1]).toEqual({
      targets: ['a.example:9797'],
      labels: {
        ...meta({ service: 'redfish', host: 'bmc1' }),
        __metrics_path__: '/redfish',
        __param_target: 'bmc1',
        __param_auth: 'a',
        instance: 'bmc1',
      },
    });
    const hidden = targetsOf([], { ...OWN, loopbackOnly: true }, probed);
    expect(await hidden.list({ loopback: false })).toEqual([]);
  });

  it('has what serves metrics and can be reached by the one who asks', async () => {
    const targets = targetsOf([
      service('s-9090', {
        port: 9090,
        addresses: ['0.0.0.0', '::'],
        service: 'prometheus',
        process: 'prometheus',
        metrics: METRICS,
      }),
      service('s-9093', {
        port: 9093,
        addresses: ['127.0.0.1'],
        service: 'alertmanager',
        loopbackOnly: true,
        metrics: METRICS,
      }),
      service('s-9100', { port: 9100, addresses: ['fd00::1'], service: 'node-exporter', metrics: METRICS }),
      service('s-22', { port: 22, addresses: ['0.0.0.0'], service: 'ssh' }),
      service('s-9797', { port: 9797, addresses: ['0.0.0.0'], service: 'fathom', metrics: METRICS }),
      service('odd', { port: 'x', metrics: METRICS }),
    ]);
    const near = await targets.list({ loopback: true });
    expect(near.map(({ targets: [target] }) => target)).toEqual([
      '127.0.0.1:9797',
      '127.0.0.1:9090',
      '127.0.0.1:9093',
      '[fd00::1]:9100',
    ]);
    expect(near[1]?.labels).toEqual(
      meta({ service: 'prometheus', asset: 's-9090', host: 'a', process: 'prometheus' }),
    );
    const far = await targets.list({ loopback: false });
    expect(far.map(({ targets: [target] }) => target)).toEqual([
      'a.example:9797',
      'a.example:9090',
      '[fd00::1]:9100',
    ]);
  });

  it('hides itself from others when only this machine can reach it', async () => {
    expect(await targetsOf([], { ...OWN, loopbackOnly: true }).list({ loopback: false })).toEqual([]);
  });
});
