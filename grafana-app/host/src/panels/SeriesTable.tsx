import {
  formattedValueToString,
  getDisplayProcessor,
  getFieldDisplayName,
  type DataFrame,
  type Field,
} from '@grafana/data';
import { config } from '@grafana/runtime';

const MAX_ROWS = 100;

/** Frames as plain tables. */
export function SeriesTable({ series }: { series: readonly DataFrame[] }) {
  if (series.length === 0) return <p>No data</p>;
  return (
    <>
      {series.map((frame, index) => (
        <FrameTable key={`${frame.refId ?? ''}-${index}`} frame={frame} />
      ))}
    </>
  );
}

function FrameTable({ frame }: { frame: DataFrame }) {
  const rows = Array.from({ length: Math.min(frame.length, MAX_ROWS) }, (_, row) => row);
  return (
    <figure style={{ margin: '8px 0', overflow: 'auto' }}>
      <figcaption>
        {frame.name ?? frame.refId ?? 'frame'}: {frame.length} rows
        {frame.length > MAX_ROWS && `, the first ${MAX_ROWS} shown`}
      </figcaption>
      <table className="filter-table">
        <thead>
          <tr>
            {frame.fields.map((field) => (
              <th key={field.name}>{getFieldDisplayName(field, frame)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row}>
              {frame.fields.map((field) => (
                <td key={field.name}>{shown(field, row)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}

function shown(field: Field, row: number): string {
  const value: unknown = field.values[row];
  if (value === null || value === undefined) return '';
  if (typeof value === 'object') return JSON.stringify(value);
  const display = field.display ?? getDisplayProcessor({ field, theme: config.theme2 });
  return formattedValueToString(display(value));
}
