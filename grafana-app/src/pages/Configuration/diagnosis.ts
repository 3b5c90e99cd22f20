/** On which hop a request from Grafana to Fathom's store fails. */
import { grafanaMessage, problemDetail } from '../../api/errorBody';
import type { Answer } from '../../api/probe';
import { parseSettings, type StoredSettings } from '../../api/storedSettings';
import { isRecord } from '../../isRecord';
import { parseHealth, type Health } from './answers';

export const HOPS = ['grafana', 'proxy', 'fathom', 'store'] as const;
export type Hop = (typeof HOPS)[number];

export type Finding =
  | 'grafana-ok'
  | 'grafana-disabled'
  | 'grafana-silent'
  | 'grafana-signed-out'
  | 'grafana-forbidden'
  | 'grafana-not-installed'
  | 'grafana-failed'
  | 'proxy-ok'
  | 'proxy-no-url'
  | 'proxy-no-route'
  | 'proxy-forbidden'
  | 'proxy-bad-url'
  | 'proxy-unreachable'
  | 'proxy-slow'
  | 'proxy-failed'
  | 'fathom-ok'
  | 'fathom-other'
  | 'fathom-login'
  | 'fathom-token'
  | 'fathom-token-missing'
  | 'fathom-path'
  | 'fathom-failed'
  | 'fathom-version'
  | 'fathom-impaired'
  | 'store-ok'
  | 'store-failing'
  | 'store-untold';

export type StepState = 'ok' | 'warning' | 'failed' | 'unknown';

export interface Step {
  readonly hop: Hop;
  readonly state: StepState;
  /** Null where the request did not get so far. */
  readonly finding: Finding | null;
  /** What the other side said itself, or the number that matters. */
  readonly detail: string;
}

/** `health` is null when it was not asked for, because the settings did not come. */
export function diagnose(settings: Answer, health: Answer | null): Step[] {
  const stored = settings.kind === 'answer' && settings.status === 200 ? parseSettings(settings.data) : null;
  if (stored === null || health === null) {
    return upTo(failed('grafana', grafanaFailure(settings), wordsOf(settings)));
  }
  const grafana: Step = stored.enabled ? ok('grafana', 'grafana-ok') : warning('grafana', 'grafana-disabled', '');
  return [grafana, ...beyondGrafana(stored, health)];
}

function grafanaFailure(settings: Answer): Finding {
  if (settings.kind === 'silence') {
    return 'grafana-silent';
  }
  switch (settings.status) {
    case 401:
      return 'grafana-signed-out';
    case 403:
      return 'grafana-forbidden';
    case 404:
      return 'grafana-not-installed';
    default:
      return 'grafana-failed';
  }
}

function beyondGrafana(stored: StoredSettings, health: Answer): Step[] {
  if (typeof stored.jsonData.apiUrl !== 'string' || stored.jsonData.apiUrl === '') {
    return upTo(failed('proxy', 'proxy-no-url', ''));
  }
  const proxy = proxyFailure(health);
  if (proxy !== null) {
    return upTo(failed('proxy', proxy, wordsOf(health)));
  }
  return [ok('proxy', 'proxy-ok'), ...fathomSteps(stored, health)];
}

/** Of what Grafana's proxy answers by itself; null when somebody behind it answered. */
function proxyFailure(health: Answer): Finding | null {
  if (health.kind === 'silence') {
    return health.reason === 'timeout' ? 'proxy-slow' : 'proxy-failed';
  }
  const { status, data } = health;
  if (problemDetail(data) !== null) {
    return null;
  }
  const message = grafanaMessage(data);
  if (status === 404 && /^plugin/i.test(message)) {
    return 'proxy-no-route';
  }
  if (status === 403 && /access denied|permission/i.test(message)) {
    return 'proxy-forbidden';
  }
  if (status >= 500 && /interpolat|invalid url|parse/i.test(message)) {
    return 'proxy-bad-url';
  }
  if (status === 504) {
    return 'proxy-slow';
  }
  return status === 502 || status === 503 ? 'proxy-unreachable' : null;
}

function fathomSteps(stored: StoredSettings, health: Answer): Step[] {
  const parsed = health.kind === 'answer' && health.status === 200 ? parseHealth(health.data) : null;
  if (parsed === null) {
    return upTo(failed('fathom', fathomFailure(stored, health), wordsOf(health)));
  }
  return [fathomStep(stored, parsed), storeStep(parsed)];
}

function fathomFailure({ hasToken }: StoredSettings, health: Answer): Finding {
  const status = health.kind === 'answer' ? health.status : 0;
  const isFathom = health.kind === 'answer' && problemDetail(health.data) !== null;
  if (status === 401) {
    return !isFathom ? 'fathom-login' : hasToken ? 'fathom-token' : 'fathom-token-missing';
  }
  if (!isFathom) {
    return 'fathom-other';
  }
  return status === 404 ? 'fathom-path' : 'fathom-failed';
}

function fathomStep({ version }: StoredSettings, health: Health): Step {
  if (minorOf(version) !== minorOf(health.version)) {
    return warning('fathom', 'fathom-version', `${version} / ${health.version}`);
  }
  if (health.status !== 'ok') {
    return warning('fathom', 'fathom-impaired', health.problems.join('; ') || health.status);
  }
  return ok('fathom', 'fathom-ok', health.version);
}

function storeStep({ store }: Health): Step {
  if (store === null) {
    return { hop: 'store', state: 'unknown', finding: 'store-untold', detail: '' };
  }
  return store.status === 'ok' ? ok('store', 'store-ok') : failed('store', 'store-failing', store.problem ?? '');
}

/** Versions of one minor number understand each other: `0.1.4` is `0.1`. */
const minorOf = (version: string) => version.split('.').slice(0, 2).join('.');

const ok = (hop: Hop, finding: Finding, detail = ''): Step => ({ hop, state: 'ok', finding, detail });
const warning = (hop: Hop, finding: Finding, detail: string): Step => ({ hop, state: 'warning', finding, detail });
const failed = (hop: Hop, finding: Finding, detail: string): Step => ({ hop, state: 'failed', finding, detail });

/** The step, and those after it as not reached. */
function upTo(step: Step): Step[] {
  const rest = HOPS.slice(HOPS.indexOf(step.hop) + 1);
  return [step, ...rest.map((hop): Step => ({ hop, state: 'unknown', finding: null, detail: '' }))];
}

function wordsOf(answer: Answer): string {
  if (answer.kind === 'silence') {
    return '';
  }
  const words = problemDetail(answer.data) ?? grafanaMessage(answer.data);
  const text = words === '' || (isRecord(answer.data) && 'response' in answer.data) ? '' : `: ${words}`;
  return `HTTP ${answer.status}${text}`;
}
