import type { Direction } from './pick';

export type Command =
  | { readonly do: 'go'; readonly direction: Direction }
  | { readonly do: 'pan'; readonly dx: number; readonly dy: number }
  | { readonly do: 'zoom'; readonly factor: number }
  | { readonly do: 'fit' | 'pick' | 'leave' };

const DIRECTIONS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};
const PANS: Readonly<Record<Direction, { readonly dx: number; readonly dy: number }>> = {
  left: { dx: 60, dy: 0 },
  right: { dx: -60, dy: 0 },
  up: { dx: 0, dy: 60 },
  down: { dx: 0, dy: -60 },
};
const STEP = 1.3;

interface Key {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** Null for keys that are none of the graph's business: the browser's and Grafana's own shortcuts. */
export function commandOf({ key, shiftKey, ctrlKey, metaKey, altKey }: Key): Command | null {
  if (ctrlKey || metaKey || altKey) {
    return null;
  }
  const direction = DIRECTIONS[key];
  if (direction !== undefined) {
    return shiftKey ? { do: 'pan', ...PANS[direction] } : { do: 'go', direction };
  }
  switch (key) {
    case '+':
    case '=':
      return { do: 'zoom', factor: STEP };
    case '-':
      return { do: 'zoom', factor: 1 / STEP };
    case '0':
    case 'Home':
      return { do: 'fit' };
    case 'Enter':
    case ' ':
      return { do: 'pick' };
    case 'Escape':
      return { do: 'leave' };
    default:
      return null;
  }
}
