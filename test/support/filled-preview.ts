/** A Fathom with 10,000 assets and the preview of the built app in front of it. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startPreview } from '../../grafana-app/host/server/preview.ts';
import { fillApi } from './app-estate.ts';
import { startFathom } from './fathom.ts';

const TOKEN = 'browser-tests';
export const PLUGIN_DIST = resolve(import.meta.dirname, '../../grafana-app/dist');
/** Nothing of the machine that runs the tests shows up, but for its own host; scores last until the last test. */
const CONFIG = `
scanners: { ports: { enabled: false }, processes: { enabled: false } }
watchers: { process-behaviour: { enabled: false }, host-pressure: { enabled: false } }
correlation: { window: 1h, halfLife: 1h }
`;

export interface Estate {
  readonly fathomUrl: string;
  readonly fathomToken: string;
  readonly previewUrl: string;
}

export interface FilledPreview extends Estate {
  stop(): Promise<void>;
}

export async function startFilledPreview(): Promise<FilledPreview> {
  const folder = await mkdtemp(join(tmpdir(), 'fathom-browser-'));
  const config = join(folder, 'fathom.yml');
  await writeFile(config, CONFIG);
  const fathom = await startFathom({ args: [`--config.file=${config}`], env: { FATHOM_API_TOKEN: TOKEN } });
  await fillApi({ url: fathom.url, token: TOKEN });
  const preview = await startPreview({
    fathomUrl: fathom.url,
    apiToken: TOKEN,
    pluginDist: PLUGIN_DIST,
    shared: 'react19',
    faults: true,
  });
  return {
    fathomUrl: fathom.url,
    fathomToken: TOKEN,
    previewUrl: preview.url,
    async stop() {
      await preview.close();
      await fathom.stop();
      await rm(folder, { recursive: true });
    },
  };
}
