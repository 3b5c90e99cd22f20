/**
 * A regular expression in Go's syntax (RE2), as process-exporter's configuration has it, as a JavaScript one.
 * Covers what the two write differently and people use; throws SyntaxError on the rest.
 */
export function goRegex(source: string): RegExp {
  const flags = /^\(\?([ims]+)\)/.exec(source);
  const body = flags ? source.slice(flags[0].length) : source;
  return new RegExp(translate(body), flags?.[1] ?? '');
}

const POSIX_CLASSES: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  digit: '0-9',
  lower: 'a-z',
  punct: '!-\\/:-@\\[-`{-~',
  space: '\\t\\n\\v\\f\\r ',
  upper: 'A-Z',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
};

function translate(body: string): string {
  return body.replace(/\\[Az]|\\.|\(\?P<|\[:([a-z]+):\]/gs, (part, posixClass: string | undefined) => {
    if (part === '(?P<') return '(?<';
    if (part === '\\A') return '(?<![\\s\\S])';
    if (part === '\\z') return '(?![\\s\\S])';
    return posixClass === undefined ? part : (POSIX_CLASSES[posixClass] ?? part);
  });
}
