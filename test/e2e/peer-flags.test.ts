/** Fathom started as the peers were started. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startFathom } from '../support/fathom.ts';
import { freePort } from '../support/peer.ts';

const BINARY = fileURLToPath(new URL('../../exporter/bin/fathom.mjs', import.meta.url));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fathom-peer-flags-'));
});
afterEach(() => rmSync(folder, { recursive: true }));
const page = async (url: string, query = '') => (await fetch(`${url}/metrics${query}`)).text();

describe('fathom serve with the flags of node_exporter', () => {
  it('serves what they ask for, on every address', async () => {
    mkdirSync(join(folder, 'textfiles'));
    writeFileSync(join(folder, 'textfiles/a.prom'), 'node_from_a_textfile 7\n');
    const second = `127.0.0.1:${await freePort()}`;
    const fathom = await startFathom({
      args: [
        `--web.listen-address=${second}`,
        '--runtime.gomaxprocs=1',
        '--collector.disable-defaults',
        '--collector.loadavg',
        '--collector.textfile',
        `--collector.textfile.directory=${folder}/text*`,
        '--no-collector.perf',
        '--log.format=logfmt',
      ],
    });
    try {
      expect(fathom.output()).toContain('--runtime.gomaxprocs has no effect');
      const all = await page(fathom.url);
      expect(all).toMatch(/^node_load1 /m);
      expect(all).toMatch(/^node_from_a_textfile 7$/m);
      expect(all).not.toMatch(/^node_memory_/m);
      expect(all).toMatch(/^node_exporter_build_info\{.*version="1\.12\.1"\} 1$/m);
      expect(all).toMatch(/^process_virtual_memory_max_bytes /m);

      const selected = await page(`http://${second}`, '?collect[]=loadavg');
      expect(selected).toMatch(/^node_load1 /m);
      expect(selected).toMatch(/^node_exporter_build_info\{/m);
      expect(selected).toMatch(/^promhttp_metric_handler_requests_in_flight 1$/m);
      expect(selected).toMatch(/^promhttp_metric_handler_requests_total\{code="200"\} 1$/m);
      expect(selected).not.toMatch(/^(fathom_|nodejs_|node_from)/m);
    } finally {
      await fathom.stop();
    }
  });

  it('keeps quiet about itself when told to, but says what it is', async () => {
    const fathom = await startFathom({ args: ['--web.disable-exporter-metrics'] });
    try {
      const text = await page(fathom.url);
      expect(text).toMatch(/^node_exporter_build_info\{/m);
      expect(text).toMatch(/^fathom_build_info\{/m);
      expect(text).not.toMatch(/^(process_|promhttp_|nodejs_|go_)/m);
    } finally {
      await fathom.stop();
    }
  });

  it.each([
    [['--path.procfs=/none'], /path\.procfs = "\/none": there is no such folder/],
    [['--path.sysfs=/proc'], /path\.sysfs = "\/proc": that is no sysfs file system/],
    [['--collector.perf'], /--collector\.perf: Fathom does not have the collector perf/],
    [['--web.systemd-socket'], /systemd handed over no socket/],
    [
      ['--collector.diskstats.device-include=a', '--collector.diskstats.device-exclude=b'],
      /device-exclude & device-include are mutually exclusive/,
    ],
  ])('does not start with %j', async (args, message) => {
    await expect(startFathom({ args })).rejects.toThrow(message);
  });
});

/** Becomes the process with the socket as descriptor 3, as systemd starts it. */
const ACTIVATED = 'LISTEN_FDS=1 LISTEN_PID=$$ exec "$@"';

it('serves on the socket that systemd hands over', async () => {
  const listening = createServer();
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  const { fd } = (listening as unknown as { readonly _handle: { readonly fd: number } })._handle;
  const address = listening.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const command = [process.execPath, BINARY, 'serve', '--web.systemd-socket', `--data.dir=${folder}/data`];
  const child: ChildProcess = spawn('sh', ['-c', ACTIVATED, 'sh', ...command], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit', fd],
  });
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  // Only the child accepts from here on.
  listening.close();
  const ended = new Promise((resolve) => child.once('exit', resolve));
  try {
    await expect.poll(() => output, { timeout: 20_000 }).toContain('is ready');
    expect(output).toContain(`http://127.0.0.1:${port}/metrics`);
    expect(await page(`http://127.0.0.1:${port}`, '?collect[]=loadavg')).toMatch(/^node_load1 /m);
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
});
