import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AnyCollector } from '../../exporter/src/contract/module.ts';
import type { Ports } from '../../exporter/src/contract/ports.ts';
import cpu from '../../exporter/src/modules/collectors/cpu/module.ts';
import diskstats from '../../exporter/src/modules/collectors/diskstats/module.ts';
import filesystem from '../../exporter/src/modules/collectors/filesystem/module.ts';
import loadavg from '../../exporter/src/modules/collectors/loadavg/module.ts';
import meminfo from '../../exporter/src/modules/collectors/meminfo/module.ts';
import netdev from '../../exporter/src/modules/collectors/netdev/module.ts';
import stat from '../../exporter/src/modules/collectors/stat/module.ts';
import time from '../../exporter/src/modules/collectors/time/module.ts';
import uname from '../../exporter/src/modules/collectors/uname/module.ts';
import { KernelFileTree } from '../../exporter/src/platform/file-tree.ts';
import { filesystems } from '../../exporter/src/platform/filesystems.ts';
import { operatingSystem } from '../../exporter/src/platform/operating-system.ts';
import { encodePage } from '../../exporter/src/runtime/exposition.ts';
import type { FamilySamples } from '../../exporter/src/runtime/samples.ts';
import { collectorOf } from '../support/collect.ts';
import { startFathom } from '../support/fathom.ts';
import { hasCommand, type Peer, startPeer } from '../support/peer.ts';
import { compareFamilies, type Options } from './compare.ts';
import { MACHINE } from './machine.ts';

const COLLECTORS: readonly AnyCollector[] = [
  cpu,
  diskstats,
  filesystem,
  loadavg,
  meminfo,
  netdev,
  stat,
  time,
  uname,
];
const COMMAND = 'prometheus-node-exporter';

/** Debian's package has other defaults than the project it packages, and an older version has older ones. */
const PEER_ARGS = [
  '--web.listen-address={address}',
  '--web.disable-exporter-metrics',
  '--collector.disable-defaults',
  ...COLLECTORS.map(({ id }) => `--collector.${id}`),
  '--collector.stat.softirq',
  '--collector.cpu.info',
  '--collector.cpu.info.flags-include=.*',
  '--collector.cpu.info.bugs-include=.*',
  '--collector.netdev.device-exclude=',
  String.raw`--collector.diskstats.device-exclude=^(z?ram|loop|fd|(h|s|v|xv)d[a-z]|nvme\d+n\d+p)\d+$`,
  '--collector.filesystem.mount-points-exclude=^/(dev/pts|proc|sys)($|/)',
  '--collector.filesystem.fs-types-exclude=^(cgroup2?|devpts|proc|sysfs)$',
];
const OUR_CONFIG: Readonly<Record<string, object>> = {
  stat: { softirq: true },
  cpu: { infoFlagsInclude: '.*', infoBugsInclude: '.*' },
  filesystem: {
    mountPointsExclude: '^/(dev/pts|proc|sys)($|/)',
    fsTypesExclude: '^(cgroup2?|devpts|proc|sysfs)$',
  },
};

const MIB = 1024 * 1024;
const FILESYSTEM_LABEL = ['device_error'];

const OPTIONS = {
  prefixes: ['node_'],
  differs: {
    node_filesystem_mount_info: 'Debian has 1.5.0; the family came later',
    node_disk_device_mapper_backing_device_info: 'the family came after 1.5.0',
    node_exporter_build_info: 'the identity of node_exporter',
    node_scrape_collector_duration_seconds: 'of the runner, not of a collector',
    node_scrape_collector_success: 'of the runner, not of a collector',
  },
  extraLabels: {
    // Both labels came after 1.5.0.
    node_disk_info: ['rotational'],
    node_filesystem_avail_bytes: FILESYSTEM_LABEL,
    node_filesystem_device_error: FILESYSTEM_LABEL,
    node_filesystem_files: FILESYSTEM_LABEL,
    node_filesystem_files_free: FILESYSTEM_LABEL,
    node_filesystem_free_bytes: FILESYSTEM_LABEL,
    node_filesystem_readonly: FILESYSTEM_LABEL,
    node_filesystem_size_bytes: FILESYSTEM_LABEL,
  },
  /** How far values that rise and fall may swing in the milliseconds between the two scrapes of the peer. */
  tolerance(family: string) {
    if (/^node_memory_.*_bytes$|^node_filesystem_(avail|free)_bytes$/.test(family)) return swing(64 * MIB);
    if (family === 'node_filesystem_files_free') return swing(1000);
    if (/^node_procs_|^node_disk_io_now$/.test(family)) return swing(50);
    if (family.startsWith('node_load')) return swing(1);
    return null;
  },
} satisfies Options;
const DIFFERS = Object.fromEntries(
  Object.entries(OPTIONS.differs).filter(([family]) => !family.startsWith('node_scrape_collector_')),
);
/** The server reports on its collectors as its peer does; how long they took is their own. */
const SERVED_OPTIONS: Options = {
  ...OPTIONS,
  differs: DIFFERS,
  tolerance: (family) =>
    family === 'node_scrape_collector_duration_seconds' ? swing(1) : OPTIONS.tolerance(family),
};
const swing = (absolute: number) => ({ absolute, relative: 0 });
/** Something else on the machine may start or end within a comparison. */
const ATTEMPTS = 3;

interface Roots {
  readonly procfs: string;
  readonly sysfs: string;
  readonly udev: string;
}

/** The collectors' page: what `/metrics` answers for them. */
function inProcess({ procfs, sysfs, udev }: Roots): () => Promise<string> {
  const ports: Partial<Ports> = {
    procfs: new KernelFileTree(procfs),
    sysfs: new KernelFileTree(sysfs),
    udev: new KernelFileTree(udev),
    filesystems: filesystems('/'),
    os: operatingSystem(),
  };
  const runs = COLLECTORS.map((collector) => collectorOf(collector, ports, OUR_CONFIG[collector.id]));
  return async () => {
    const families: FamilySamples[] = [];
    for (const run of runs) families.push(...(await run()).families);
    return encodePage(families, 'text').toString();
  };
}

async function differencesFrom(
  peer: Peer,
  ourExposition: () => Promise<string>,
  options: Options = OPTIONS,
): Promise<string[]> {
  const scrape = async () => (await fetch(`${peer.url}/metrics`)).text();
  for (let attempt = 1; ; attempt += 1) {
    const before = await scrape();
    const ours = await ourExposition();
    const after = await scrape();
    const differences = compareFamilies({ before, after }, ours, options);
    if (differences.length === 0 || attempt === ATTEMPTS) return differences;
  }
}

const installed = await hasCommand(COMMAND);
if (!installed && process.env['CI'] === 'true') throw new Error(`${COMMAND} is not installed`);

describe.skipIf(!installed)(`beside ${COMMAND} (skipped when it is not installed)`, () => {
  let peer: Peer | undefined;
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'fathom-parity-'));
    for (const [path, content] of Object.entries(MACHINE)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
  });
  afterEach(() => peer?.stop());
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('shows this machine alike', async () => {
    peer = await startPeer(COMMAND, PEER_ARGS);
    const ours = inProcess({ procfs: '/proc', sysfs: '/sys', udev: '/run/udev/data' });
    expect(await differencesFrom(peer, ours)).toEqual([]);
  });

  it('serves this machine alike, with the same report on the collectors', async () => {
    peer = await startPeer(COMMAND, PEER_ARGS);
    writeFileSync(
      join(folder, 'fathom.yml'),
      JSON.stringify({ roles: ['exporter'], collectors: OUR_CONFIG }),
    );
    const fathom = await startFathom({ cwd: folder });
    const query = COLLECTORS.map(({ id }) => `collect[]=${id}`).join('&');
    const served = async () => (await fetch(`${fathom.url}/metrics?${query}`)).text();
    try {
      expect(await differencesFrom(peer, served, SERVED_OPTIONS)).toEqual([]);
    } finally {
      await fathom.stop();
    }
  });

  it('shows a machine with throttled CPUs, LVM and ATA disks alike', async () => {
    const roots = { procfs: join(folder, 'proc'), sysfs: join(folder, 'sys'), udev: join(folder, 'udev') };
    const paths = [
      `--path.procfs=${roots.procfs}`,
      `--path.sysfs=${roots.sysfs}`,
      `--path.udev.data=${roots.udev}`,
    ];
    peer = await startPeer(COMMAND, [...PEER_ARGS, ...paths, '--no-collector.netdev.netlink']);
    expect(await differencesFrom(peer, inProcess(roots))).toEqual([]);
  });
});
