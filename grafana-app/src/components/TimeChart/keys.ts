import type { AlignedData } from './series';

const PAGE = 10;

/** The index an arrow key leads to from `index`, among the times that have a value; null for other keys. */
export function indexAfter(key: string, index: number | null, { times, columns }: AlignedData): number | null {
  const filled = times.flatMap((_, at) => (columns.some((column) => typeof column[at] === 'number') ? [at] : []));
  const last = filled.length - 1;
  const here = index === null ? null : filled.filter((at) => at <= index).length - 1;
  const target = positionAfter(key, here, last);
  return target === null ? null : (filled[Math.min(last, Math.max(0, target))] ?? null);
}

function positionAfter(key: string, here: number | null, last: number): number | null {
  switch (key) {
    case 'ArrowLeft':
      return here === null ? last : here - 1;
    case 'ArrowRight':
      return here === null ? 0 : here + 1;
    case 'PageUp':
      return (here ?? last + PAGE) - PAGE;
    case 'PageDown':
      return (here ?? -PAGE) + PAGE;
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}
