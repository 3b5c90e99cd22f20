/**
 * A regular expression in Go's syntax (RE2, https://github.com/google/re2/wiki/Syntax), as the configurations
 * of exporters have it, as a JavaScript one that finds the same. What JavaScript would understand otherwise is written
 * anew; flags within the pattern, such as `(?i:…)`, it cannot have.
 * @throws SyntaxError when it is none, or has what is not covered.
 */
export function goRegex(source: string): RegExp {
  const [leading = '', flags = ''] = /^\(\?([ims]+)\)/.exec(source) ?? [];
  const translation = new Translation(source.slice(leading.length), flags.includes('s'));
  const body = translation.run();
  return new RegExp(body, [...new Set(flags)].join('') + (translation.unicode ? 'u' : ''));
}

const POSIX_CLASSES: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  ascii: '\\x00-\\x7f',
  blank: '\\t ',
  cntrl: '\\x00-\\x1f\\x7f',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\[-`\\{-~',
  space: '\\t\\n\\v\\f\\r ',
  upper: 'A-Z',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
};
/** Of Go, where a vertical tab and the blanks of Unicode are none. */
const BLANKS = '\\t\\n\\f\\r ';
/** Mean the same in both. */
const SAME_ESCAPES = 'bBdDwWfnrtv';
const SYNTAX = '\\^$.*+?()[]{}|/';
const TOKEN =
  /\\Q(?<quoted>[\s\S]*?)(?:\\E|$)|\\(?<sign>[pP])(?:\{(?<property>\^?\w+)\}|(?<letter>[A-Z]))|\\x\{(?<code>[0-9A-Fa-f]{1,6})\}|\\x[0-9A-Fa-f]{2}|\\(?<escaped>[\s\S])|\[:(?<posix>\^?[a-z]+):\]|\(\?P?<(?![=!])|[\s\S]/y;

class Translation {
  /** Whether the JavaScript expression has to be one of Unicode. */
  readonly unicode: boolean;
  readonly #source: string;
  readonly #dotAll: boolean;
  /** Where the class began, right behind its bracket and caret; -1 outside of one. */
  #classStart = -1;

  constructor(source: string, dotAll: boolean) {
    this.#source = source;
    this.#dotAll = dotAll;
    this.unicode = /\\[pP]|\\x\{/.test(source);
  }

  run(): string {
    const token = new RegExp(TOKEN);
    let body = '';
    for (let match = token.exec(this.#source); match; match = token.exec(this.#source)) {
      body += this.#translate(match[0], match.groups ?? {}, token.lastIndex);
      if (token.lastIndex === this.#source.length) break;
    }
    return body;
  }

  #translate(text: string, groups: Readonly<Record<string, string | undefined>>, end: number): string {
    const { quoted, sign, property, letter, code, escaped, posix } = groups;
    if (quoted !== undefined) return Array.from(quoted, literal).join('');
    if (sign !== undefined) return propertyClass(sign, property ?? letter ?? '');
    if (code !== undefined) return `\\u{${code}}`;
    if (escaped !== undefined) return this.#escape(escaped);
    if (posix !== undefined && this.#classStart >= 0) return posixClass(posix);
    if (text.startsWith('(?')) return this.#classStart >= 0 ? text : '(?<';
    return this.#classStart >= 0 ? this.#inClass(text, end) : this.#plain(text, end);
  }

  #plain(text: string, end: number): string {
    if (text === '.') return this.#dotAll ? '.' : '[^\\n]';
    if (text !== '[') return text;
    this.#classStart = this.#source[end] === '^' ? end + 1 : end;
    return text;
  }

  #inClass(text: string, end: number): string {
    if (text === ']' && end - 1 > this.#classStart) this.#classStart = -1;
    else if (text === ']' || text === '[') return `\\${text}`;
    return text;
  }

  #escape(escaped: string): string {
    const inClass = this.#classStart >= 0;
    if (escaped === 's') return inClass ? BLANKS : `[${BLANKS}]`;
    if (escaped === 'S' && !inClass) return `[^${BLANKS}]`;
    if (escaped === 'A' && !inClass) return '(?<![\\s\\S])';
    if (escaped === 'z' && !inClass) return '(?![\\s\\S])';
    if (escaped === 'a') return '\\x07';
    if (SAME_ESCAPES.includes(escaped)) return `\\${escaped}`;
    if (/[0-9A-Za-z]/.test(escaped)) throw new SyntaxError(`\\${escaped} is not supported`);
    return literal(escaped);
  }
}

function propertyClass(sign: string, property: string): string {
  const negated = property.startsWith('^');
  const name = negated ? property.slice(1) : property;
  const letter = negated === (sign === 'P') ? 'p' : 'P';
  return name.length <= 2 ? `\\${letter}{${name}}` : `\\${letter}{Script=${name}}`;
}

function posixClass(name: string): string {
  const known = Object.hasOwn(POSIX_CLASSES, name) ? POSIX_CLASSES[name] : undefined;
  if (known === undefined) throw new SyntaxError(`[:${name}:] is not supported`);
  return known;
}

function literal(character: string): string {
  if (character === '-') return '\\x2d'; // of which the escape is one in classes only
  return SYNTAX.includes(character) ? `\\${character}` : character;
}
