/** Names, labels and values as Prometheus' text format has them. */
import type { FamilyType } from '../../model/text-family.ts';

/** What comes behind it is cut off: no dashboard shows it, and Prometheus would store it for each series. */
export const MAX_LABEL_LENGTH = 4096;

export function textHead(name: string, type: FamilyType, help: string): string {
  return `# HELP ${name} ${escapeHelp(help)}\n# TYPE ${name} ${type}\n`;
}

export function escapeHelp(help: string): string {
  return /[\\\n]/.test(help) ? help.replace(/\\/g, '\\\\').replace(/\n/g, '\\n') : help;
}

/** `name{a="x",b="y"} `, labels in alphabetical order as client_golang has them; null leaves a label out. */
export function seriesPrefix(
  name: string,
  labels: readonly string[],
  values: readonly (string | null)[],
): string {
  const pairs = labels.flatMap((label, i) => {
    const value = values[i];
    return value === null ? [] : [`${label}="${escapeLabel(value ?? '')}"`];
  });
  if (pairs.length === 0) return `${name} `;
  pairs.sort();
  return `${name}{${pairs.join(',')}} `;
}

export function escapeLabel(value: string): string {
  const bounded = value.length > MAX_LABEL_LENGTH ? value.slice(0, MAX_LABEL_LENGTH) : value;
  if (!/["\\\n]/.test(bounded)) return bounded.isWellFormed() ? bounded : bounded.toWellFormed();
  return bounded.toWellFormed().replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n');
}

export function formatValue(value: number): string {
  if (Number.isFinite(value)) return String(value);
  if (Number.isNaN(value)) return 'NaN';
  return value > 0 ? '+Inf' : '-Inf';
}
