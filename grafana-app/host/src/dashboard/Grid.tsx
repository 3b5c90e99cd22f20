import { useEffect, useRef, useState } from 'react';
import type { DataFrame, TimeRange } from '@grafana/data';
import { DashboardPanel } from './DashboardPanel.tsx';
import { panelsOf, type DashboardModel, type PanelModel } from './model.ts';

/** Grafana's grid: 24 columns, rows of 30 px with 8 px between them. */
const COLUMNS = 24;
const ROW_HEIGHT = 30;
const GAP = 8;

interface GridProps {
  readonly dashboard: DashboardModel;
  readonly range: TimeRange;
  readonly tick: number;
  readonly annotations: readonly DataFrame[];
  readonly variables: string;
}

export function Grid({ dashboard, ...rest }: GridProps) {
  const container = useRef<HTMLDivElement>(null);
  const width = useWidth(container);
  const panels = panelsOf(dashboard);
  const height = Math.max(0, ...panels.map(({ gridPos }) => boxOf(gridPos, width).bottom));
  return (
    <div ref={container} style={{ position: 'relative', height }}>
      {width > 0 &&
        panels.map((panel) => {
          const { bottom: _bottom, ...box } = boxOf(panel.gridPos, width);
          return (
            <section
              key={panel.id}
              style={{ position: 'absolute', ...box }}
              data-panel-id={panel.id}
              aria-label={panel.title}
            >
              {panel.type === 'row' ? (
                <h2>{panel.title}</h2>
              ) : (
                <DashboardPanel panel={panel} dashboard={dashboard} width={box.width} height={box.height} {...rest} />
              )}
            </section>
          );
        })}
    </div>
  );
}

function boxOf({ x, y, w, h }: PanelModel['gridPos'], width: number) {
  const column = (width + GAP) / COLUMNS;
  const top = y * (ROW_HEIGHT + GAP);
  const height = h * (ROW_HEIGHT + GAP) - GAP;
  return { left: x * column, top, width: Math.max(0, w * column - GAP), height, bottom: top + height };
}

function useWidth(element: { readonly current: HTMLElement | null }): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (element.current === null) return undefined;
    const observer = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 0));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
