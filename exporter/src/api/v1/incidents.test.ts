import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { expectProblem, startApi, type TestApi } from '../../../../test/support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());
beforeEach(() => api.reset());

describe('POST /alertmanager', () => {
  const alert = {
    status: 'firing',
    labels: { alertname: 'A' },
    startsAt: '2026-11-21T03:00:00.123456789Z',
    endsAt: '0001-01-01T00:00:00Z',
    fingerprint: 'f1',
  };

  it("takes Alertmanager's webhook, with fields it may add later", async () => {
    const payload = {
      version: '4',
      groupKey: '{}:{}',
      status: 'firing',
      receiver: 'fathom',
      alerts: [{ ...alert, new: 1 }],
      notificationReason: 'x',
    };
    const answer = await api.request('/alertmanager', { json: payload });
    expect([answer.status, answer.json()]).toEqual([
      200,
      { incidents: [], rejected: [{ index: 1, reason: 'odd' }] },
    ]);
    expect(api.payloads).toEqual([payload]);
  });

  it.each([
    [{ version: '3', status: 'firing', alerts: [] }, 'body.version'],
    [{ version: '4', status: 'firing' }, 'body.alerts'],
  ])('refuses %j', async (json, path) => {
    expectProblem(await api.request('/alertmanager', { json }), 400, path);
    expect(api.payloads).toEqual([]);
  });
});
