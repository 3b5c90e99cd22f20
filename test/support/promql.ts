const KEYWORDS = new Set(
  'and or unless bool offset by without on ignoring group_left group_right inf nan atan2 start end'.split(
    ' ',
  ),
);

/** Names of the metrics in a PromQL expression. Grafana's variables may stand in it. */
export function metricNames(expression: string): string[] {
  const bare = expression
    .replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '""')
    .replace(/\{[^}]*\}/g, '')
    .replace(/\[[^\]]*\]/g, '')
    .replace(/\b(by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/g, ' ')
    .replace(/\$\{?\w+\}?/g, ' ')
    .replace(/\b\d[\w.]*/g, ' ');
  const names = [...bare.matchAll(/[a-zA-Z_:][\w:]*(?!\s*\(|[\w:])/g)].map(([name]) => name);
  return [...new Set(names.filter((name) => !KEYWORDS.has(name.toLowerCase())))];
}

/** Label names that an expression demands of a metric: `m{a="b"}` → `[['m', 'a']]`. */
export function matchers(expression: string): [metric: string, label: string][] {
  const pairs: [string, string][] = [];
  for (const [, metric = '', inside = ''] of expression.matchAll(
    /([a-zA-Z_:][\w:]*)\{((?:"(?:[^"\\]|\\.)*"|[^}"])*)\}/g,
  )) {
    const labels = inside.replace(/"(?:[^"\\]|\\.)*"/g, '""').matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g);
    for (const [, label = ''] of labels) pairs.push([metric, label]);
  }
  return pairs;
}
