import type { GrafanaTheme2 } from '@grafana/data';
import type { Coloring, GraphNode, Health, Level } from '../graph';

export interface Palette {
  readonly health: Readonly<Record<Health, string>>;
  readonly level: Readonly<Record<Level, string>>;
  /** Assets without a score. */
  readonly unscored: string;
  readonly edge: string;
  readonly edgeStrong: string;
  readonly label: string;
  readonly background: string;
  readonly selected: string;
  readonly font: string;
}

/** Text colours of the theme: they stand out from the background in both themes. */
export function paletteOf(theme: GrafanaTheme2): Palette {
  const { colors, visualization, typography, isDark } = theme;
  return {
    health: {
      critical: colors.error.text,
      warning: colors.warning.text,
      ok: colors.success.text,
      stale: colors.text.secondary,
      gone: colors.text.secondary,
    },
    level: {
      CRITICAL: colors.error.text,
      HIGH: visualization.getColorByName(isDark ? 'orange' : 'dark-orange'),
      MEDIUM: visualization.getColorByName(isDark ? 'light-purple' : 'dark-purple'),
      LOW: colors.info.text,
      BENIGN: colors.success.text,
    },
    unscored: colors.text.secondary,
    edge: colors.border.medium,
    edgeStrong: colors.text.secondary,
    label: colors.text.primary,
    background: colors.background.primary,
    selected: colors.primary.text,
    font: typography.fontFamily,
  };
}

export function colorOf(node: GraphNode, coloring: Coloring, palette: Palette): string {
  if (coloring === 'health') {
    return palette.health[node.health];
  }
  return node.score === null ? palette.unscored : palette.level[node.level];
}
