/** Debian's node_exporter and our collectors on the same machine, real or made up. */
import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import type { FathomConfig } from '../../exporter/src/app/config/schema.ts';
import { openPorts, type OpenPorts } from '../../exporter/src/app/ports.ts';
import type { AnyCollector } from '../../exporter/src/contract/module.ts';
import { messageOf } from '../../exporter/src/model/errors.ts';
import { encodePage } from '../../exporter/src/runtime/exposition.ts';
import { FamilyMerger } from '../../exporter/src/runtime/family-merger.ts';
import { importModules, moduleFolders } from '../../scripts/generate/modules.ts';
import { collectorOf } from '../support/collect.ts';
import { type Peer, startPeer } from '../support/peer.ts';
import { compareFamilies, type Difference, type Options, type Tolerance } from './compare.ts';
import type { MachinePart } from './machine-part.ts';

export const COMMAND = 'prometheus-node-exporter';
const ROOT = resolve(import.meta.dirname, '../..');
/** Something else on the machine may start or end within a comparison. */
const ATTEMPTS = 3;
const PEER_TIMEOUT_MS = 10_000;

/** Of other peers, or on a made-up bus instead of a machine. */
const WITH_TESTS_OF_THEIR_OWN: ReadonlySet<string> = new Set(['ports', 'process-groups', 'systemd']);

/** Our collectors under names of node_exporter's, by id; all of them, or those that are named. */
export async function nodeCollectors(ids?: readonly string[]): Promise<AnyCollector[]> {
  const folders = moduleFolders(ROOT).filter(
    ({ kind, id }) => kind === 'collector' && (ids === undefined || ids.includes(id)),
  );
  const modules = (await importModules(ROOT, folders)) as AnyCollector[];
  return modules.filter(({ id }) => !WITH_TESTS_OF_THEIR_OWN.has(id));
}

/** Those of the collectors that the installed node_exporter has too. */
export function knownToPeer(collectors: readonly AnyCollector[]): AnyCollector[] {
  const help = execFileSync(COMMAND, ['--help'], { encoding: 'utf8', timeout: PEER_TIMEOUT_MS });
  return collectors.filter(({ id }) => new RegExp(`^ +--collector\\.${id}\\s`, 'm').test(help));
}

export interface Machine {
  /** `/` for the real one; else the folder with proc, sys and udev. */
  readonly root: string;
  readonly parts: readonly MachinePart[];
  readonly collectors: readonly AnyCollector[];
}

export function startNodeExporter({ root, parts, collectors }: Machine): Promise<Peer> {
  const paths =
    root === '/'
      ? []
      : [
          `--path.procfs=${join(root, 'proc')}`,
          `--path.sysfs=${join(root, 'sys')}`,
          `--path.udev.data=${join(root, 'udev')}`,
          `--path.rootfs=${root}`,
          '--no-collector.netdev.netlink',
        ];
  return startPeer(COMMAND, [
    '--web.listen-address={address}',
    '--web.disable-exporter-metrics',
    '--collector.disable-defaults',
    ...collectors.map(({ id }) => `--collector.${id}`),
    ...parts.flatMap(({ peerArgs }) => peerArgs?.(root) ?? []),
    ...paths,
  ]);
}

export interface OurSide {
  /** What `/metrics` answers for the collectors. */
  readonly page: () => Promise<string>;
  readonly close: () => Promise<void>;
}

/** A collector that fails leaves what it wrote before, as it does in the server. */
export function ourSide({ root, parts, collectors }: Machine, log?: (line: string) => void): OurSide {
  const opened = openOn(root);
  const config: Readonly<Record<string, object>> = Object.assign(
    {},
    ...parts.map((part) => part.config?.(root) ?? {}),
  ) as Record<string, object>;
  const runs = collectors.map((collector) => ({
    id: collector.id,
    run: collectorOf(collector, opened.ports, config[collector.id]),
  }));
  return {
    async page() {
      const families = [];
      for (const { id, run } of runs) {
        const { families: collected, error } = await run.attempt();
        if (error) log?.(`${id}: ${messageOf(error)}`);
        families.push(...collected);
      }
      return encodePage(new FamilyMerger().merge(families), 'text').toString();
    },
    close: opened.close,
  };
}

function openOn(root: string): OpenPorts {
  const path =
    root === '/'
      ? { procfs: '/proc', sysfs: '/sys', udev: '/run/udev/data', rootfs: '/' }
      : { procfs: join(root, 'proc'), sysfs: join(root, 'sys'), udev: join(root, 'udev'), rootfs: root };
  return openPorts({ path, snmp: { sourceAddress: null } } as FathomConfig, Date.now);
}

/** Of `node_exporter_build_info` and the report on the collectors, which are the server's, nothing is compared. */
const SERVERS_OWN = /^node_(exporter|scrape)_/;

export function nodeOptions(parts: readonly MachinePart[]): Options {
  return {
    prefixes: ['node_'],
    tolerance(family): Tolerance | null {
      for (const { tolerance } of parts) {
        const found = tolerance?.(family);
        if (found) return found;
      }
      return null;
    },
  };
}

/** What the two sides show differently, at the best of a few attempts. */
export async function differences(
  peer: Peer,
  ours: () => Promise<string>,
  parts: readonly MachinePart[],
): Promise<Difference[]> {
  const scrape = async () => (await fetch(`${peer.url}/metrics`)).text();
  let best: Difference[] | null = null;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const before = await scrape();
    const own = await ours();
    const after = await scrape();
    const found = compareFamilies({ before, after }, own, nodeOptions(parts)).filter(
      ({ family }) => !SERVERS_OWN.test(family),
    );
    if (best === null || found.length < best.length) best = found;
  }
  return best ?? [];
}
