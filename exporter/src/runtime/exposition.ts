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
  let page = '';
  for (const family of families) page += format === 'text' ? textFamily(family) : openMetricsFamily(family);
  if (format === 'openmetrics') page += '# EOF\n';
  return Buffer.from(page, 'utf8');
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
