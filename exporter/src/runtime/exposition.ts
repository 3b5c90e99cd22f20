/** The two text formats that Prometheus scrapes. Sources: its exposition formats page and the OpenMetrics 1.0 standard. */
import { escapeHelp, textHead } from '../protocols/text-format/series.ts';
import type { FamilySamples } from './samples.ts';

export type ExpositionFormat = 'text' | 'openmetrics';

export const CONTENT_TYPES: Readonly<Record<ExpositionFormat, string>> = {
  text: 'text/plain; version=0.0.4; charset=utf-8',
  openmetrics: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
};

/** One page of families, which must be sorted by name and unique. */
export function encodePage(families: readonly FamilySamples[], format: ExpositionFormat): Buffer {
  const parts: Buffer[] = [];
  // One character beyond Latin-1 would make two bytes of each in the whole text: what has some stands apart.
  let ascii = '';
  for (const family of families) {
    const text = format === 'text' ? textFamily(family) : openMetricsFamily(family);
    if (family.ascii === true) {
      ascii += text;
    } else {
      parts.push(Buffer.from(ascii, 'latin1'), Buffer.from(text, 'utf8'));
      ascii = '';
    }
  }
  if (format === 'openmetrics') ascii += '# EOF\n';
  const last = Buffer.from(ascii, 'latin1');
  return parts.length === 0 ? last : Buffer.concat([...parts, last]);
}

function textFamily({ name, type, help, head, lines }: FamilySamples): string {
  return (head ?? textHead(name, type, help)) + lines;
}

/** As client_golang converts: a counter's family loses `_total`, its samples always have it. */
function openMetricsFamily({ name, type, help, lines }: FamilySamples): string {
  const family = type === 'counter' ? name.replace(/_total$/, '') : name;
  const samples = type === 'counter' && family === name ? withTotal(name, lines) : lines;
  const escaped = escapeHelp(help).replace(/"/g, '\\"');
  return `# HELP ${family} ${escaped}\n# TYPE ${family} ${type === 'untyped' ? 'unknown' : type}\n${samples}`;
}

function withTotal(name: string, lines: string): string {
  return lines.replace(/^[^{ ]+/gm, (start) => (start === name ? `${name}_total` : start));
}
