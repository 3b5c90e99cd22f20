import { SeriesTable } from '../panels/SeriesTable.tsx';
import type { AnnotationResult } from './annotations.ts';

/** Annotations as a list: the panels that draw them over time are Grafana's own. */
export function AnnotationList({ results }: { results: readonly AnnotationResult[] }) {
  return (
    <>
      {results.map(({ name, frames, error }) => (
        <details key={name} data-testid={`annotations-${name}`} style={{ marginTop: 16 }}>
          <summary>
            Annotations “{name}”: {error ?? frames.reduce((sum, { length }) => sum + length, 0)}
          </summary>
          <SeriesTable series={frames} />
        </details>
      ))}
    </>
  );
}
