import { expect } from 'vitest';
import type { AlertmanagerPayload } from '../../exporter/src/api/v1/alertmanager-payload.ts';
import { startHttpServer } from '../../exporter/src/api/server.ts';
import type { Asset } from '../../exporter/src/model/asset.ts';
import { ModuleError } from '../../exporter/src/model/errors.ts';
import type { EventStore } from '../../exporter/src/store/store.ts';
import { type Answer, type Ask, ask } from './http.ts';
import { type LogLine, recordingLog } from './log.ts';
import { type FakeData, fakeServices } from './services.ts';

const NOW = '2026-11-21T03:00:00.000Z';
const host = (id: string): Asset => ({
  id,
  kind: 'host',
  name: id,
  labels: {},
  attributes: {},
  relations: [],
  tenant: 'default',
  source: 'system',
  status: 'active',
  firstSeen: NOW,
  lastSeen: NOW,
});

/** A served API over arrays; `reset` brings it back to two hosts and nothing else. */
export interface TestApi {
  readonly data: FakeData;
  readonly lines: LogLine[];
  /** What Alertmanager's webhook received. */
  readonly payloads: AlertmanagerPayload[];
  /** What the event store fails with from now on. */
  failWith(fault: Error): void;
  /** A request below /api/v1. */
  request(path: string, options?: Ask): Promise<Answer>;
  reset(): void;
  close(): Promise<void>;
}

export async function startApi(): Promise<TestApi> {
  const data: FakeData = { assets: [], events: [], incidents: [], recommendations: [], scores: [] };
  const services = fakeServices({}, data);
  const { log, lines } = recordingLog();
  const payloads: AlertmanagerPayload[] = [];
  let fault: Error | null = null;

  const events: EventStore = {
    ...services.store.events,
    append: (drafts) => (fault ? Promise.reject(fault) : services.store.events.append(drafts)),
    list: (query) =>
      query.cursor === 'bad'
        ? Promise.reject(new ModuleError('malformed_reply', 'cursor'))
        : services.store.events.list(query),
  };
  const handleAlertmanager = async (payload: AlertmanagerPayload) => {
    payloads.push(payload);
    return { incidents: [], rejected: [{ index: 1, reason: 'odd' }] };
  };
  const all = { ...services, store: { ...services.store, events }, handleAlertmanager };
  const server = await startHttpServer({ listenAddress: '127.0.0.1:0', services: all, log });
  return {
    data,
    lines,
    payloads,
    failWith: (error) => void (fault = error),
    request: (path, options) => ask(`${server.url}/api/v1${path}`, options),
    reset() {
      for (const list of Object.values(data) as unknown[][]) list.length = 0;
      data.assets.push(host('host-1'), host('host-2'));
      payloads.length = 0;
      lines.length = 0;
      fault = null;
    },
    close: () => server.close(),
  };
}

/** Expects a problem as RFC 9457 has it, with faults at these places, and nothing of the program in it. */
export function expectProblem(answer: Answer, status: number, ...paths: string[]): void {
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  const problem = answer.json() as {
    status: number;
    type: string;
    title: string;
    detail: string;
    errors?: { path: string }[];
  };
  expect([answer.status, problem.status, problem.type]).toEqual([status, status, 'about:blank']);
  expect(problem.title).not.toBe('Error');
  expect(problem.detail).not.toMatch(/node_modules|\.ts:|at \w+ \(/);
  if (paths.length > 0) expect(problem.errors?.map(({ path }) => path)).toEqual(paths);
}
