import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { canMount, mountAlive, mountDead } from '../support/dead-filesystem.ts';
import { startFathom } from '../support/fathom.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const SCRAPE_TIMEOUT_S = 2;

describe.runIf(canMount())('network file systems that never answer', () => {
  it('cost their own samples only, as long as they are dead, and do not keep Fathom from stopping', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'fathom-dead-'));
    cleanups.push(() => rmSync(folder, { recursive: true }));
    const mounted = (name: string) => join(folder, name);
    const dead = [
      ['one.example:/a', mounted('dead1')],
      ['one.example:/b', mounted('dead2')],
      ['one.example:/c', mounted('dead3')],
      ['two.example:/a', mounted('dead4')],
      ['three.example:/a', mounted('dead5')],
    ].map(([device = '', mountpoint = '']) => mountDead(device, mountpoint));
    cleanups.push(() => dead.forEach((each) => each.unmount()));
    const alive = mountAlive(mounted('alive'));
    cleanups.push(() => alive.unmount());
    const config = { collectors: { filesystem: { fsTypesExclude: '^$' } }, roles: ['exporter'] };
    writeFileSync(join(folder, 'fathom.yml'), JSON.stringify(config));
    const fathom = await startFathom({ cwd: folder });
    cleanups.push(() => fathom.kill());

    const scrape = async () => {
      const startedAt = performance.now();
      const response = await fetch(`${fathom.url}/metrics?collect[]=filesystem&collect[]=loadavg`, {
        headers: { 'X-Prometheus-Scrape-Timeout-Seconds': String(SCRAPE_TIMEOUT_S) },
      });
      const page = await response.text();
      const of = (metric: string, name: string) =>
        page.split('\n').filter((line) => line.startsWith(metric) && line.includes(`${mounted(name)}"`));
      return {
        ms: performance.now() - startedAt,
        page,
        dead: [1, 2, 3, 4, 5].flatMap((i) => of('node_filesystem_device_error', `dead${i}`)),
        alive: of('node_filesystem_size_bytes', 'alive'),
      };
    };
    const first = await scrape();
    expect(first.ms).toBeLessThan(SCRAPE_TIMEOUT_S * 1000);
    for (let i = 0; i < 20; i += 1) {
      const { ms, page, dead: silent, alive: answering } = i === 0 ? first : await scrape();
      if (i > 0) expect(ms).toBeLessThan(1000);
      expect(page).toContain('node_load1 ');
      expect(page).toMatch(/^node_filesystem_size_bytes\{.*mountpoint="\/"\} /m);
      expect(answering).toHaveLength(1);
      expect(silent).toHaveLength(5);
      for (const line of silent) expect(line).toMatch(/device_error="mountpoint timeout".* 1$/);
    }
    const stoppingAt = performance.now();
    await fathom.stop();
    expect(performance.now() - stoppingAt).toBeLessThan(7000);
  });
});
