import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { answerApi, type ApiState } from './api.ts';
import { bootData } from './boot-data.ts';
import { readDashboards } from './dashboards.ts';
import { provisionDataSources } from './data-sources.ts';
import { parseFaults, suffer, type Fault } from './faults.ts';
import { preferencesOf, rememberedBy } from './identity.ts';
import { readManifests } from './manifest.ts';
import { page } from './page.ts';
import { readJson, RequestError, sendCompressed, sendJson } from './reply.ts';
import { bundleHost, fontsOf, grafanaVersionOf, uiImagesOf, type Shared } from '../build/bundle.ts';
import { sendPublic, type PublicFolders } from './public-files.ts';
import type { Settings } from './settings.ts';

export interface PreviewOptions {
  /** Where `fathom serve` answers, without a path. */
  readonly fathomUrl: string;
  readonly apiToken?: string;
  /** Folder of the built plugin. */
  readonly pluginDist: string;
  /** Whose packages the plugin gets: Grafana 13.2's or 12.4's. */
  readonly shared: Shared;
  /** As Grafana's `root_url` with a path: `/grafana`. */
  readonly subPath?: string;
  /** 0 or absent for any free port. */
  readonly port?: number;
  /** Whether POST /__preview/faults is there. */
  readonly faults?: boolean;
  /** Whether the page says that what it shows is invented. */
  readonly demo?: boolean;
}

export interface Preview {
  readonly url: string;
  close(): Promise<void>;
}

const SUB_PATH = /^(\/[A-Za-z0-9_-]+)*$/;
const HOST = resolve(dirname(fileURLToPath(import.meta.url)), '..');

interface Site extends ApiState {
  readonly options: PreviewOptions;
  readonly subPath: string;
  readonly folders: PublicFolders;
  readonly grafanaVersion: string;
  faults: readonly Fault[];
}

/** Serves the preview on 127.0.0.1; bundles the page first when its sources have changed. */
export async function startPreview(options: PreviewOptions): Promise<Preview> {
  const site = await prepare(options);
  const server = createServer((request, response) => {
    answer(site, request, response).catch((error: unknown) => fail(response, error));
  });
  await listen(server, options.port ?? 0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${site.subPath}/`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((done, failed) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE';
      failed(taken ? new Error(`port ${port} is taken: give another one, or 0 for any free one`) : error);
    });
    server.listen(port, '127.0.0.1', done);
  });
}

async function prepare(options: PreviewOptions): Promise<Site> {
  const subPath = options.subPath ?? '';
  if (!SUB_PATH.test(subPath)) throw new Error(`sub-path ${subPath}: expected something like /grafana`);
  const family = readManifests(options.pluginDist);
  const settings: Settings = {
    enabled: true,
    pinned: true,
    jsonData: { apiUrl: options.fathomUrl.replace(/\/+$/, '') },
    secureJsonData: options.apiToken === undefined ? {} : { apiToken: options.apiToken },
  };
  const sources = provisionDataSources(family, settings);
  return {
    options,
    subPath,
    family,
    settings,
    sources,
    dashboards: readDashboards(options.pluginDist, family, sources),
    folders: {
      appId: family.app.id,
      pluginDist: options.pluginDist,
      hostDist: await bundleHost(HOST, options.shared),
      uiImages: uiImagesOf(HOST, options.shared),
      ownIcons: join(HOST, 'icons'),
      fonts: fontsOf(HOST, options.shared),
    },
    grafanaVersion: grafanaVersionOf(HOST, options.shared),
    faults: [],
  };
}

async function answer(site: Site, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://preview.invalid');
  const path = pathBelow(site.subPath, url.pathname);
  if (path === null) {
    response.writeHead(302, { location: `${site.subPath}/` });
    response.end();
    return;
  }
  if (path === '/__preview/faults' && site.options.faults === true) return setFaults(site, request, response);
  if (await suffer(site.faults, path + url.search, response)) return;
  const preferences = preferencesOf(request, url.searchParams);
  if (path.startsWith('/api/')) return answerApi(site, request, response, { path, url, role: preferences.role });
  if (path.startsWith('/public/')) return sendPublic(site.folders, request, response, decodeURIComponent(path));
  const data = bootData({
    ...site,
    preferences,
    origin: `http://${request.headers.host ?? '127.0.0.1'}`,
    demo: site.options.demo === true,
  });
  await sendCompressed(request, response, Buffer.from(page(data)), {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'set-cookie': rememberedBy(preferences, `${site.subPath}/`),
  });
}

function pathBelow(subPath: string, path: string): string | null {
  if (subPath === '') return path;
  return path.startsWith(`${subPath}/`) ? path.slice(subPath.length) : null;
}

async function setFaults(site: Site, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'POST') throw new RequestError(405, 'POST { "faults": [ … ] }');
  site.faults = parseFaults(await readJson(request));
  sendJson(response, 200, { faults: site.faults.length });
}

function fail(response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const status = error instanceof RequestError ? error.status : 500;
  sendJson(response, status, { message: error instanceof Error ? error.message : String(error) });
}
