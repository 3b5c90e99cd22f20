/** Which of what was found is meant. */
import { instanceNames } from '../../components/instanceNames';
import type { Asset, Incident } from '../../api/types';

/** An address or name as Prometheus has it, without its port: `web-01:9100`, `[::1]:9100`. */
export function withoutPort(name: string): string {
  const bracketed = /^\[([^\]]+)\](?::\d+)?$/.exec(name);
  if (bracketed !== null) {
    return bracketed[1] ?? name;
  }
  return /^[^:]+:\d+$/.test(name) ? name.slice(0, name.indexOf(':')) : name;
}

/** Ways to write the names, the surest first: as they are, without the port, without the domain. */
export function spellings(names: readonly string[]): readonly string[] {
  const hosts = names.map(withoutPort);
  const short = hosts.filter((name) => !isAddress(name)).map((name) => name.split('.')[0] ?? name);
  return [...new Set([...names, ...hosts, ...short].map((name) => name.toLowerCase()))].filter((name) => name !== '');
}

export const isAddress = (name: string): boolean =>
  /^(?:\d{1,3}\.){3}\d{1,3}$/.test(name) || /^[\da-f:]*:[\da-f:]*:[\da-f:.]*$/i.test(name);

/** Those that a spelling names, by id, name, label or address; those of the surest spelling only. */
export function assetsNamed(assets: readonly Asset[], spelled: readonly string[]): readonly Asset[] {
  for (const name of spelled) {
    const named = assets.filter((asset) => callsItself(asset).includes(name));
    if (named.length > 0) {
      return preferred(named);
    }
  }
  return [];
}

function callsItself(asset: Asset): readonly string[] {
  const { instance = '', host = '', hostname = '' } = asset.labels;
  return [asset.id, ...instanceNames(asset), instance, withoutPort(instance), host, hostname].map((name) =>
    name.toLowerCase()
  );
}

/** Machines before what runs on them, and what is there before what is gone. */
function preferred(assets: readonly Asset[]): readonly Asset[] {
  const active = assets.filter(({ status }) => status !== 'gone');
  const there = active.length > 0 ? active : assets;
  const machines = there.filter(({ kind }) => kind !== 'process' && kind !== 'service');
  return machines.length > 0 ? machines : there;
}

/** Those with the alert, of one of the assets if any is named; open ones before others. */
export function incidentsOf(
  incidents: readonly Incident[],
  alert: string,
  spelled: readonly string[]
): readonly Incident[] {
  const ofAlert = incidents.filter((incident) =>
    incident.alerts.some(
      ({ name, labels }) => name === alert && isAbout([incident.asset, ...Object.values(labels)], spelled)
    )
  );
  const open = ofAlert.filter(({ status }) => status === 'open');
  return open.length > 0 ? open : ofAlert.slice(0, 1);
}

function isAbout(values: readonly string[], spelled: readonly string[]): boolean {
  return spelled.length === 0 || spellings(values).some((value) => spelled.includes(value));
}
