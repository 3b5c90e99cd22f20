import { describe, expect, it } from 'vitest';
import type { Incident, IncidentAlert } from '../../api/types';
import { alertmanagerLink, dashboardPath, explorePath, timesAround } from './externalLinks';

const ALERT: IncidentAlert = {
  fingerprint: 'f',
  name: 'HostDown',
  status: 'firing',
  labels: { alertname: 'HostDown', instance: 'web01:9100' },
  annotations: {},
  startsAt: '2026-01-01T12:00:00Z',
  endsAt: null,
  generatorUrl: '',
  alertmanagerUrl: 'https://am.example/alerts/',
};

const incident = (alerts: ReadonlyArray<Partial<IncidentAlert>>, resolvedAt: string | null = null): Incident => ({
  id: 'inc-1',
  tenant: 'default',
  title: 'HostDown on web01',
  asset: 'host-web01',
  severity: 'high',
  status: 'open',
  startedAt: '2026-01-01T12:00:00Z',
  updatedAt: '2026-01-01T12:00:00Z',
  resolvedAt,
  acknowledged: null,
  activity: [],
  alerts: alerts.map((each) => ({ ...ALERT, ...each })),
  causes: [],
  score: null,
  metrics: [],
  events: [],
  recommendations: [],
});

const NOW = Date.parse('2026-01-01T13:00:00Z');
const paneOf = (path: string | null) =>
  JSON.parse(new URL(path ?? '', 'http://grafana').searchParams.get('panes') ?? '{}').fathom;

describe('the alert in Alertmanager', () => {
  it('is found by its labels, below the path that Alertmanager is served from', () => {
    const link = alertmanagerLink(ALERT);
    expect(link).toMatch(/^https:\/\/am\.example\/alerts\/#\/alerts\?filter=/);
    expect(decodeURIComponent(link?.split('filter=')[1] ?? '')).toBe('{alertname="HostDown",instance="web01:9100"}');
  });

  it('is found also by labels with quotes, backslashes and line breaks', () => {
    const link = alertmanagerLink({ ...ALERT, labels: { path: 'C:\\"x"\n&#' } });
    expect(decodeURIComponent(link?.split('filter=')[1] ?? '')).toBe('{path="C:\\\\\\"x\\"\\n&#"}');
  });

  it.each([null, 'javascript:alert(1)'])('is not linked at %j', (alertmanagerUrl) => {
    expect(alertmanagerLink({ ...ALERT, alertmanagerUrl })).toBeNull();
  });
});

describe('the time around an incident', () => {
  it('ends now while it goes on', () => {
    expect(timesAround(incident([{}]), NOW)).toEqual({ from: Date.parse('2026-01-01T11:45:00Z'), to: NOW });
  });

  it('ends 15 minutes after its end', () => {
    expect(timesAround(incident([{}], '2026-01-01T12:10:00Z'), NOW).to).toBe(Date.parse('2026-01-01T12:25:00Z'));
  });
});

describe('what was measured', () => {
  it('opens in Explore with what the alert asks', () => {
    const generatorUrl = 'http://prometheus:9090/graph?g0.expr=up+%3D%3D+0&g0.tab=1';
    const pane = paneOf(explorePath('prom', incident([{}, { generatorUrl }]), NOW));
    expect(pane.queries[0]).toMatchObject({ expr: 'up == 0', datasource: { uid: 'prom' } });
    expect(pane.range).toEqual({ from: String(Date.parse('2026-01-01T11:45:00Z')), to: String(NOW) });
  });

  it('opens with the instance when the alert does not tell', () => {
    expect(paneOf(explorePath('prom', incident([{}]), NOW)).queries[0].expr).toBe('up{instance="web01:9100"}');
  });

  it('is not offered when nothing is known to ask for', () => {
    expect(explorePath('prom', incident([{ labels: {} }]), NOW)).toBeNull();
  });

  it('opens on the dashboard of the host', () => {
    const url = new URL(dashboardPath('a/b', incident([{}]), NOW), 'http://grafana');
    expect(url.pathname).toBe('/d/a%2Fb');
    expect(url.searchParams.get('var-instance')).toBe('web01:9100');
  });
});
