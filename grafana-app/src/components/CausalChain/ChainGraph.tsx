import React, { useId, useRef, type KeyboardEvent } from 'react';
import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import type { ChainLink } from '../../api/types';
import { t } from '../../t';
import { durationText } from '../duration';
import { NODE, type ChainEdge, type ChainLayout, type ChainNode } from './chainLayout';
import { kindColor, kindName, SHAPES } from './linkKinds';

interface Props {
  readonly links: readonly ChainLink[];
  readonly layout: ChainLayout;
  readonly title: string;
  readonly chosen: number | null;
  readonly onChoose: (index: number) => void;
  /** Id of the element that shows the chosen link. */
  readonly detailsId: string;
}

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** Links as boxes, arrows with the time between them. Arrow keys go along the chain, Enter shows a link in full. */
export function ChainGraph({ links, layout, title, chosen, onChoose, detailsId }: Props) {
  const styles = useStyles2(getStyles);
  const svg = useRef<SVGSVGElement>(null);
  const arrowId = useId();
  const timeFormat = timeFormatOf(links);

  const onKeyDown = (event: KeyboardEvent<SVGGElement>, index: number) => {
    const step = STEPS[event.key];
    if (step !== undefined) {
      event.preventDefault();
      svg.current?.querySelector<SVGGElement>(`[data-link="${index + step}"]`)?.focus();
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      onChoose(index);
    }
  };

  return (
    <svg
      ref={svg}
      className={styles.svg}
      width={layout.width}
      height={layout.height}
      role="group"
      aria-label={t('causal-chain.label', 'Causal chain: {{title}}', { title })}
    >
      <defs>
        <marker id={arrowId} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">
          <path d="M0 0 8 4 0 8Z" className={styles.arrow} />
        </marker>
      </defs>
      {layout.edges.map((edge) => (
        <Edge key={`${edge.from}-${edge.to}`} edge={edge} arrowId={arrowId} />
      ))}
      {layout.nodes.map((node) => {
        const link = links[node.index];
        return (
          link !== undefined && (
            <g
              key={node.index}
              className={styles.node}
              data-link={node.index}
              role="button"
              tabIndex={0}
              aria-pressed={node.index === chosen}
              aria-controls={detailsId}
              onClick={() => onChoose(node.index)}
              onKeyDown={(event) => onKeyDown(event, node.index)}
            >
              <Node node={node} link={link} timeFormat={timeFormat} isChosen={node.index === chosen} />
            </g>
          )
        );
      })}
    </svg>
  );
}

/** With the day where there is more than one. */
function timeFormatOf(links: readonly ChainLink[]): string {
  const days = new Set(links.map(({ time }) => dateTimeFormat(time, { format: 'YYYY-MM-DD' })));
  return days.size > 1 ? 'MM-DD HH:mm' : 'HH:mm:ss';
}

interface NodeProps {
  readonly node: ChainNode;
  readonly link: ChainLink;
  readonly timeFormat: string;
  readonly isChosen: boolean;
}

function Node({ node, link, timeFormat, isChosen }: NodeProps) {
  const theme = useTheme2();
  const styles = useStyles2(getStyles);
  const color = kindColor(link.kind, theme);
  const { x, y, width, height, lines, isAfterwards } = node;
  const left = x + NODE.padding;
  const baseline = y + NODE.padding + 11;
  return (
    <>
      <rect
        x={x}
        y={y}
        width={width}
        height={height}
        rx={4}
        className={styles.box}
        stroke={isChosen ? theme.colors.primary.border : theme.colors.border.strong}
        strokeWidth={isChosen ? 2 : 1}
        strokeDasharray={isAfterwards ? '4 3' : undefined}
      />
      <path d={SHAPES[link.kind]} transform={`translate(${left} ${baseline - 11})`} fill={color} />
      <text x={left + 18} y={baseline} className={styles.kind}>
        {`${kindName(link.kind)} `}
      </text>
      <text x={x + width - NODE.padding} y={baseline} textAnchor="end" className={styles.time}>
        {`${dateTimeFormat(link.time, { format: timeFormat })} `}
      </text>
      {lines.map((line, i) => (
        <text key={i} x={left} y={baseline + NODE.header + i * NODE.line} className={styles.what}>
          {`${line} `}
        </text>
      ))}
    </>
  );
}

function Edge({ edge, arrowId }: { edge: ChainEdge; arrowId: string }) {
  const styles = useStyles2(getStyles);
  const { path, label, elapsedMs, isAfterwards } = edge;
  return (
    <g aria-hidden="true">
      <path
        d={path}
        className={styles.edge}
        strokeDasharray={isAfterwards ? '4 3' : undefined}
        markerEnd={`url(#${arrowId})`}
      />
      {elapsedMs > 0 && (
        <text x={label.x} y={label.y} textAnchor={label.anchor} className={styles.elapsed}>
          {`+${durationText(elapsedMs)}`}
        </text>
      )}
    </g>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  svg: css({ display: 'block', fontFamily: theme.typography.fontFamily, fontSize: 12 }),
  node: css({
    cursor: 'pointer',
    outline: 'none',
    '&:focus-visible rect': { stroke: theme.colors.primary.main, strokeWidth: 3 },
  }),
  box: css({ fill: theme.colors.background.secondary }),
  kind: css({ fill: theme.colors.text.primary, fontWeight: theme.typography.fontWeightMedium }),
  time: css({ fill: theme.colors.text.secondary, fontVariantNumeric: 'tabular-nums' }),
  what: css({ fill: theme.colors.text.primary }),
  edge: css({ fill: 'none', stroke: theme.colors.text.secondary, strokeWidth: 1.5 }),
  arrow: css({ fill: theme.colors.text.secondary }),
  elapsed: css({ fill: theme.colors.text.secondary, fontSize: 11 }),
});
