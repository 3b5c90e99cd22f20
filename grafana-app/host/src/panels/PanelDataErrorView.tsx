import { LoadingState } from '@grafana/data';
import type { PanelDataErrorViewProps } from '@grafana/runtime';

/** What Grafana shows in place of a panel whose data it cannot draw. */
export function PanelDataErrorView({ message, data }: PanelDataErrorViewProps) {
  const nothing = data.state === LoadingState.Done && data.series.every(({ length }) => length === 0);
  return (
    <div style={{ display: 'flex', alignItems: 'center', justifyContent: 'center', height: '100%' }}>
      {message ?? (nothing ? 'No data' : 'Unable to render data')}
    </div>
  );
}
