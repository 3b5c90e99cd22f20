/** Names of assets in an expression of PromQL or LogQL. */
import { NAMING } from '../../extensions/naming';

const NAMING_SET: ReadonlySet<string> = new Set(NAMING);
/** More would be no hint any longer. */
const MAX_NAMES = 8;
const MAX_EXPRESSION = 4000;

/** Values of `instance="…"` and the like, also of regular expressions that only list names. */
export function namesIn(expression: string): readonly string[] {
  const found = [...expression.slice(0, MAX_EXPRESSION).matchAll(/\b(\w+)\s*=~?\s*"((?:[^"\\]|\\.)*)"/g)];
  const names = found
    .filter(([, label = '']) => NAMING_SET.has(label))
    .flatMap(([, , value = '']) => plainNames(value));
  return [...new Set(names)].slice(0, MAX_NAMES);
}

/** `(a|b)` and `{a,b}` are several, also with any port; what else is a pattern names nothing. */
function plainNames(value: string): string[] {
  const withoutPort = value.replace(/\(:(?:\[0-9\]\+|\\+d\+|\.[*+])\)\??$|:\.[*+]$/, '');
  const plain = withoutPort.replace(/^[({]|[)}]$/g, '').replace(/\\+([.\-:])/g, '$1');
  return plain.split(/[|,]/).filter((name) => /^(?:[\w.:@%-]+|\[[\da-f:.]+\](?::\d+)?)$/i.test(name));
}
