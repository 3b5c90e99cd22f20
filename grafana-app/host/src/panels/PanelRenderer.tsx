import { useEffect, useMemo, useState } from 'react';
import {
  applyFieldOverrides,
  EventBusSrv,
  LoadingState,
  getDefaultTimeRange,
  type AbsoluteTimeRange,
  type FieldConfigSource,
  type PanelData,
  type PanelPlugin,
} from '@grafana/data';
import { config, getTemplateSrv, type PanelRendererProps } from '@grafana/runtime';
import { Alert, ErrorBoundaryAlert, PanelContextProvider } from '@grafana/ui';
import { preview } from '../boot-data.ts';
import { loadPanel } from '../plugins/load.ts';
import { useLoaded } from '../plugins/use-loaded.ts';

export interface PanelProps extends PanelRendererProps {
  readonly panelId?: number;
  /** The version of the plugin that wrote the options; its migration runs when that is another one. */
  readonly pluginVersion?: string;
}

/** Draws a panel plugin with its defaults, migrations and field options applied, as Grafana's own renderer does. */
export function PanelRenderer(props: PanelProps) {
  const loaded = useLoaded(() => loadPanel(props.pluginId), props.pluginId);
  if (loaded.state === 'failed') {
    return (
      <Alert severity="error" title={`Panel ${props.pluginId} did not load`}>
        {loaded.message}
      </Alert>
    );
  }
  if (loaded.state === 'loading') return <div>Loading {props.pluginId} …</div>;
  return (
    <ErrorBoundaryAlert dependencies={[props.data]}>
      <LoadedPanel {...props} plugin={loaded.value} />
    </ErrorBoundaryAlert>
  );
}

function LoadedPanel(props: PanelProps & { readonly plugin: PanelPlugin }) {
  const { plugin, title, width, height, panelId = 1, data = EMPTY } = props;
  const eventBus = useMemo(() => new EventBusSrv(), []);
  const [changedOptions, setChangedOptions] = useState<object | null>(null);
  const initialOptions = useMemo(() => optionsFor(plugin, props), [plugin, props.options, props.pluginVersion]);
  useEffect(() => setChangedOptions(null), [initialOptions]);
  const fieldConfig = useMemo(() => fieldConfigFor(plugin, props.fieldConfig), [plugin, props.fieldConfig]);
  const shown = useMemo(() => withFieldOptions(plugin, data, fieldConfig), [plugin, data, fieldConfig]);
  const Panel = plugin.panel;
  if (Panel === null) return <Alert severity="error" title={`${plugin.meta.id} has no panel component`} />;
  return (
    <PanelContextProvider value={{ eventBus, eventsScope: 'panel' }}>
      <Panel
        id={panelId}
        data={shown}
        timeRange={shown.timeRange}
        timeZone={props.timeZone ?? preview.preferences.timeZone}
        title={title}
        options={changedOptions ?? initialOptions}
        fieldConfig={fieldConfig}
        transparent={false}
        width={width}
        height={height}
        renderCounter={0}
        replaceVariables={(text, scopedVars, format) => getTemplateSrv().replace(text, scopedVars, format)}
        eventBus={eventBus}
        onOptionsChange={(options: object) => {
          setChangedOptions(options);
          props.onOptionsChange?.(options);
        }}
        onFieldConfigChange={(changed: FieldConfigSource<object>) => props.onFieldConfigChange?.(changed)}
        onChangeTimeRange={(range: AbsoluteTimeRange) => props.onChangeTimeRange?.(range)}
      />
    </PanelContextProvider>
  );
}

const EMPTY: PanelData = { state: LoadingState.NotStarted, series: [], timeRange: getDefaultTimeRange() };

/** Defaults below what is saved; a migration first, when there is one. */
function optionsFor(plugin: PanelPlugin, { options = {}, title, pluginId, pluginVersion, panelId = 1 }: PanelProps) {
  const migrated = plugin.onPanelMigration?.({
    id: panelId,
    type: pluginId,
    title,
    options,
    fieldConfig: { defaults: {}, overrides: [] },
    pluginVersion: pluginVersion ?? '',
  }) as object | undefined;
  return { ...(plugin.defaults as object | undefined), ...(migrated ?? options) };
}

function fieldConfigFor(plugin: PanelPlugin, given: FieldConfigSource | undefined): FieldConfigSource {
  const { defaults, overrides } = plugin.fieldConfigDefaults;
  return {
    defaults: { ...defaults, ...given?.defaults },
    overrides: [...overrides, ...(given?.overrides ?? [])],
  };
}

function withFieldOptions(plugin: PanelPlugin, data: PanelData, fieldConfig: FieldConfigSource): PanelData {
  const series = applyFieldOverrides({
    data: data.series,
    fieldConfig,
    fieldConfigRegistry: plugin.fieldConfigRegistry,
    replaceVariables: (text, scopedVars, format) => getTemplateSrv().replace(text, scopedVars, format),
    theme: config.theme2,
    timeZone: preview.preferences.timeZone,
  });
  return { ...data, series };
}
