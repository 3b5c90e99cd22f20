/** The first of the two commands, in a checkout that is installed and built: it must not do any of that again. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { freePort } from '../support/peer.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const START_LIMIT_MS = 3000;
const STOP_LIMIT_MS = 5000;

describe('npm start, again', () => {
  it('serves within 3 s without installing or building, and stops within 5 s', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'fathom-start-'));
    const url = `http://127.0.0.1:${await freePort()}`;
    const flags = [`--web.listen-address=${new URL(url).host}`, `--data.dir=${join(folder, 'data')}`];
    const startedAt = Date.now();
    const npm = spawn('npm', ['start', '--', ...flags], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    npm.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const answers = () =>
      fetch(`${url}/readyz`).then(
        ({ status }) => status === 200,
        () => false,
      );
    try {
      await expect.poll(answers, { timeout: 20_000, interval: 20 }).toBe(true);
      expect(Date.now() - startedAt, output).toBeLessThan(START_LIMIT_MS);
      expect(output).not.toMatch(/Installing|Building/);

      npm.kill('SIGTERM');
      await expect.poll(answers, { timeout: STOP_LIMIT_MS, interval: 20 }).toBe(false);
    } finally {
      npm.kill('SIGTERM');
      await rm(folder, { recursive: true, force: true });
    }
  });
});
