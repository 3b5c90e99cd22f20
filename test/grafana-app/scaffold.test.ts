/** The build's configuration is Grafana's own: what `create-plugin` makes, and nothing changed by hand. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const APP = resolve(import.meta.dirname, '../../grafana-app');
const FLAGS = ['--plugin-name=Infrastructure', '--plugin-type=app', '--org-name=fathom', '--no-backend'];

function contents(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    entries
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]),
  );
}

describe('.config', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'fathom-scaffold-'));
    const tool = createRequire(join(APP, 'package.json')).resolve('@grafana/create-plugin/package.json');
    execFileSync(process.execPath, [join(dirname(tool), 'dist/bin/run.js'), ...FLAGS], {
      cwd: folder,
      // It writes the commands of the package manager that calls it.
      env: { ...process.env, npm_config_user_agent: 'npm/11.0.0' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is as generated', () =>
    expect(contents(join(APP, '.config'))).toEqual(
      contents(join(folder, 'fathom-infrastructure-app/.config')),
    ));
});
