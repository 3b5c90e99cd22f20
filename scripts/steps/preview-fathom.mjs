import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { run, step } from './progress.mjs';

const DEFAULT_URL = 'http://127.0.0.1:9797';
const ASK_TIMEOUT_MS = 3000;
const START_TIMEOUT_MS = 20_000;
const STOP_TIMEOUT_MS = 6000;
/** Output of the started Fathom that is shown when it ends: its end, where the reason stands. */
const MAX_SHOWN_CHARACTERS = 4000;

/**
 * The Fathom that the preview shows: the one asked for, the one at the default address, or one started here.
 * `ended` settles when one started here ends by itself; `stop` ends what was started and removes its store.
 */
export async function findOrStartFathom(root, { fathomUrl, token, demo }) {
  if (fathomUrl !== undefined) {
    await demandFathom(fathomUrl, token);
    return notOurs(fathomUrl, 'as asked for');
  }
  if (!demo && (await isFathom(DEFAULT_URL))) {
    await demandFathom(DEFAULT_URL, token);
    return notOurs(DEFAULT_URL, 'which was running');
  }
  return demo ? startDemo(root, token) : startFathom(root, token, 'started here, on a store of its own');
}

function notOurs(url, origin) {
  return { url, origin, ended: new Promise(() => {}), stop: async () => {} };
}

async function isFathom(url) {
  const answer = await ask(url, '/api/v1/health');
  return answer !== null && (answer.status === 401 || answer.status === 200);
}

async function demandFathom(url, token) {
  const answer = await ask(url, '/api/v1/health', token);
  if (answer === null)
    throw new Error(`${url} does not answer: start Fathom there (npm start), or give another --fathom-url`);
  if (answer.status === 401) throw new Error(`${url} asks for its api.token: give it with --token`);
  if (answer.status !== 200)
    throw new Error(`${url}/api/v1/health answered ${answer.status}: is that Fathom?`);
}

async function ask(url, path, token) {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  try {
    const answer = await fetch(url + path, { headers, signal: AbortSignal.timeout(ASK_TIMEOUT_MS) });
    await answer.arrayBuffer();
    return answer;
  } catch {
    // Nobody there: the caller says so.
    return null;
  }
}

/** A Fathom that looks at nothing itself, on a store filled with the demo estate, which goes on living. */
async function startDemo(root, token) {
  const folder = mkdtempSync(join(tmpdir(), 'fathom-demo-'));
  const dataDir = join(folder, 'data');
  mkdirSync(dataDir);
  try {
    await step('Inventing an estate', () =>
      run(
        process.execPath,
        ['--import', 'tsx', join(root, 'grafana-app/host/demo/seed.ts'), '--data-dir', dataDir],
        {
          cwd: root,
        },
      ),
    );
    const fathom = await serve(root, folder, dataDir, token, 'roles: [hub]\n');
    const { tsImport } = await import('tsx/esm/api');
    const { startPulse } = await tsImport('../../grafana-app/host/demo/pulse.ts', import.meta.url);
    const pulse = startPulse(fathom.url, token, (error) => console.error(error.message));
    const stop = async () => {
      pulse.stop();
      await fathom.stop();
    };
    return { ...fathom, origin: 'started here, filled with demo data', stop };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

async function startFathom(root, token, origin) {
  const folder = mkdtempSync(join(tmpdir(), 'fathom-preview-'));
  try {
    const fathom = await serve(root, folder, join(folder, 'data'), token, '{}\n');
    return { ...fathom, origin };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

async function serve(root, folder, dataDir, token, config) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const file = join(folder, 'fathom.yml');
  // The machine's own configuration must not reach a store that is thrown away.
  writeFileSync(file, config);
  const program = join(root, 'exporter/dist/main.js');
  const args = [
    program,
    'serve',
    `--config.file=${file}`,
    `--web.listen-address=127.0.0.1:${port}`,
    `--data.dir=${dataDir}`,
  ];
  const env = { ...process.env, ...(token !== undefined && { FATHOM_API_TOKEN: token }) };
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const { ended, output } = watch(child);
  const stop = async () => {
    await terminate(child, ended);
    rmSync(folder, { recursive: true, force: true });
  };
  await Promise.race([answers(url, token), ended.then((why) => Promise.reject(new Error(why)))]).catch(
    async (error) => {
      await stop();
      throw new Error(`Fathom did not start: ${error.message}\n${output()}`);
    },
  );
  return { url, ended, stop };
}

/** Ctrl-C reaches the whole group of the terminal: the child is in one of its own, and is stopped in order. */
function watch(child) {
  let text = '';
  const keep = (chunk) => (text = (text + chunk).slice(-MAX_SHOWN_CHARACTERS));
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const ended = new Promise((done) => {
    child.once('error', (error) => done(`Fathom could not be started: ${error.message}`));
    child.once('close', (code, signal) => done(`Fathom ended by itself (${signal ?? code}):\n${text}`));
  });
  return { ended, output: () => text };
}

async function answers(url, token) {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    const answer = await ask(url, '/api/v1/health', token);
    if (answer?.status === 200) return;
    await sleep(100);
  }
  throw new Error(`no answer from ${url} within ${START_TIMEOUT_MS / 1000} s`);
}

async function terminate(child, ended) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
  await ended;
  clearTimeout(late);
}

function freePort() {
  return new Promise((done, failed) => {
    const server = createServer();
    server.once('error', failed).listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}
