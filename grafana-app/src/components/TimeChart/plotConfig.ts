import { getTimeZone, type GrafanaTheme2 } from '@grafana/data';
import {
  AxisPlacement,
  DrawStyle,
  LineInterpolation,
  PointVisibility,
  ScaleDirection,
  ScaleOrientation,
  UPlotConfigBuilder,
} from '@grafana/ui';
import type uPlot from 'uplot';
import { formatterOf } from './format';
import { drawMarkers, drawThresholds } from './overlays';
import { nearestFilled, toleranceOf } from './series';
import { bandFill, isBand, itemsOf, type ChartItem, type ChartShape } from './shape';
import { valueRange } from './valueRange';

/** Of these 16 GiB is a round number, and 20,000,000,000 is not. */
const BINARY_UNITS = ['bytes', 'binBps'];
const POWERS_OF_TWO = Array.from({ length: 60 }, (_, power) => 2 ** power);

/** Where the pointer or the keyboard is. */
export interface Hover {
  /** Of the times. */
  readonly index: number;
  /** CSS pixels from the left of the chart, axis included. */
  readonly left: number;
  readonly chartWidth: number;
}

export function plotConfig(
  shape: ChartShape,
  theme: GrafanaTheme2,
  onHover: (hover: Hover | null) => void
): UPlotConfigBuilder {
  const builder = new UPlotConfigBuilder(getTimeZone());
  addAxes(builder, shape, theme);
  const items = itemsOf(shape, theme);
  shape.series.forEach((_, index) => {
    const item = items.find(({ indexes }) => indexes.includes(index));
    if (item !== undefined) {
      addSeries(builder, item, !shape.hidden.includes(item.label), theme);
    }
  });
  for (const item of items.filter((each) => isBand(each) && !shape.hidden.includes(each.label))) {
    const [lower = 0, upper = 0] = item.indexes;
    builder.addBand({ series: [upper + 1, lower + 1], fill: bandFill(item) });
  }
  builder.addHook('draw', (plot) => {
    drawThresholds(plot, shape.thresholds, formatterOf(shape.unit), theme);
    drawMarkers(plot, shape.markers, theme);
  });
  builder.setCursor({ y: false, drag: { x: false, y: false }, dataIdx: nearestOf });
  builder.addHook('setCursor', (plot) => onHover(hoverOf(plot)));
  return builder;
}

function addAxes(builder: UPlotConfigBuilder, shape: ChartShape, theme: GrafanaTheme2) {
  const format = formatterOf(shape.unit);
  builder.addScale({
    scaleKey: 'x',
    orientation: ScaleOrientation.Horizontal,
    direction: ScaleDirection.Right,
    isTime: true,
    range: (plot) => [plot.data[0][0] ?? 0, plot.data[0].at(-1) ?? 1],
  });
  builder.addAxis({ scaleKey: 'x', isTime: true, placement: AxisPlacement.Bottom, timeZone: getTimeZone(), theme });
  builder.addScale({
    scaleKey: 'y',
    orientation: ScaleOrientation.Vertical,
    direction: ScaleDirection.Up,
    range: (_, low, high) =>
      valueRange(
        low,
        high,
        shape.thresholds.map(({ value }) => value),
        shape
      ),
  });
  builder.addAxis({
    scaleKey: 'y',
    placement: AxisPlacement.Left,
    theme,
    formatValue: (value: number, decimals) => format(value, decimals ?? undefined),
    ...(BINARY_UNITS.includes(shape.unit) ? { incrs: POWERS_OF_TWO } : {}),
  });
}

function addSeries(builder: UPlotConfigBuilder, item: ChartItem, show: boolean, theme: GrafanaTheme2) {
  builder.addSeries({
    scaleKey: 'y',
    theme,
    show,
    drawStyle: DrawStyle.Line,
    lineInterpolation: LineInterpolation.Linear,
    lineColor: item.color,
    lineWidth: isBand(item) ? 0 : 2,
    ...(item.isDashed ? { lineStyle: { fill: 'dash', dash: [6, 4] } } : {}),
    showPoints: isBand(item) ? PointVisibility.Never : PointVisibility.Auto,
    pointSize: 5,
    pxAlign: false,
    spanNulls: false,
  });
}

function nearestOf(plot: uPlot, seriesIndex: number, index: number): number | null {
  const times = Array.from(plot.data[0]);
  const column = plot.data[seriesIndex];
  if (column === undefined || seriesIndex === 0) {
    return index;
  }
  const values = Array.from(column);
  return nearestFilled(times, values, index, toleranceOf(times, values));
}

function hoverOf({ cursor, over, width }: uPlot): Hover | null {
  const { idx, left = -1 } = cursor;
  if (idx === undefined || idx === null || left < 0) {
    return null;
  }
  return { index: idx, left: over.offsetLeft + left, chartWidth: width };
}
