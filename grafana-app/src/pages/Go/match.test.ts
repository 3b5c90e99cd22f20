import { describe, expect, it } from 'vitest';
import type { Asset, Incident, IncidentAlert } from '../../api/types';
import { assetsNamed, incidentsOf, isAddress, spellings, withoutPort } from './match';

const ASSET: Asset = {
  id: 'host-a',
  name: 'a',
  kind: 'host',
  status: 'active',
  tenant: 'default',
  source: 'test',
  labels: {},
  attributes: {},
  relations: [],
  firstSeen: '2026-01-01T00:00:00Z',
  lastSeen: '2026-01-01T00:00:00Z',
};
const asset = (id: string, more: Partial<Asset> = {}): Asset => ({ ...ASSET, id, name: id, ...more });

const ALERT: IncidentAlert = {
  fingerprint: 'f',
  name: 'HostDown',
  status: 'firing',
  labels: { instance: 'web-01:9100' },
  annotations: {},
  startsAt: '2026-01-01T00:00:00Z',
  endsAt: null,
  generatorUrl: null,
  alertmanagerUrl: null,
};
const incident = (id: string, more: Partial<Incident> = {}): Incident => ({
  id,
  tenant: 'default',
  title: 'HostDown',
  asset: 'host-web-01',
  severity: 'high',
  status: 'open',
  startedAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:00:00Z',
  resolvedAt: null,
  acknowledged: null,
  activity: [],
  alerts: [ALERT],
  causes: [],
  score: null,
  metrics: [],
  events: [],
  recommendations: [],
  ...more,
});

describe('names', () => {
  it.each([
    ['web-01:9100', 'web-01'],
    ['web-01', 'web-01'],
    ['10.1.2.3:9100', '10.1.2.3'],
    ['[fe80::1]:9100', 'fe80::1'],
    ['fe80::1', 'fe80::1'],
    ['host:with:colons', 'host:with:colons'],
  ])('%s without its port is %s', (name, expected) => expect(withoutPort(name)).toBe(expected));

  it('are tried as they are, without port, without domain', () => {
    expect(spellings(['Web-01.example.org:9100'])).toEqual(['web-01.example.org:9100', 'web-01.example.org', 'web-01']);
    expect(spellings(['10.1.2.3:9100'])).toEqual(['10.1.2.3:9100', '10.1.2.3']);
  });

  it.each([
    ['10.1.2.3', true],
    ['fe80::1', true],
    ['web-01', false],
    ['1.2.3', false],
  ])('%s is an address: %s', (name, expected) => expect(isAddress(name)).toBe(expected));
});

describe('assets', () => {
  const ids = (assets: readonly Asset[], ...names: string[]) =>
    assetsNamed(assets, spellings(names)).map(({ id }) => id);

  it.each([
    ['id', asset('host-x')],
    ['name', asset('b', { name: 'HOST-X' })],
    ['label', asset('b', { labels: { instance: 'host-x:9100' } })],
    ['address', asset('b', { attributes: { interfaces: [{ addresses: ['10.0.0.1/24'] }] } })],
  ])('are found by %s', (_, wanted) => {
    expect(ids([asset('other'), wanted], 'host-x:9100', '10.0.0.1')).toEqual([wanted.id]);
  });

  it('are not found by a part of the name', () => expect(ids([asset('web-011')], 'web-01')).toEqual([]));

  it('are machines before processes, and there before gone', () => {
    const process = asset('p', { name: 'x', kind: 'process' });
    const gone = asset('g', { name: 'x', status: 'gone' });
    const host = asset('h', { name: 'x' });
    expect(ids([process, gone, host], 'x')).toEqual(['h']);
    expect(ids([process, gone], 'x')).toEqual(['p']);
    expect(ids([gone], 'x')).toEqual(['g']);
  });
});

describe('incidents', () => {
  const ids = (incidents: readonly Incident[], alert: string, ...names: string[]) =>
    incidentsOf(incidents, alert, spellings(names)).map(({ id }) => id);

  it('have the alert, and are about the asset', () => {
    const other = incident('b', { asset: 'host-b', alerts: [{ ...ALERT, labels: { instance: 'web-02:9100' } }] });
    expect(ids([incident('a'), other], 'HostDown', 'web-01:9100')).toEqual(['a']);
    expect(ids([incident('a'), other], 'HostDown')).toEqual(['a', 'b']);
    expect(ids([incident('a')], 'Other')).toEqual([]);
  });

  it('are the open ones, or else the newest', () => {
    const resolved = incident('r', { status: 'resolved' });
    expect(ids([resolved, incident('o')], 'HostDown')).toEqual(['o']);
    expect(ids([resolved, incident('s', { status: 'resolved' })], 'HostDown')).toEqual(['r']);
  });
});
