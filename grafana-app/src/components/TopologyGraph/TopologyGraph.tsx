import React, { useEffect, useId, useMemo, useState, type KeyboardEvent } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { t } from '../../t';
import { kindName } from '../assetWords';
import type { Size } from '../useSize';
import { Controls } from './Controls';
import { neighbourhood, type Coloring, type Graph, type GraphNode } from './graph';
import { commandOf, type Command } from './keyboard';
import { KindShape } from './KindShape';
import { nodeTowards } from './pick';
import { useLayout } from './useLayout';
import { usePointer } from './usePointer';
import { useScene } from './useScene';
import { pan, zoomAt } from './viewport';
import { healthName, scoreText, spoken } from './words';

interface Props {
  /** The same object as long as nothing changed. */
  readonly graph: Graph;
  readonly size: Size;
  readonly coloring: Coloring;
  /** Nodes keep their places while this stays the same. */
  readonly layoutKey: string;
  readonly focus: string | null;
  /** Null: all; else the others are dimmed. */
  readonly highlighted: ReadonlySet<string> | null;
  /** Brought into sight whenever it changes. */
  readonly inSight: readonly string[];
  /** Null: somewhere beside the nodes. */
  readonly onPick: (id: string | null) => void;
  /** Whether the wheel and a finger are for the graph alone; else they scroll the page, and zoom with Ctrl. */
  readonly capturesScroll: boolean;
}

/** The graph on a canvas, for mouse, touch and keyboard. The same as a table: TopologyList. */
export function TopologyGraph(props: Props) {
  const { graph, size, coloring, layoutKey, focus, highlighted, inSight, onPick, capturesScroll } = props;
  const styles = useStyles2(getStyles);
  const help = useId();
  const [hovered, setHovered] = useState<string | null>(null);
  const { positions, done, rearrange } = useLayout(graph, layoutKey);
  const { scene, canvas, setCanvas } = useScene({ graph, positions, coloring, highlighted, focus, hovered, size });
  usePointer(canvas, { scene, wheelZooms: capturesScroll, onHover: setHovered, onPick });
  const neighbours = useMemo(() => neighbourhood(graph), [graph]);
  const known = useMemo(() => new Map(graph.nodes.map((node) => [node.id, node])), [graph]);
  const shown = known.get(hovered ?? focus ?? '');

  const target = inSight.join(' ');
  useEffect(() => {
    const ids = target.split(' ').filter((id) => id !== '');
    if (!done || ids.length === 0) {
      return;
    }
    if (ids.length === 1 && ids[0] !== undefined) {
      scene.current?.reveal(ids[0]);
    } else {
      scene.current?.show(ids);
    }
  }, [scene, done, target]);

  const zoom = (factor: number) => {
    const middle = { x: size.width / 2, y: size.height / 2 };
    scene.current?.move(zoomAt(scene.current.view(), middle, factor));
  };

  const go = (command: Extract<Command, { do: 'go' }>) => {
    const from = hovered ?? focus;
    const first = graph.nodes[0]?.id ?? null;
    const next = from === null ? first : nodeTowards(positions, from, command.direction);
    if (next !== null) {
      setHovered(next);
      scene.current?.reveal(next);
    }
  };

  const obey = (command: Command) => {
    switch (command.do) {
      case 'go':
        return go(command);
      case 'pan':
        return scene.current?.move(pan(scene.current.view(), command.dx, command.dy));
      case 'zoom':
        return zoom(command.factor);
      case 'fit':
        return scene.current?.show();
      case 'pick':
        return shown === undefined ? undefined : onPick(shown.id);
      case 'leave':
        setHovered(null);
        return onPick(null);
    }
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const command = commandOf(event);
    if (command !== null) {
      event.preventDefault();
      event.stopPropagation();
      obey(command);
    }
  };

  return (
    <div className={styles.frame} style={{ height: size.height }} aria-busy={!done} data-testid="topology-graph">
      <div
        className={styles.stage}
        role="application"
        tabIndex={0}
        aria-label={t('topology.graph', 'Graph of {{count}} assets', {
          count: graph.nodes.length,
          defaultValue_one: 'Graph of {{count}} asset',
        })}
        aria-describedby={help}
        onKeyDown={onKeyDown}
        onBlur={() => setHovered(null)}
      >
        <canvas
          ref={setCanvas}
          className={capturesScroll ? styles.canvas : styles.scrollableCanvas}
          style={{ width: size.width, height: size.height }}
          aria-hidden
        />
      </div>
      <p id={help} className="sr-only">
        {t(
          'topology.help',
          'Arrow keys go to the next asset, Enter picks it, Escape leaves it. Shift and arrow keys move the picture, plus and minus zoom, 0 shows all. The same is in the list as a table.'
        )}
      </p>
      <div className={styles.corner}>
        {shown !== undefined && <NodeCard node={shown} />}
        {!done && <span className={styles.card}>{t('topology.arranging', 'Arranging…')}</span>}
      </div>
      <div className="sr-only" aria-live="polite">
        {shown === undefined ? '' : spoken(shown, neighbours.get(shown.id)?.length ?? 0)}
      </div>
      <Controls onZoom={zoom} onFit={() => scene.current?.show()} onRearrange={rearrange} />
    </div>
  );
}

function NodeCard({ node }: { readonly node: GraphNode }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.card} data-testid="topology-node-card">
      <strong>
        <KindShape kind={node.kind} /> {node.name}
      </strong>
      <div>
        {kindName(node.kind)} · {healthName(node.health)} · {scoreText(node)}
      </div>
      {node.incident !== null && <div>{node.incident.title}</div>}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const canvas = { display: 'block', cursor: 'grab' } as const;
  return {
    frame: css({ position: 'relative', overflow: 'hidden', width: '100%' }),
    stage: css({ '&:focus-visible': { outline: `2px solid ${theme.colors.primary.border}`, outlineOffset: -2 } }),
    canvas: css({ ...canvas, touchAction: 'none' }),
    scrollableCanvas: css({ ...canvas, touchAction: 'pan-y' }),
    corner: css({
      position: 'absolute',
      bottom: theme.spacing(1),
      left: theme.spacing(1),
      right: theme.spacing(1),
      display: 'flex',
      flexDirection: 'column',
      alignItems: 'flex-start',
      gap: theme.spacing(0.5),
      pointerEvents: 'none',
    }),
    card: css({
      maxWidth: '100%',
      padding: theme.spacing(0.5, 1),
      overflowWrap: 'anywhere',
      fontSize: theme.typography.bodySmall.fontSize,
      color: theme.colors.text.primary,
      background: theme.colors.background.elevated,
      border: `1px solid ${theme.colors.border.weak}`,
      borderRadius: theme.shape.radius.default,
    }),
  };
};
