import { colorManipulator, type GrafanaTheme2 } from '@grafana/data';
import { bandsOf, type ChartMarker, type ChartSeries, type ChartThreshold, type SeriesRole } from './series';

/** All of a chart but its points: what a new drawing is needed for when it changes. */
export interface ChartShape {
  readonly series: ReadonlyArray<{ readonly name: string; readonly role: SeriesRole; readonly color?: string }>;
  readonly thresholds: readonly ChartThreshold[];
  readonly markers: readonly ChartMarker[];
  readonly unit: string;
  readonly min?: number;
  readonly max?: number;
  /** Labels of the legend that were switched off. */
  readonly hidden: readonly string[];
}

/** What the legend and the tooltip show as one: a line, or a band with both its edges. */
export interface ChartItem {
  readonly label: string;
  readonly color: string;
  readonly isDashed: boolean;
  /** Indexes of its series: one, or the lower and the upper. */
  readonly indexes: readonly number[];
}

/** Distinguishable from each other and from both themes' backgrounds; beyond these they begin again. */
const PALETTE = [
  'semi-dark-blue',
  'semi-dark-orange',
  'semi-dark-green',
  'semi-dark-purple',
  'semi-dark-red',
  'dark-yellow',
  'dark-blue',
  'dark-green',
];

export const shapeSeries = (series: readonly ChartSeries[]): ChartShape['series'] =>
  series.map(({ name, role = 'line', color }) => ({ name, role, ...(color === undefined ? {} : { color }) }));

export function itemsOf({ series }: Pick<ChartShape, 'series'>, theme: GrafanaTheme2): ChartItem[] {
  const bands = bandsOf(series);
  const inBand = new Set(bands.flatMap(({ lower, upper }) => [lower, upper]));
  const lines = series
    .map(({ name, role, color }, index) => ({ name, role, color, index }))
    .filter(({ index }) => !inBand.has(index))
    .map(({ name, role, color, index }, nth) => ({
      label: name,
      color: theme.visualization.getColorByName(color ?? PALETTE[nth % PALETTE.length] ?? 'blue'),
      isDashed: role === 'forecast',
      indexes: [index],
    }));
  const around = (lines.find(({ isDashed }) => isDashed) ?? lines[0])?.color ?? theme.colors.text.secondary;
  return [
    ...lines,
    ...bands.map(({ lower, upper }) => ({
      label: bandLabel(series[lower]?.name ?? '', series[upper]?.name ?? ''),
      color: around,
      isDashed: false,
      indexes: [lower, upper],
    })),
  ];
}

const bandLabel = (lower: string, upper: string) => (lower === upper ? lower : `${lower} – ${upper}`);

export const isBand = ({ indexes }: ChartItem): boolean => indexes.length === 2;

/** The fill of a band, through which lines stay visible. */
export const bandFill = ({ color }: ChartItem): string => colorManipulator.alpha(color, 0.2);
