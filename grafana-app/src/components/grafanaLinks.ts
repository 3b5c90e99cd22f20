/** Links to what Grafana itself shows of an asset. Paths within Grafana, for AppLink. */

/** As Grafana takes times: `now-1h`, or milliseconds since the epoch. */
export interface LinkRange {
  readonly from: string | number;
  readonly to: string | number;
}

/** Names under which Prometheus may have an asset: each matches `instance` with any port. */
export function instanceSelector(names: readonly string[]): string {
  const alternatives = [...new Set(names)].filter((name) => name !== '').map(escapeForPromql);
  return `{instance=~"(${alternatives.join('|')})(:[0-9]+)?"}`;
}

/** Literal for RE2, then for the PromQL string around it. */
const escapeForPromql = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&').replace(/[\\"]/g, '\\$&');

export function exploreUrl(datasourceUid: string, expression: string, { from, to }: LinkRange): string {
  const pane = {
    datasource: datasourceUid,
    queries: [{ refId: 'A', expr: expression, datasource: { type: 'prometheus', uid: datasourceUid } }],
    range: { from: String(from), to: String(to) },
  };
  return `/explore?${new URLSearchParams({ schemaVersion: '1', panes: JSON.stringify({ fathom: pane }) }).toString()}`;
}

/** With the variables that dashboards of hosts commonly have; a dashboard ignores those it lacks. */
export function hostDashboardUrl(dashboardUid: string, host: string, { from, to }: LinkRange): string {
  const query = new URLSearchParams({
    from: String(from),
    to: String(to),
    'var-instance': host,
    'var-host': host,
  });
  return `/d/${encodeURIComponent(dashboardUid)}?${query.toString()}`;
}
