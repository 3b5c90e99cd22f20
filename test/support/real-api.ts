import { onTestFinished } from 'vitest';
import { startHttpServer } from '../../exporter/src/api/server.ts';
import type { Store } from '../../exporter/src/store/store.ts';
import { type Answer, type Ask, ask } from './http.ts';
import { type LogLine, recordingLog } from './log.ts';
import { fakeServices } from './services.ts';
import { openTestStore, temporaryFolder } from './store.ts';

/** A served API over a store of its own; both are closed when the test ends. */
export interface RealApi {
  readonly store: Store;
  readonly lines: LogLine[];
  readonly url: string;
  /** A request below /api/v1. */
  request(path: string, options?: Ask): Promise<Answer>;
}

export async function startRealApi(store?: Store): Promise<RealApi> {
  const opened = store ?? (await openTestStore(await temporaryFolder()));
  const { log, lines } = recordingLog();
  const services = fakeServices({ store: opened });
  const server = await startHttpServer({ listenAddress: '127.0.0.1:0', services, log });
  onTestFinished(() => server.close());
  const url = `${server.url}/api/v1`;
  return { store: opened, lines, url, request: (path, options) => ask(url + path, options) };
}
