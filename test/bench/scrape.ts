/**
 * What a scrape of all default collectors costs beside node_exporter, on this host and on a made-up machine with much
 * hardware (or on the one below the folder that NODE_EXPORTER_FIXTURES names). Both are asked for the same collectors,
 * and once for their whole page. Fathom has the role of an exporter, as its peer has.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildMachine, machineParts } from '../parity/machine-part.ts';
import { COMMAND, knownToPeer, nodeCollectors } from '../parity/node-exporter.ts';
import { startFathom } from '../support/fathom.ts';
import { startPeer } from '../support/peer.ts';
import { type Cost, measureInTurn, type Plan } from './interleaved.ts';
import type { BenchResult } from './result.ts';

const PLAN: Plan = { warmUp: 3000, rounds: 30, perRound: 40 };
const GZIP = { 'accept-encoding': 'gzip' };
const ON_HOST = 0.35;
const ON_MACHINE = 0.4;

interface Case {
  readonly name: string;
  readonly target: number;
  /** `/` for this host. */
  readonly root: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The whole page, with what the two tell of themselves, instead of the collectors that both have. */
  readonly whole?: boolean;
}

export async function run(): Promise<BenchResult[]> {
  const given = process.env['NODE_EXPORTER_FIXTURES'];
  const made = given === undefined ? mkdtempSync(join(tmpdir(), 'fathom-bench-')) : null;
  if (made !== null) buildMachine(made, await machineParts());
  const machine = { target: ON_MACHINE, root: given ?? made ?? '/' };
  const host = { target: ON_HOST, root: '/' };
  const cases: Case[] = [
    { ...host, name: 'this host' },
    { ...host, name: 'this host, gzip', headers: GZIP },
    { ...host, name: 'this host, whole page', whole: true },
    { ...machine, name: given === undefined ? 'made-up machine' : 'fixture tree' },
  ];
  try {
    const results: BenchResult[] = [];
    for (const each of cases) results.push(...(await measure(each)));
    return results;
  } finally {
    if (made !== null) rmSync(made, { recursive: true });
  }
}

async function measure({ name, target, root, headers = {}, whole = false }: Case): Promise<BenchResult[]> {
  const all = await nodeCollectors();
  const collectors = knownToPeer(all.filter(({ defaultEnabled }) => defaultEnabled !== false));
  const paths =
    root === '/'
      ? []
      : [
          `--path.procfs=${join(root, 'proc')}`,
          `--path.sysfs=${join(root, 'sys')}`,
          `--path.udev.data=${join(root, 'udev')}`,
          `--path.rootfs=${root}`,
        ];
  const flags = [
    '--collector.disable-defaults',
    ...collectors.map(({ id }) => `--collector.${id}`),
    ...paths,
  ];
  const peer = await startPeer(COMMAND, [
    ...flags,
    '--collector.netdev.device-exclude=',
    '--web.listen-address={address}',
    ...(root === '/' ? [] : ['--no-collector.netdev.netlink']),
  ]);
  const fathom = await startFathom({ args: ['--roles=exporter', ...flags] });
  try {
    const path = whole ? '/metrics' : `/metrics?${collectors.map(({ id }) => `collect[]=${id}`).join('&')}`;
    const [theirs, ours] = await measureInTurn(
      [
        { url: peer.url + path, pid: peer.pid },
        { url: fathom.url + path, pid: fathom.pid },
      ],
      { ...PLAN, headers },
    );
    const what = `${collectors.length} collectors, ${name}`;
    return [
      ratio(`${what}: wall time, median`, 'wallMs', theirs, ours, target),
      ratio(`${what}: CPU time, median`, 'cpuMs', theirs, ours, target),
    ];
  } finally {
    await peer.stop();
    await fathom.stop();
  }
}

function ratio(name: string, key: keyof Cost, theirs: Cost, ours: Cost, target: number): BenchResult {
  const note = `node_exporter ${theirs[key].toFixed(3)} ms, Fathom ${ours[key].toFixed(3)} ms`;
  return { name, value: ours[key] / theirs[key], unit: 'of node_exporter', target, better: 'lower', note };
}
