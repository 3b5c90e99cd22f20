/** The two text formats that Prometheus scrapes. Sources: its exposition formats page and the OpenMetrics 1.0 standard. */
import { escapeHelp, textHead } from '../protocols/text-format/series.ts';
import type { WrittenText } from '../model/text-family.ts';
import type { FamilySamples } from './samples.ts';

export type ExpositionFormat = 'text' | 'openmetrics';

export const CONTENT_TYPES: Readonly<Record<ExpositionFormat, string>> = {
  text: 'text/plain; version=0.0.4; charset=utf-8',
  openmetrics: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
};

/** One page of families, which must be sorted by name and unique. */
export function encodePage(families: readonly FamilySamples[], format: ExpositionFormat): Buffer {
  const parts: WrittenText[] = [];
  // One character beyond Latin-1 would make two bytes of each in the whole text: what has some stands apart.
  let ascii = '';
  for (const family of families) {
    const written = format === 'text' ? family.written : undefined;
    const text = written ? '' : format === 'text' ? textFamily(family) : openMetricsFamily(family);
    if (family.ascii === true && !written) {
      ascii += text;
    } else {
      if (ascii !== '') parts.push(new TextPart(ascii, 'latin1'));
      parts.push(written ?? new TextPart(text, 'utf8'));
      ascii = '';
    }
  }
  if (format === 'openmetrics') ascii += '# EOF\n';
  parts.push(new TextPart(ascii, 'latin1'));
  return joined(parts);
}

class TextPart implements WrittenText {
  readonly size: number;
  readonly #text: string;
  readonly #encoding: 'latin1' | 'utf8';

  constructor(text: string, encoding: 'latin1' | 'utf8') {
    this.#text = text;
    this.#encoding = encoding;
    this.size = Buffer.byteLength(text, encoding);
  }

  copyTo(page: Buffer, at: number): number {
    return at + page.write(this.#text, at, this.#encoding);
  }
}

function joined(parts: readonly WrittenText[]): Buffer {
  let size = 0;
  for (const part of parts) size += part.size;
  const page = Buffer.allocUnsafe(size);
  let at = 0;
  for (const part of parts) at = part.copyTo(page, at);
  return page;
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
