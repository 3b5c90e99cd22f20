import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { collect, collectorOf } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import { ModuleError } from '../../../contract/module.ts';
import type { Filesystems, FilesystemStats } from '../../../contract/ports.ts';
import filesystem from './module.ts';

const STATS: FilesystemStats = {
  blockSize: 4096,
  blocks: 100,
  blocksFree: 50,
  blocksAvailable: 40,
  files: 1000,
  filesFree: 900,
};
const local = (overrides: Partial<Filesystems> = {}): Filesystems => ({
  root: '/',
  statSync: () => STATS,
  stat: () => Promise.reject(new ModuleError('bug', 'not to be asked')),
  ...overrides,
});
const mount = (mountpoint: string, fstype: string, device = '/dev/sda', number = '8:0', options = 'rw') =>
  `29 1 ${number} / ${mountpoint} ${options} shared:1 master:2 - ${fstype} ${device} rw,errors=remount-ro\n`;
const run = (text: string, config: object = {}, filesystems = local()) =>
  collect(filesystem, { procfs: fileTree({ '1/mountinfo': text }), filesystems }, config);
const mountpoints = (lines: readonly string[]) =>
  lines
    .filter((line) => line.startsWith('node_filesystem_size_bytes'))
    .map((line) => /mountpoint="(.*)"/.exec(line)?.[1]);

describe('filesystem', () => {
  it('shows a file system', async () => {
    const labels = 'device="/dev/sda",device_error="",fstype="ext4",mountpoint="/data"';
    expect((await run(mount('/data', 'ext4', '/dev/sda', '8:3', 'ro,noatime'))).lines).toEqual([
      `node_filesystem_avail_bytes{${labels}} 163840`,
      `node_filesystem_device_error{${labels}} 0`,
      `node_filesystem_files{${labels}} 1000`,
      `node_filesystem_files_free{${labels}} 900`,
      `node_filesystem_free_bytes{${labels}} 204800`,
      'node_filesystem_mount_info{device="/dev/sda",major="8",minor="3",mountpoint="/data"} 1',
      `node_filesystem_readonly{${labels}} 1`,
      `node_filesystem_size_bytes{${labels}} 409600`,
    ]);
  });

  const many = [
    mount('/', 'ext4'),
    mount('/dev', 'devtmpfs'),
    mount('/proc', 'proc'),
    mount('/developer', 'xfs'),
    mount('/run/credentials/x', 'tmpfs'),
    mount('/run', 'tmpfs'),
    mount('/var/lib/docker/x', 'ext4'),
    mount('/var/lib/docker', 'ext4'),
  ].join('');
  it.each([
    [{}, ['/', '/developer', '/run', '/var/lib/docker']],
    [{ mountPointsExclude: '^/(dev|var|run)' }, ['/']],
    [{ mountPointsInclude: '^/run' }, ['/run/credentials/x', '/run']],
    [{ fsTypesInclude: '^xfs$' }, ['/developer']],
    [{ fsTypesExclude: '^(ext4|tmpfs)$' }, ['/developer']],
  ])('with %j it looks at %j', async (config, expected) => {
    expect(mountpoints((await run(many, config)).lines)).toEqual(expected);
  });

  it.each([
    [
      { mountPointsInclude: 'a', mountPointsExclude: 'b' },
      'mount-points-exclude & mount-points-include are mutually',
    ],
    [
      { fsTypesInclude: 'a', fsTypesExclude: 'b' },
      'fs-types-exclude & fs-types-include are mutually exclusive',
    ],
    [{ mountTimeout: '1ms' }, 'at least 10ms'],
    [{ mountTimeout: 'soon' }, 'not a duration'],
    [{ mountPointsInclude: '[' }, 'not a regular expression'],
  ])('refuses %j', (config, message) => expect(() => filesystem.config.parse(config)).toThrow(message));

  it.each([
    ['/with\\040blank', '/with blank'],
    ['/with\\011tab', '/with\ttab'],
    ['/with\\134backslash', '/with\\\\backslash'],
    ['/with\\012newline', '/with\\nnewline'],
    ['/with\\043hash', '/with#hash'],
    ['/with\\777', '/with\\\\777'],
    ['/with\xc3\xa4', '/with\u00e4'],
    ['/with\xff', '/with\ufffd'],
  ])('shows the mount point %j as %j', async (escaped, shown) => {
    expect(mountpoints((await run(mount(escaped, 'ext4'))).lines)).toEqual([shown]);
  });

  it('shows mounts that look alike once, and one over another twice', async () => {
    const text =
      mount('/x', 'tmpfs', 'tmpfs', '0:1') + mount('/x', 'tmpfs', 'tmpfs', '0:2') + mount('/x', 'ext4');
    expect(mountpoints((await run(text)).lines)).toEqual(['/x', '/x']);
  });

  it('takes the host root off, and asks below it', async () => {
    const asked: string[] = [];
    const filesystems = local({ root: '/host', statSync: (path) => (asked.push(path), STATS) });
    const text = mount('/host', 'ext4') + mount('/host/data', 'xfs') + mount('/hostile', 'xfs');
    expect(mountpoints((await run(text, {}, filesystems)).lines)).toEqual(['/', '/data', '/hostile']);
    expect(asked).toEqual(['/', '/data', '/hostile']);
  });

  it('shows an error as a label, with readonly alone', async () => {
    const filesystems = local({
      statSync: () => {
        throw new ModuleError('permission_denied', 'permission denied');
      },
    });
    const labels = 'device="/dev/sda",device_error="permission denied",fstype="ext4",mountpoint="/x"';
    expect((await run(mount('/x', 'ext4'), {}, filesystems)).lines).toEqual([
      `node_filesystem_device_error{${labels}} 1`,
      `node_filesystem_readonly{${labels}} 0`,
    ]);
  });

  it('reads its own mounts when it may not read those of the first process', async () => {
    const procfs = fileTree({ 'self/mountinfo': mount('/x', 'ext4') });
    expect(mountpoints((await collect(filesystem, { procfs, filesystems: local() })).lines)).toEqual(['/x']);
    const nothing = collect(filesystem, { procfs: fileTree({}), filesystems: local() });
    await expect(nothing).rejects.toMatchObject({ code: 'unsupported' });
  });

  it('follows mounts that come and go', async () => {
    let text = mount('/a', 'ext4');
    const next = collectorOf(filesystem, {
      procfs: { ...fileTree({}), read: () => Buffer.from(text) },
      filesystems: local(),
    });
    expect(mountpoints((await next()).lines)).toEqual(['/a']);
    text = mount('/b', 'ext4');
    expect(mountpoints((await next()).lines)).toEqual(['/b']);
  });

  it('is synchronous without network file systems', () => {
    const context = {
      procfs: fileTree({ '1/mountinfo': '' }),
      filesystems: local(),
      state: filesystem.init?.(filesystem.config.parse({})),
    };
    expect(filesystem.collect(context as never, filesystem.config.parse({}), {} as never)).toBeUndefined();
  });

  it.each(['one\n', '29 1 8:0 / data rw - ext4 /dev/sda rw\n', mount('/x', 'ext4').slice(0, 30)])(
    'refuses %j',
    async (text) => expect(run(text)).rejects.toMatchObject({ code: 'malformed_reply' }),
  );

  describe('with a network file system that never answers', () => {
    const text = mount('/', 'ext4') + mount('/dead', 'nfs4', 's:/x') + mount('/alive', 'nfs4', 't:/x');
    const servers: string[] = [];
    const filesystems = local({
      stat: (mountpoint, server) => {
        servers.push(server ?? '');
        return mountpoint === '/dead' ? new Promise(() => undefined) : Promise.resolve(STATS);
      },
    });
    const dead = (name: string, value: number) =>
      `node_filesystem_${name}{device="s:/x",device_error="mountpoint timeout",fstype="nfs4",mountpoint="/dead"} ${value}`;

    beforeEach(() => vi.useFakeTimers());
    afterEach(() => vi.useRealTimers());

    it('shows all others, each time, and waits only once', async () => {
      const procfs = fileTree({ '1/mountinfo': text });
      const next = collectorOf(filesystem, { procfs, filesystems }, { mountTimeout: '2s' });
      servers.length = 0;
      const first = next();
      await vi.advanceTimersByTimeAsync(2000);
      expect(mountpoints((await first).lines)).toEqual(['/', '/alive']);
      expect(servers).toEqual(['s', 't']);
      for (let i = 0; i < 3; i += 1) {
        const { lines } = await next(); // the clock stands still
        expect(mountpoints(lines)).toEqual(['/', '/alive']);
        expect(lines.filter((line) => line.includes('timeout'))).toEqual([
          dead('device_error', 1),
          dead('readonly', 0),
        ]);
      }
    });

    it('hands over what it has before its deadline', async () => {
      const config = filesystem.config.parse({});
      const told: string[] = [];
      const out = new Proxy({}, { get: (_, name) => () => told.push(String(name)) });
      const context = {
        procfs: fileTree({ '1/mountinfo': text }),
        filesystems,
        state: filesystem.init?.(config),
        timeLeft: () => 1000,
        signal: new AbortController().signal,
      };
      const done = filesystem.collect(context as never, config, out as never);
      const shown = () => told.filter((name) => name === 'node_filesystem_device_error').length;
      await vi.advanceTimersByTimeAsync(899);
      expect(shown()).toBe(2);
      await vi.advanceTimersByTimeAsync(1);
      await done;
      expect(shown()).toBe(3);
    });
  });
});
