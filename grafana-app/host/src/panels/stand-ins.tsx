import { PanelPlugin, type PanelPluginMeta, type PanelProps } from '@grafana/data';
import { SeriesTable } from './SeriesTable.tsx';

/** A plain picture of a panel that only Grafana's core has: its data as a table, with a note saying so. */
export function standIn(id: string): PanelPlugin {
  const plugin = new PanelPlugin((props: PanelProps) => <StandIn panelType={id} {...props} />).useFieldConfig();
  plugin.meta = {
    id,
    name: id,
    type: 'panel',
    info: { logos: { small: '', large: '' } },
    sort: 1,
  } as unknown as PanelPluginMeta;
  return plugin;
}

function StandIn({ panelType, data, options }: PanelProps & { panelType: string }) {
  const { content } = options as { content?: unknown };
  return (
    <div data-testid={`stand-in-${panelType}`} style={{ height: '100%', overflow: 'auto' }}>
      <small>Grafana draws its own “{panelType}” panel here; the preview shows what it is given.</small>
      {typeof content === 'string' ? (
        <pre style={{ whiteSpace: 'pre-wrap' }}>{content}</pre>
      ) : (
        <SeriesTable series={data.series} />
      )}
    </div>
  );
}
