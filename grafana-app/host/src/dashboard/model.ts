import type { DataQuery } from '@grafana/schema';
import type { DataSourceRef, FieldConfigSource } from '@grafana/data';

/** The parts of a dashboard's JSON that the preview draws. */
export interface DashboardModel {
  readonly uid: string;
  readonly title: string;
  readonly time?: { readonly from: string; readonly to: string };
  readonly refresh?: string | boolean;
  readonly panels?: readonly PanelModel[];
  readonly templating?: { readonly list?: readonly VariableModel[] };
  readonly annotations?: { readonly list?: readonly AnnotationModel[] };
}

export interface PanelModel {
  readonly id: number;
  readonly type: string;
  readonly title?: string;
  readonly description?: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly datasource?: DataSourceRef | string | null;
  readonly targets?: readonly DataQuery[];
  readonly options?: object;
  readonly fieldConfig?: FieldConfigSource;
  readonly pluginVersion?: string;
  readonly maxDataPoints?: number;
  /** Of a collapsed row. */
  readonly panels?: readonly PanelModel[];
}

export interface VariableModel {
  readonly name: string;
  readonly label?: string;
  readonly type: string;
  readonly hide?: number;
  readonly query?: unknown;
  readonly datasource?: DataSourceRef | string | null;
  readonly multi?: boolean;
  readonly includeAll?: boolean;
  readonly allValue?: string | null;
  readonly current?: { readonly value?: string | readonly string[] };
}

export interface AnnotationModel {
  readonly name: string;
  readonly enable?: boolean;
  readonly builtIn?: number;
  readonly iconColor?: string;
  readonly datasource?: DataSourceRef | string | null;
  readonly target?: DataQuery;
}

/** Collapsed rows are shown open: their panels follow them. */
export function panelsOf({ panels = [] }: DashboardModel): PanelModel[] {
  return panels.flatMap((panel) => [panel, ...(panel.panels ?? [])]);
}
