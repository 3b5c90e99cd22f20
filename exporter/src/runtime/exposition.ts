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
    const bytes = format === 'text' ? family.bytes : undefined;
    const text = bytes ? headOf(family) : format === 'text' ? textFamily(family) : openMetricsFamily(family);
    if (family.ascii === true && !bytes) {
      ascii += text;
    } else {
      parts.push(Buffer.from(ascii, 'latin1'), Buffer.from(text, 'utf8'));
      if (bytes) parts.push(bytes);
      ascii = '';
    }
  }
  if (format === 'openmetrics') ascii += '# EOF\n';
  const last = Buffer.from(ascii, 'latin1');
  return parts.length === 0 ? last : Buffer.concat([...parts, last]);
}

function textFamily(family: FamilySamples): string {
  return headOf(family) + family.lines;
}

function headOf({ name, type, help, head }: FamilySamples): string {
  return head ?? textHead(name, type, help);
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
