import { useMemo } from 'react';
import { CoreApp, LoadingState } from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';
import { Alert, PanelChrome } from '@grafana/ui';
import { useLocation, useParams } from 'react-router-dom-v5-compat';
import { usePanelData } from '../dashboard/panel-query.ts';
import { useTimeRange } from '../dashboard/time-range.ts';
import { PanelRenderer } from '../panels/PanelRenderer.tsx';
import { errorMessage } from '../error-message.ts';

const DEFAULT_WIDTH = 900;
const DEFAULT_HEIGHT = 500;
const MAX_SIZE = 4000;

interface PanelRequest {
  readonly options: object;
  readonly target: object | null;
  readonly width: number;
  readonly height: number;
  readonly problem: string | null;
}

/**
 * /panel/<id>: one panel alone. `options` and `target` are JSON: its options, and the query of the plugin's data
 * source for it; `width`, `height` in pixels, `from`, `to` as on dashboards.
 */
export function PanelPage() {
  const { pluginId = '' } = useParams();
  const { search } = useLocation();
  const { options, target, width, height, problem } = useMemo(() => parse(search), [search]);
  const range = useTimeRange();
  const datasource = getDataSourceSrv().getList()[0]?.uid;
  const targets = target === null ? [] : [{ refId: 'A', ...target }];
  const data = usePanelData(
    { targets, range, datasource, app: CoreApp.Dashboard, maxDataPoints: width, tick: 0 },
    `${pluginId} ${search}`
  );
  if (problem !== null) return <Alert severity="error" title={problem} />;
  return (
    <div style={{ padding: 16 }} data-testid="panel-page">
      <PanelChrome
        title={pluginId}
        width={width}
        height={height}
        loadingState={data.state}
        {...(data.state === LoadingState.Error && { statusMessage: data.error?.message ?? 'The query failed' })}
      >
        {(innerWidth, innerHeight) => (
          <PanelRenderer
            pluginId={pluginId}
            title={pluginId}
            data={data}
            options={options}
            width={innerWidth}
            height={innerHeight}
          />
        )}
      </PanelChrome>
    </div>
  );
}

function parse(search: string): PanelRequest {
  const query = new URLSearchParams(search);
  const size = (name: string, fallback: number) => Math.min(MAX_SIZE, Number(query.get(name)) || fallback);
  const sizes = { width: size('width', DEFAULT_WIDTH), height: size('height', DEFAULT_HEIGHT) };
  try {
    const options = objectOf(query.get('options')) ?? {};
    return { ...sizes, options, target: objectOf(query.get('target')), problem: null };
  } catch (error) {
    const reason = errorMessage(error);
    return { ...sizes, options: {}, target: null, problem: `options and target must be JSON objects: ${reason}` };
  }
}

function objectOf(json: string | null): object | null {
  if (json === null) return null;
  const value: unknown = JSON.parse(json);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TypeError('not an object');
  return value;
}
