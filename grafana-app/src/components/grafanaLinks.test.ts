import { describe, expect, it } from 'vitest';
import { exploreUrl, hostDashboardUrl, instanceSelector } from './grafanaLinks';

describe('instanceSelector', () => {
  it('matches each name once, literally, with any port', () => {
    expect(instanceSelector(['web-1', '10.0.0.1', 'web-1', ''])).toBe(
      '{instance=~"(web-1|10\\\\.0\\\\.0\\\\.1)(:[0-9]+)?"}'
    );
  });

  it('cannot be left by what a name holds', () => {
    expect(instanceSelector(['a"}) or up{b="'])).toBe('{instance=~"(a\\"\\\\}\\\\) or up\\\\{b=\\")(:[0-9]+)?"}');
  });
});

describe('exploreUrl', () => {
  it('opens one pane with the query and the time range', () => {
    const url = new URL(exploreUrl('prom/1', 'up{a="b"}', { from: 'now-1h', to: 5 }), 'http://grafana');
    expect(url.pathname).toBe('/explore');
    expect(JSON.parse(url.searchParams.get('panes') ?? '')).toEqual({
      fathom: {
        datasource: 'prom/1',
        queries: [{ refId: 'A', expr: 'up{a="b"}', datasource: { type: 'prometheus', uid: 'prom/1' } }],
        range: { from: 'now-1h', to: '5' },
      },
    });
  });
});

describe('hostDashboardUrl', () => {
  it('names the host and the time range', () => {
    expect(hostDashboardUrl('a b', 'web 1', { from: 1, to: 2 })).toBe(
      '/d/a%20b?from=1&to=2&var-instance=web+1&var-host=web+1'
    );
  });
});
