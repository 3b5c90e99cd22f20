/** Where the links of a causal chain are drawn: stages from left to right in rows, or one below the other. */
import type { ChainLink } from '../../api/types';
import { wrapText } from './wrapText';

export interface ChainNode {
  /** Position in the chain. */
  readonly index: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly lines: readonly string[];
  /** What came after the alert, and ended the cause rather than followed from it. */
  readonly isAfterwards: boolean;
}

export interface ChainEdge {
  readonly from: number;
  readonly to: number;
  readonly path: string;
  readonly label: { readonly x: number; readonly y: number; readonly anchor: 'end' | 'start' };
  /** Milliseconds from the one to the other. */
  readonly elapsedMs: number;
  readonly isAfterwards: boolean;
}

export interface ChainLayout {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly ChainNode[];
  readonly edges: readonly ChainEdge[];
}

/** Pixels. */
export const NODE = { padding: 12, header: 20, line: 16 } as const;
const MIN_NODE_WIDTH = 200;
const MAX_NODE_WIDTH = 280;
/** Of one below the other: longer lines are hard to read. */
const MAX_SINGLE_WIDTH = 520;
const GAP = { x: 84, y: 44, stack: 16 } as const;
/** Widest of the usual letters at 12 px, so that lines never leave their box. */
const CHARACTER = 6.9;
const MAX_LINES = 5;
const MARGIN = 4;

export function layoutChain(links: readonly ChainLink[], width: number): ChainLayout {
  const room = Math.max(MIN_NODE_WIDTH, width) - 2 * MARGIN;
  const fitting = Math.floor((room + GAP.x) / (MIN_NODE_WIDTH + GAP.x));
  const stages = fitting < 2 ? links.map((_, index) => [index]) : stagesOf(links);
  const columns = Math.max(1, Math.min(fitting, stages.length));
  const nodeWidth =
    fitting < 2 ? Math.min(room, MAX_SINGLE_WIDTH) : Math.min(MAX_NODE_WIDTH, (room - GAP.x * (columns - 1)) / columns);
  const nodes = placed(links, stages, columns, nodeWidth);
  const bottom = Math.max(0, ...nodes.map(({ y, height }) => y + height));
  return {
    width: 2 * MARGIN + columns * nodeWidth + (columns - 1) * GAP.x,
    height: bottom + MARGIN,
    nodes,
    edges: edgesOf(links, stages, columns, nodes),
  };
}

/** Alerts that follow each other have one origin: they stand side by side, not one behind the other. */
function stagesOf(links: readonly ChainLink[]): number[][] {
  const stages: number[][] = [];
  links.forEach(({ kind }, index) => {
    if (kind === 'alert' && links[index - 1]?.kind === 'alert') {
      stages.at(-1)?.push(index);
    } else {
      stages.push([index]);
    }
  });
  return stages;
}

function placed(links: readonly ChainLink[], stages: readonly number[][], columns: number, width: number): ChainNode[] {
  const firstAlert = links.findIndex(({ kind }) => kind === 'alert');
  const characters = Math.floor((width - 2 * NODE.padding) / CHARACTER);
  const nodes: ChainNode[] = [];
  let top = MARGIN;
  for (let start = 0; start < stages.length; start += columns) {
    let bottom = top;
    stages.slice(start, start + columns).forEach((stage, column) => {
      let y = top;
      for (const index of stage) {
        const lines = wrapText(links[index]?.what ?? '', characters, MAX_LINES);
        const height = 2 * NODE.padding + NODE.header + lines.length * NODE.line;
        const isAfterwards = firstAlert !== -1 && index > firstAlert && links[index]?.kind !== 'alert';
        nodes.push({ index, x: MARGIN + column * (width + GAP.x), y, width, height, lines, isAfterwards });
        y += height + GAP.stack;
      }
      bottom = Math.max(bottom, y - GAP.stack);
    });
    top = bottom + GAP.y;
  }
  return nodes;
}

function edgesOf(
  links: readonly ChainLink[],
  stages: readonly number[][],
  columns: number,
  nodes: readonly ChainNode[]
): ChainEdge[] {
  return stages.slice(1).flatMap((stage, before) =>
    (stages[before] ?? []).flatMap((from) =>
      stage.flatMap((to) => {
        const [source, target] = [nodes[from], nodes[to]];
        if (source === undefined || target === undefined) {
          return [];
        }
        const isNextRow = (before + 1) % columns === 0;
        const elapsedMs = Math.max(0, timeOf(links[to]) - timeOf(links[from]));
        return [
          {
            from,
            to,
            ...(isNextRow ? downwards(source, target) : onwards(source, target)),
            elapsedMs,
            isAfterwards: target.isAfterwards,
          },
        ];
      })
    )
  );
}

function onwards(source: ChainNode, target: ChainNode): Pick<ChainEdge, 'path' | 'label'> {
  const [x1, y1] = [source.x + source.width, source.y + source.height / 2];
  const [x2, y2] = [target.x, target.y + target.height / 2];
  const middle = (x1 + x2) / 2;
  return {
    path: `M${x1},${y1} C${middle},${y1} ${middle},${y2} ${x2},${y2}`,
    label: { x: x2 - 12, y: y2 < y1 ? y2 - 6 : y2 + (y1 === y2 ? -6 : 14), anchor: 'end' },
  };
}

function downwards(source: ChainNode, target: ChainNode): Pick<ChainEdge, 'path' | 'label'> {
  const [x1, y1] = [source.x + source.width / 2, source.y + source.height];
  const [x2, y2] = [target.x + target.width / 2, target.y];
  const turn = y2 - GAP.y / 2;
  return {
    path: `M${x1},${y1} V${turn} H${x2} V${y2}`,
    label: { x: x2 + 8, y: turn + (x1 === x2 ? 4 : 16), anchor: 'start' },
  };
}

function timeOf(link: ChainLink | undefined): number {
  return link === undefined ? 0 : Date.parse(link.time);
}
