import { useMemo } from 'react';
import { CoreApp, LoadingState, type DataFrame, type TimeRange } from '@grafana/data';
import { PanelChrome } from '@grafana/ui';
import { PanelRenderer } from '../panels/PanelRenderer.tsx';
import { usePluginLinks, getTemplateSrv } from '@grafana/runtime';
import { changeTimeRange } from './time-range.ts';
import { usePanelData } from './panel-query.ts';
import type { PanelModel } from './model.ts';
import { PanelMenu, panelContext } from './PanelMenu.tsx';

export interface DashboardPanelProps {
  readonly panel: PanelModel;
  readonly dashboard: { readonly uid: string; readonly title: string };
  readonly range: TimeRange;
  readonly tick: number;
  readonly annotations: readonly DataFrame[];
  /** Changes with the values of the dashboard's variables. */
  readonly variables: string;
  readonly width: number;
  readonly height: number;
}

/** One panel of a dashboard: its queries, its frame with loading and error, its menu of links. */
export function DashboardPanel(props: DashboardPanelProps) {
  const { panel, range, tick, width, height, annotations, variables } = props;
  const { targets = [], datasource, id } = panel;
  const query = {
    datasource,
    targets,
    range,
    tick,
    app: CoreApp.Dashboard,
    maxDataPoints: Math.max(1, width),
    panelId: id,
  };
  const data = usePanelData(query, `${id} ${variables}`);
  const shown = useMemo(() => ({ ...data, annotations: [...annotations] }), [data, annotations]);
  const context = useMemo(() => panelContext(props), [panel, range, props.dashboard]);
  const { links } = usePluginLinks({ extensionPointId: 'grafana/dashboard/panel/menu', context });
  const title = getTemplateSrv().replace(panel.title ?? '');
  return (
    <PanelChrome
      title={title}
      width={width}
      height={height}
      loadingState={data.state === LoadingState.NotStarted ? LoadingState.Loading : data.state}
      {...(panel.description && { description: panel.description })}
      {...(data.error && { statusMessage: data.error.message ?? 'The query failed' })}
      {...(links.length > 0 && { menu: <PanelMenu links={links} /> })}
    >
      {(innerWidth, innerHeight) => (
        <PanelRenderer
          panelId={id}
          pluginId={panel.type}
          title={title}
          data={shown}
          options={panel.options ?? {}}
          width={innerWidth}
          height={innerHeight}
          onChangeTimeRange={({ from, to }) =>
            changeTimeRange({ ...range, raw: { from: new Date(from).toISOString(), to: new Date(to).toISOString() } })
          }
          {...(panel.fieldConfig && { fieldConfig: panel.fieldConfig })}
          {...(panel.pluginVersion && { pluginVersion: panel.pluginVersion })}
        />
      )}
    </PanelChrome>
  );
}
