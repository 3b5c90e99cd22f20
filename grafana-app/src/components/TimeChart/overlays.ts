import type { GrafanaTheme2 } from '@grafana/data';
import { UPLOT_AXIS_FONT_SIZE } from '@grafana/ui';
import type uPlot from 'uplot';
import type { ChartMarker, ChartThreshold } from './series';

/** CSS pixels between a line and its label. */
const GAP = 4;
/** Labels of markers close to each other go below one another, on so many rows. */
const MARKER_ROWS = 3;
const MAX_LABEL = 32;

/** A dashed line across the plot with its label above it, at the right. */
export function drawThresholds(
  plot: uPlot,
  thresholds: readonly ChartThreshold[],
  format: (value: number) => string,
  theme: GrafanaTheme2
) {
  const { ctx, bbox } = plot;
  const color = theme.colors.error.text;
  onCanvas(plot, color, theme, (ratio) => {
    ctx.textAlign = 'right';
    for (const { value, label } of thresholds) {
      const y = Math.round(plot.valToPos(value, 'y', true));
      line(ctx, bbox.left, y, bbox.left + bbox.width, y);
      const isAtTop = y - bbox.top < (UPLOT_AXIS_FONT_SIZE + GAP) * ratio;
      ctx.textBaseline = isAtTop ? 'top' : 'bottom';
      ctx.fillText(
        shortened(`${label} (${format(value)})`),
        bbox.left + bbox.width - GAP * ratio,
        y + (isAtTop ? GAP : -GAP) * ratio
      );
    }
  });
}

/** A dashed line down the plot at the marker's time, with its label beside it. */
export function drawMarkers(plot: uPlot, markers: readonly ChartMarker[], theme: GrafanaTheme2) {
  const { ctx, bbox } = plot;
  const { min, max } = plot.scales.x ?? {};
  if (min === undefined || min === null || max === undefined || max === null) {
    return;
  }
  onCanvas(plot, theme.colors.text.secondary, theme, (ratio) => {
    ctx.textBaseline = 'top';
    markers
      .filter(({ time }) => time >= min && time <= max)
      .forEach(({ time, label }, nth) => {
        const x = Math.round(plot.valToPos(time, 'x', true));
        line(ctx, x, bbox.top, x, bbox.top + bbox.height);
        const isRight = x > bbox.left + bbox.width / 2;
        const row = (nth % MARKER_ROWS) * (UPLOT_AXIS_FONT_SIZE + GAP) + GAP;
        ctx.textAlign = isRight ? 'right' : 'left';
        ctx.fillText(shortened(label), x + (isRight ? -GAP : GAP) * ratio, bbox.top + row * ratio);
      });
  });
}

function onCanvas({ ctx }: uPlot, color: string, theme: GrafanaTheme2, draw: (pixelRatio: number) => void) {
  ctx.save();
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([4 * devicePixelRatio, 4 * devicePixelRatio]);
  ctx.strokeStyle = color;
  ctx.fillStyle = color;
  ctx.font = `${UPLOT_AXIS_FONT_SIZE * devicePixelRatio}px ${theme.typography.fontFamily}`;
  draw(devicePixelRatio);
  ctx.restore();
}

function line(ctx: CanvasRenderingContext2D, x0: number, y0: number, x1: number, y1: number) {
  ctx.beginPath();
  ctx.moveTo(x0, y0);
  ctx.lineTo(x1, y1);
  ctx.stroke();
}

const shortened = (label: string) => (label.length > MAX_LABEL ? `${label.slice(0, MAX_LABEL - 1)}…` : label);
