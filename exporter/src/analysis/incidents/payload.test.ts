import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ModuleError } from '../../model/errors.ts';
import { parseDelivery } from './payload.ts';

const alert = {
  status: 'firing',
  labels: { alertname: 'CpuBusy', instance: 'a:9797' },
  annotations: { summary: 'busy' },
  startsAt: '2026-01-01T00:00:00.123Z',
  endsAt: '0001-01-01T00:00:00Z',
  generatorURL: 'http://prometheus/graph',
  fingerprint: 'f1',
};

describe('parseDelivery', () => {
  it('reads an alert', () => {
    expect(parseDelivery({ version: '4', receiver: 'fathom', groupLabels: {}, alerts: [alert] })).toEqual({
      alerts: [
        {
          fingerprint: 'f1',
          name: 'CpuBusy',
          status: 'firing',
          labels: alert.labels,
          annotations: alert.annotations,
          startsAt: '2026-01-01T00:00:00.123000000Z',
          endsAt: null,
          generatorUrl: 'http://prometheus/graph',
          alertmanagerUrl: null,
        },
      ],
      rejected: [],
    });
  });

  it.each([
    ['http://alertmanager:9093', 'http://alertmanager:9093'],
    ['https://a.example/am', 'https://a.example/am'],
    ['javascript:alert(1)', null],
    ['data:text/html,x', null],
    ['file:///etc/passwd', null],
    ['http://user:secret@a.example', null],
    [`http://a.example/${'x'.repeat(3000)}`, null],
    ['alertmanager:9093', null],
    ['', null],
    [7, null],
    [{ url: 'http://a' }, null],
  ])('takes %j as the address of Alertmanager: %j', (externalURL, expected) => {
    const { alerts } = parseDelivery({ externalURL, alerts: [alert] });
    expect(alerts.map(({ alertmanagerUrl }) => alertmanagerUrl)).toEqual([expected]);
  });

  it('takes the end of a resolved alert only', () => {
    const ended = { ...alert, endsAt: '2026-01-01T01:00:00+01:00' };
    const { alerts } = parseDelivery({ alerts: [ended, { ...ended, status: 'resolved' }] });
    expect(alerts.map(({ endsAt }) => endsAt)).toEqual([null, '2026-01-01T00:00:00.000000000Z']);
  });

  it.each([
    { name: 'no status', bad: { ...alert, status: 'on' }, reason: /^status/ },
    { name: 'no time', bad: { ...alert, startsAt: 'yesterday' }, reason: /^startsAt: not an RFC 3339 time/ },
    { name: 'no fingerprint', bad: { ...alert, fingerprint: '' }, reason: /^fingerprint/ },
    { name: 'labels of numbers', bad: { ...alert, labels: { a: 1 } }, reason: /^labels.a/ },
    { name: 'no alert', bad: null, reason: /expected object/ },
  ])('reports an alert with $name and takes the others', ({ bad, reason }) => {
    const { alerts, rejected } = parseDelivery({ alerts: [alert, bad, alert] });
    expect(alerts).toHaveLength(2);
    expect(rejected).toEqual([{ index: 1, reason: expect.stringMatching(reason) as string }]);
  });

  it('bounds number and size', () => {
    const labels = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`l${i}`, 'x'.repeat(5000)]));
    const storm = Array.from({ length: 1003 }, () => ({
      ...alert,
      labels: { ['n'.repeat(200)]: 'gone', ...labels },
    }));
    const { alerts, rejected } = parseDelivery({ alerts: storm });
    expect(alerts).toHaveLength(1000);
    expect(rejected.map(({ index }) => index)).toEqual([1000, 1001, 1002]);
    expect(Object.keys(alerts[0]?.labels ?? {})).toHaveLength(64);
    expect(alerts[0]?.labels['l0']).toHaveLength(1024);
    expect(alerts[0]?.name).toBe('alert');
  });

  it.each([null, 'alerts', [], {}, { alerts: 'many' }, { alerts: { 0: alert } }])('refuses %j', (payload) =>
    expect(() => parseDelivery(payload)).toThrow('not a webhook of Alertmanager'),
  );
  it('refuses another version', () =>
    expect(() => parseDelivery({ version: '5', alerts: [] })).toThrow('version 5'));

  it('gives a value or the declared error, whatever comes', () => {
    const near = fc.record(
      {
        version: fc.constantFrom('4', '3'),
        alerts: fc.array(
          fc.oneof(
            fc.anything(),
            fc.record({ ...Object.fromEntries(Object.keys(alert).map((key) => [key, fc.anything()])) }),
          ),
        ),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(fc.anything(), near), (payload) => {
        try {
          const { alerts, rejected } = parseDelivery(payload);
          expect(alerts.length + rejected.length).toBeLessThanOrEqual(2000);
        } catch (error) {
          expect(error).toBeInstanceOf(ModuleError);
        }
      }),
    );
  });
});
