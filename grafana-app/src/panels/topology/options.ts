import { isRecord } from '../../isRecord';

/** What a dashboard keeps of the panel. */
export interface TopologyOptions {
  /** Of the shape of these options: what is saved by an older one is migrated. */
  version: 1;
  coloring: 'health' | 'score';
  show: 'graph' | 'list';
  legend: boolean;
  /** Whether the wheel zooms by itself; else it scrolls the dashboard, and zooms with Ctrl. */
  wheelZooms: boolean;
}

export const DEFAULTS: TopologyOptions = {
  version: 1,
  coloring: 'health',
  show: 'graph',
  legend: true,
  wheelZooms: false,
};

/** Whatever a dashboard's JSON has: people edit it by hand, and other panels leave their options when the type changes. */
export function migrateOptions(saved: unknown): TopologyOptions {
  const { coloring, show, legend, wheelZooms } = isRecord(saved) ? saved : {};
  return {
    version: 1,
    coloring: coloring === 'score' ? 'score' : DEFAULTS.coloring,
    show: show === 'list' ? 'list' : DEFAULTS.show,
    legend: typeof legend === 'boolean' ? legend : DEFAULTS.legend,
    wheelZooms: typeof wheelZooms === 'boolean' ? wheelZooms : DEFAULTS.wheelZooms,
  };
}
