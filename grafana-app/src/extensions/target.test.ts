import { describe, expect, it } from 'vitest';
import { alertTarget, panelTarget } from './target';

const values: Readonly<Record<string, string>> = { instance: 'web-01:9100,web-02:9100', job: 'node' };
const replace = (text: string) => text.replace(/\$(\w+)/g, (_, name: string) => values[name] ?? '');

describe('what an alert is about', () => {
  it('is named by the labels of the instance, the surest first', () => {
    const labels = { alertname: 'HostDown', instance: 'web-01:9100', job: 'node', asset: 'host-web-01' };
    const context = { instance: { labels, activeAt: '2026-01-01T00:00:00Z' }, rule: { name: 'HostDown', labels: {} } };
    expect(alertTarget(context)).toEqual({
      names: ['host-web-01', 'web-01:9100'],
      alert: 'HostDown',
      from: '1767225600000',
      to: '',
    });
  });

  it('is named by the expression of a rule without such labels', () => {
    const context = {
      name: 'Load',
      labels: { severity: 'warning' },
      expression: 'node_load1{instance="web-01:9100"} > 4',
    };
    expect(alertTarget(context)).toEqual({ names: ['web-01:9100'], alert: 'Load', from: '', to: '' });
  });

  it.each([undefined, null, 'x', {}, { instance: { labels: null, activeAt: '0001-01-01T00:00:00Z' } }])(
    'is nothing for %j',
    (context) => expect(alertTarget(context)).toEqual({ names: [], alert: '', from: '', to: '' })
  );
});

describe('what a panel is about', () => {
  const timeRange = { from: 'now-6h', to: 'now' };
  const names = (...targets: unknown[]) => panelTarget({ targets, timeRange }, replace).names;

  it('is named by its queries and their variables', () => {
    expect(names({ expr: 'up{instance=~"$instance",job="$job"}' })).toEqual(['web-01:9100', 'web-02:9100']);
  });

  it.each([
    ['up{instance="10.1.2.3:9100"}', ['10.1.2.3:9100']],
    ['up{instance=~"(web-01|web-02)(:[0-9]+)?"}', ['web-01', 'web-02']],
    ['up{instance=~"(web-01|web\\\\.02)"}', ['web-01', 'web.02']],
    ['up{instance=~"web-01:.*"}', ['web-01']],
    ['up{instance=~"web-0[12]:.*"}', []],
    ['up{instance=~".+"}', []],
    ['up{instance!="web-01"}', []],
    ['up{job="web-01"}', []],
  ])('is read from %s', (expr, expected) => expect(names({ expr })).toEqual(expected));

  it('is named by the filters of the Fathom data source', () => {
    expect(names({ filters: { asset: ['host-a'], focus: ['$instance'], kind: ['host'] } })).toEqual([
      'host-a',
      'web-01:9100',
      'web-02:9100',
    ]);
  });

  it('has the time range of the dashboard', () => {
    const moment = { valueOf: () => 1000 };
    expect(panelTarget({ timeRange: { from: moment, to: 'now' } }, replace)).toMatchObject({ from: '1000', to: 'now' });
    expect(panelTarget({ timeRange: { from: null, to: {} } }, replace)).toMatchObject({ from: '', to: '' });
  });

  it('is bounded', () => {
    const many = Array.from({ length: 50 }, (_, i) => `host-${i}${'x'.repeat(1000)}`);
    const found = names({ filters: { asset: many } });
    expect(found).toHaveLength(8);
    expect(found[0]).toHaveLength(256);
  });
});
