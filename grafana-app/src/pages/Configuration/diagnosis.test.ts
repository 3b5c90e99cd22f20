import { describe, expect, it } from 'vitest';
import type { Answer } from '../../api/probe';
import { diagnose } from './diagnosis';

const answer = (status: number, data: unknown): Answer => ({ kind: 'answer', status, data });
const problem = (status: number, detail: string) =>
  answer(status, { type: 'about:blank', title: 'Title', status, detail, instance: '/api/v1/health' });
/** As Grafana's client has a body that is no JSON. */
const page = (status: number) =>
  answer(status, { message: '<html>nginx</html>', error: 'x', response: '<html>nginx</html>' });

const SETTINGS = {
  enabled: true,
  pinned: true,
  jsonData: { apiUrl: 'http://fathom:9797' },
  secureJsonFields: { apiToken: true },
  info: { version: '0.1.3' },
};
const settings = (more: object = {}) => answer(200, { ...SETTINGS, ...more });
const HEALTH = {
  status: 'ok',
  version: '0.1.0',
  problems: [],
  modules: [],
  store: { status: 'ok', problem: null },
};
const health = (more: object = {}) => answer(200, { ...HEALTH, ...more });

const summary = (...answers: Parameters<typeof diagnose>) =>
  diagnose(...answers).map(({ hop, state, finding }) => `${hop} ${state} ${finding ?? '-'}`);

it('finds every hop in order', () => {
  expect(summary(settings(), health())).toEqual([
    'grafana ok grafana-ok',
    'proxy ok proxy-ok',
    'fathom ok fathom-ok',
    'store ok store-ok',
  ]);
});

describe('in Grafana', () => {
  it.each<[string, Answer]>([
    ['grafana-silent', { kind: 'silence', reason: 'network' }],
    ['grafana-signed-out', answer(401, { message: 'Unauthorized' })],
    ['grafana-forbidden', answer(403, { message: 'no' })],
    ['grafana-not-installed', answer(404, { message: 'Plugin not found, no installed plugin with that id' })],
    ['grafana-failed', answer(500, { message: 'database is locked' })],
    ['grafana-failed', answer(200, 'a login page')],
  ])('%s', (finding, given) => {
    expect(summary(given, null)).toEqual([
      `grafana failed ${finding}`,
      'proxy unknown -',
      'fathom unknown -',
      'store unknown -',
    ]);
  });

  it('warns of a disabled app, and goes on', () => {
    expect(summary(settings({ enabled: false }), health())[0]).toBe('grafana warning grafana-disabled');
    expect(summary(settings({ enabled: false }), health())[3]).toBe('store ok store-ok');
  });
});

describe('in the proxy', () => {
  it.each<[string, Answer]>([
    ['proxy-no-route', answer(404, { message: 'plugin route match not found' })],
    ['proxy-no-route', answer(404, { message: 'Plugin not found, no installed plugin with that id' })],
    ['proxy-forbidden', answer(403, { message: 'plugin proxy route access denied' })],
    ['proxy-bad-url', answer(500, { message: 'Could not interpolate plugin route url' })],
    ['proxy-unreachable', answer(502, {})],
    ['proxy-unreachable', page(503)],
    ['proxy-slow', page(504)],
    ['proxy-slow', { kind: 'silence', reason: 'timeout' }],
    ['proxy-failed', { kind: 'silence', reason: 'network' }],
  ])('%s', (finding, given) => {
    expect(summary(settings(), given)).toEqual([
      'grafana ok grafana-ok',
      `proxy failed ${finding}`,
      'fathom unknown -',
      'store unknown -',
    ]);
  });

  it('misses the address', () => {
    expect(summary(settings({ jsonData: {} }), answer(502, {}))[1]).toBe('proxy failed proxy-no-url');
  });
});

describe('in Fathom', () => {
  it.each<[string, Answer]>([
    ['fathom-token', problem(401, 'the token is wrong')],
    ['fathom-login', page(401)],
    ['fathom-other', page(404)],
    ['fathom-other', page(200)],
    ['fathom-other', answer(200, { status: 'success', data: {} })],
    ['fathom-other', page(403)],
    ['fathom-path', problem(404, 'nothing is here')],
    ['fathom-failed', problem(500, 'it broke')],
    ['fathom-failed', problem(503, 'the queue is full')],
  ])('%s', (finding, given) => {
    expect(summary(settings(), given)).toEqual([
      'grafana ok grafana-ok',
      'proxy ok proxy-ok',
      `fathom failed ${finding}`,
      'store unknown -',
    ]);
  });

  it('wants a token where none is stored', () => {
    expect(summary(settings({ secureJsonFields: {} }), problem(401, 'no token'))[2]).toBe(
      'fathom failed fathom-token-missing'
    );
  });

  it('warns of another version, with both', () => {
    expect(diagnose(settings(), health({ version: '0.2.0' }))[2]).toEqual({
      hop: 'fathom',
      state: 'warning',
      finding: 'fathom-version',
      detail: '0.1.3 / 0.2.0',
    });
  });

  it('warns of an impaired one, in its words', () => {
    const impaired = health({ status: 'degraded', problems: ['scanner ports fails', 'one more'] });
    expect(diagnose(settings(), impaired)[2]).toMatchObject({
      state: 'warning',
      finding: 'fathom-impaired',
      detail: 'scanner ports fails; one more',
    });
    expect(diagnose(settings(), health({ status: 'starting' }))[2]).toMatchObject({ detail: 'starting' });
  });
});

describe('in the store', () => {
  it('fails in its own words', () => {
    const failing = health({ store: { status: 'failing', problem: 'the disk is full' } });
    expect(diagnose(settings(), failing)[3]).toEqual({
      hop: 'store',
      state: 'failed',
      finding: 'store-failing',
      detail: 'the disk is full',
    });
  });

  it('is not told of by an old Fathom', () => {
    expect(summary(settings(), health({ store: undefined }))[3]).toBe('store unknown store-untold');
  });
});

describe('the words', () => {
  it('are those of the other side, with the status', () => {
    expect(diagnose(settings(), problem(401, 'the token is wrong'))[2]?.detail).toBe('HTTP 401: the token is wrong');
    expect(diagnose(settings(), answer(502, {}))[1]?.detail).toBe('HTTP 502');
  });

  it('are not a page of HTML', () => {
    expect(diagnose(settings(), page(404))[2]?.detail).toBe('HTTP 404');
  });
});
