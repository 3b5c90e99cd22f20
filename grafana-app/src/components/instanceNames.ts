import type { Asset } from '../api/types';
import { isRecord } from '../isRecord';

/** More addresses than one scrapes an asset at. */
const MAX_NAMES = 16;

/** What Prometheus may call the asset: its names, and its addresses without their prefix length. */
export function instanceNames({ name, attributes = {} }: Pick<Asset, 'name' | 'attributes'>): string[] {
  const given: Record<string, unknown> = attributes;
  const interfaces = Array.isArray(given.interfaces) ? given.interfaces.filter(isRecord) : [];
  const addresses = [given, ...interfaces].flatMap(({ addresses: own }) => (Array.isArray(own) ? own : []));
  const names = [
    name,
    given.hostname,
    given.fqdn,
    given.address,
    ...addresses.map((each) => String(each).replace(/\/\d+$/, '')),
  ];
  return [...new Set(names.filter((each) => typeof each === 'string'))].slice(0, MAX_NAMES);
}
