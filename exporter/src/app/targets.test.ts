import { describe, expect, it } from 'vitest';
import type { Asset } from '../model/asset.ts';
import type { JsonObject } from '../model/json.ts';
import type { AssetQuery, Inventory } from '../store/store.ts';
import { Devices } from '../protocols/snmp/devices.ts';
import type { SnmpScrapes } from './snmp-targets.ts';
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
function targetsOf(
  assets: readonly Asset[],
  own: OwnTarget = OWN,
  snmp: SnmpScrapes | null = null,
  probed: readonly ProbedTarget[] = [],
) {
  const list = ({ cursor = '0', kind, source }: AssetQuery) => {
    const found = assets.filter((asset) => kind?.includes(asset.kind) ?? source?.includes(asset.source));
    const at = Number(cursor);
    const nextCursor = at + 1 < found.length ? String(at + 1) : null;
    return Promise.resolve({ items: found.slice(at, at + 1), nextCursor });
  };
  const host = { asset: 'host-a', name: 'a', address: () => Promise.resolve('a.example') };
  return new Targets(
    { list } as unknown as Inventory,
    host,
    () => own,
    () => snmp,
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
      {
        probe: 'redfish',
        path: '/redfish',
        name: 'bmc1',
        query: { target: 'bmc1', auth: 'a' },
        labels: { site: 'lab', instance: 'no', 'not a name': 'x', __param_target: 'evil' },
      },
    ];
    expect((await targetsOf([], OWN, null, probed).list({ loopback: false }))[1]).toEqual({
      targets: ['a.example:9797'],
      labels: {
        ...meta({ service: 'redfish', host: 'bmc1' }),
        __metrics_path__: '/redfish',
        __param_target: 'bmc1',
        __param_auth: 'a',
        instance: 'bmc1',
        site: 'lab',
      },
    });
    const hidden = targetsOf([], { ...OWN, loopbackOnly: true }, null, probed);
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

describe('devices', () => {
  const target = (name: string, address: string, more: object = {}) => ({
    name,
    address,
    auth: 'public_v2',
    modules: ['if_mib'],
    interval: 60_000,
    labels: {},
    ...more,
  });
  const configured = [
    target('core', '10.0.0.1', {
      modules: ['if_mib', 'hrDevice'],
      auth: 'v3',
      labels: { site: 'lab', instance: 'no', 'not a name': 'x', __param_target: 'evil' },
    }),
    target('edge', 'tcp://[fd00::2]:1161', { asset: 'router-2' }),
  ];
  const snmp = {
    path: '/snmp',
    targets: configured,
    devices: new Devices({ asset: 'host-a', name: 'a' }, () => [], configured),
  };
  const found = (id: string, attributes: JsonObject): Asset => ({
    ...service(id, attributes),
    kind: 'network-device',
    source: 'snmp',
    labels: { vendor: 'Acme' },
  });
  const labelsOf = async (assets: readonly Asset[], own = OWN, loopback = true) =>
    (await targetsOf(assets, own, snmp).list({ loopback })).slice(1);

  it('of the configuration are scraped through Fathom', async () => {
    expect(await labelsOf([])).toEqual([
      {
        targets: ['127.0.0.1:9797'],
        labels: {
          site: 'lab',
          instance: '10.0.0.1',
          __metrics_path__: '/snmp',
          __param_target: '10.0.0.1',
          __param_module: 'if_mib,hrDevice',
          __param_auth: 'v3',
          ...meta({ service: 'snmp', asset: 'device-10.0.0.1', name: 'core' }),
        },
      },
      {
        targets: ['127.0.0.1:9797'],
        labels: {
          instance: 'tcp://[fd00::2]:1161',
          __metrics_path__: '/snmp',
          __param_target: 'tcp://[fd00::2]:1161',
          __param_module: 'if_mib',
          __param_auth: 'public_v2',
          ...meta({ service: 'snmp', asset: 'router-2', name: 'edge' }),
        },
      },
    ]);
  });

  it('that were found are too, each once, over the scheme that Fathom has', async () => {
    const groups = await labelsOf(
      [
        found('device-10.0.0.1', { address: '10.0.0.1', snmp: { auth: 'v3', port: 161 } }),
        found('device-10.0.0.9', { address: '10.0.0.9', snmp: { auth: 'public_v2', port: 161 } }),
        found('device-fd00::9', { address: 'fd00::9', snmp: { auth: 'public_v2', port: 1161 } }),
        found('device-odd', { address: '10.0.0.8' }),
      ],
      { ...OWN, scheme: 'https' },
    );
    expect(groups.map(({ labels }) => labels['__param_target'])).toEqual([
      '10.0.0.1',
      'tcp://[fd00::2]:1161',
      '10.0.0.9',
      '[fd00::9]:1161',
    ]);
    expect(groups[2]?.labels).toMatchObject({
      vendor: 'Acme',
      instance: '10.0.0.9',
      __param_module: 'if_mib',
      __scheme__: 'https',
    });
  });

  it('are nothing for those who cannot reach Fathom', async () => {
    expect(await targetsOf([], { ...OWN, loopbackOnly: true }, snmp).list({ loopback: false })).toEqual([]);
  });
});
