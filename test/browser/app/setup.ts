/** One Fathom with 10,000 assets and one preview of the built app for all browser tests of the app. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startPreview } from '../../../grafana-app/host/server/preview.ts';
import { fillApi } from '../../support/app-estate.ts';
import { startFathom } from '../../support/fathom.ts';

const TOKEN = 'browser-tests';
const DIST = resolve(import.meta.dirname, '../../../grafana-app/dist');
/** Nothing of the machine that runs the tests shows up, but for its own host. */
const CONFIG = `
scanners: { ports: { enabled: false }, processes: { enabled: false } }
watchers: { process-behaviour: { enabled: false }, host-pressure: { enabled: false } }
`;

declare module 'vitest' {
  export interface ProvidedContext {
    readonly fathomUrl: string;
    readonly fathomToken: string;
    readonly previewUrl: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'fathom-browser-'));
  const config = join(folder, 'fathom.yml');
  await writeFile(config, CONFIG);
  const fathom = await startFathom({ args: [`--config.file=${config}`], env: { FATHOM_API_TOKEN: TOKEN } });
  await fillApi({ url: fathom.url, token: TOKEN });
  const preview = await startPreview({
    fathomUrl: fathom.url,
    apiToken: TOKEN,
    pluginDist: DIST,
    shared: 'react19',
    faults: true,
  });
  project.provide('fathomUrl', fathom.url);
  project.provide('fathomToken', TOKEN);
  project.provide('previewUrl', preview.url);
  return async () => {
    await preview.close();
    await fathom.stop();
    await rm(folder, { recursive: true });
  };
}
