import { describe, expect, it } from 'vitest';
import { goPath } from './goPath';
import { alertHints, panelHints } from './hints';

const values: Readonly<Record<string, string>> = { instance: 'web-01:9100,web-02:9100' };
const replace = (text: string) => text.replace(/\$(\w+)/g, (_, name: string) => values[name] ?? '');

describe('what an alert is about', () => {
  it('is named by the labels of the instance, the surest first', () => {
    const labels = { alertname: 'HostDown', instance: 'web-01:9100', job: 'node', asset: 'host-web-01' };
    const rule = { name: 'Rule', labels: { team: 'x' }, query: 'up == 0' };
    expect(alertHints({ instance: { labels, activeAt: '2026-01-01T00:00:00Z' }, rule })).toEqual({
      name: 'host-web-01,web-01:9100',
      alert: 'HostDown',
      query: 'up == 0',
      from: '1767225600000',
    });
  });

  it('is told by the rule where there is no instance', () => {
    const rule = {
      name: 'Load',
      labels: { severity: 'warning' },
      expression: 'node_load1{instance="web-01:9100"} > 4',
    };
    expect(alertHints(rule)).toEqual({ name: '', alert: 'Load', query: rule.expression, from: '' });
  });

  it.each([undefined, null, 'x', {}, { instance: { labels: null, activeAt: '0001-01-01T00:00:00Z' }, rule: null }])(
    'is nothing for %j',
    (context) => expect(alertHints(context)).toEqual({ name: '', alert: '', query: '', from: '' })
  );
});

describe('what a panel is about', () => {
  const timeRange = { from: 'now-6h', to: 'now' };

  it('is in its queries and their variables, with the time range', () => {
    const targets = [{ expr: 'up{instance=~"$instance"}' }, { expr: 'up' }, null];
    expect(panelHints({ targets, timeRange }, replace)).toEqual({
      name: '',
      query: 'up{instance=~"web-01:9100,web-02:9100"}\nup',
      from: 'now-6h',
      to: 'now',
    });
  });

  it('is in the filters of the Fathom data source', () => {
    const targets = [{ filters: { asset: ['host-a'], focus: ['$instance'], kind: ['host'] } }];
    expect(panelHints({ targets, timeRange }, replace)?.name).toBe('host-a,web-01:9100,web-02:9100');
  });

  it.each([undefined, {}, { targets: [{ expr: 'up{job="x"}' }] }, { targets: 'up' }])(
    'is nothing for %j',
    (context) => {
      expect(panelHints(context, replace)).toBeNull();
    }
  );

  it('takes moments as times', () => {
    const targets = [{ filters: { asset: ['a'] } }];
    const moment = { valueOf: () => 1000 };
    expect(panelHints({ targets, timeRange: { from: moment, to: {} } }, replace)).toMatchObject({
      from: '1000',
      to: '',
    });
  });

  it('is bounded', () => {
    const targets = [{ expr: `up{instance="${'x'.repeat(100_000)}"}`, filters: { asset: ['y'.repeat(100_000)] } }];
    const hints = panelHints({ targets }, replace);
    expect(hints?.query).toHaveLength(1500);
    expect(hints?.name).toHaveLength(1500);
  });
});

it('the path says what is known', () => {
  expect(goPath({ name: 'a b,c', alert: '', from: 'now-1h' })).toBe(
    '/a/fathom-infrastructure-app/go?name=a+b%2Cc&from=now-1h'
  );
});
