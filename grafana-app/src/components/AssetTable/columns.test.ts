import { describe, expect, it } from 'vitest';
import type { Asset } from '../../api/types';
import { attributeColumns, DEFAULT_COLUMNS, ownValue, toColumns, toggleColumn } from './columns';

const asset: Asset = {
  id: 'web-1',
  name: 'web-1',
  kind: 'host',
  status: 'active',
  tenant: 'default',
  source: 'local',
  labels: { env: 'prod', 'k8s.io/zone': 'a' },
  attributes: JSON.parse('{"cores": 8, "os": {"name": "Debian"}, "note": null, "up": false, "a,b": 1}'),
  relations: [],
  firstSeen: '2026-11-01T00:00:00.000Z',
  lastSeen: '2026-11-02T00:00:00.000Z',
};

describe('columns', () => {
  it('are those of the address that are known, once each, and always with the name', () => {
    expect(toColumns(['kind', 'nonsense', 'labels.env', 'kind', 'labels.'])).toEqual(['name', 'kind', 'labels.env']);
    expect(toColumns(['status', 'name'])).toEqual(['status', 'name']);
  });

  it('are the usual ones when none is known', () => {
    expect(toColumns([])).toEqual(DEFAULT_COLUMNS);
    expect(toColumns(['nonsense'])).toEqual(DEFAULT_COLUMNS);
  });

  it('are bounded', () => {
    const many = Array.from({ length: 100 }, (_, index) => `labels.${index}`);
    expect(toColumns(many).length).toBeLessThanOrEqual(21);
  });

  it('come at the end when chosen, and go when chosen again', () => {
    expect(toggleColumn(['name'], 'labels.env')).toEqual(['name', 'labels.env']);
    expect(toggleColumn(['name', 'labels.env'], 'labels.env')).toEqual(['name']);
  });

  it('show labels and attributes, whatever is in them', () => {
    expect(ownValue(asset, 'labels.k8s.io/zone')).toBe('a');
    expect(ownValue(asset, 'attributes.cores')).toBe('8');
    expect(ownValue(asset, 'attributes.up')).toBe('false');
    expect(ownValue(asset, 'attributes.os')).toBe('{"name":"Debian"}');
    expect(ownValue(asset, 'attributes.note')).toBeNull();
    expect(ownValue(asset, 'labels.constructor')).toBeNull();
  });

  it('offer the attributes of the assets at hand, without those that no list can name', () => {
    expect(attributeColumns([asset, asset])).toEqual([
      'attributes.cores',
      'attributes.note',
      'attributes.os',
      'attributes.up',
    ]);
  });
});
