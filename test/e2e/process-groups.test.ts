/** process-exporter's command line and file, as its users have them, and what it cannot do: a reload. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { buildExporter } from '../../scripts/steps/build-exporter.mjs';
import { parseExposition } from '../parity/exposition.ts';
import { startFathom } from '../support/fathom.ts';

const item = (name: string) => `process_names: [{ name: '${name} {{.ExeBase}}', exe: [fathom-sleeper] }]\n`;

it('starts with the flags of process-exporter, and takes a changed file at a reload', async () => {
  await buildExporter(join(import.meta.dirname, '../..'));
  const folder = mkdtempSync(join(tmpdir(), 'fathom-groups-'));
  const file = join(folder, 'groups.yml');
  const sleeper = join(folder, 'fathom-sleeper');
  symlinkSync('/bin/sleep', sleeper);
  const child = spawn(sleeper, ['300'], { stdio: 'ignore' });
  await once(child, 'spawn');
  writeFileSync(file, item('one'));
  const server = await startFathom({
    args: ['--roles=exporter', '-config.path', file, '-threads=false', '-children=false'],
  });
  const page = async () =>
    parseExposition(await (await fetch(`${server.url}/metrics?collect[]=process-groups`)).text());
  const groups = async () =>
    (await page())
      .get('namedprocess_namegroup_num_procs')
      ?.samples.map(({ labels, value }) => [labels['groupname'], value]);
  const reload = async () => {
    const reply = await fetch(`${server.url}/-/reload`, { method: 'POST' });
    return [reply.status, await reply.text()] as const;
  };
  try {
    expect(await groups()).toEqual([['one fathom-sleeper', 1]]);
    const families = [...(await page()).keys()];
    expect(families.filter((name) => name.startsWith('namedprocess_namegroup_thread_'))).toEqual([]);
    const memory = (await page()).get('namedprocess_namegroup_memory_bytes')?.samples;
    expect(memory?.map(({ labels }) => labels['memtype'])).toContain('proportionalResident');

    writeFileSync(file, item('two'));
    expect(await reload()).toEqual([200, 'reloaded\n']);
    expect(await groups()).toEqual([['two fathom-sleeper', 1]]);

    writeFileSync(file, `process_names:\n  - name: '{{.Wrong}}'\n    exe: [fathom-sleeper]\n`);
    const [status, text] = await reload();
    expect(status).toBeGreaterThanOrEqual(400);
    expect(text).toContain('process_names.0.name: not a name template: {{.Wrong}}');
    expect(text).toContain(`${file}:2`);
    expect(await groups()).toEqual([['two fathom-sleeper', 1]]);
  } finally {
    await server.stop();
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true });
  }
});
