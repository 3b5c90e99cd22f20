import type { Entry, Layer, Origin, Problem } from './entry.ts';
import { keysByFlag } from './flag-names.ts';
import { hasSecret, type Key } from './json-schema.ts';
import { leavesOutWhatIsAbsent, reasonAgainst, SHORTHANDS, WITHOUT_EFFECT } from './peer-flags.ts';
import { didYouMean } from '../../protocols/suggest.ts';
import { hasType, valueOfText } from './text-value.ts';

const CONFIG_FILE = '--config.file';
const DISABLE_DEFAULTS = '--collector.disable-defaults';

export interface Flags extends Layer {
  readonly configFile: string | null;
  /** The origin of `--collector.disable-defaults`, when given. */
  readonly disableDefaults: Origin | null;
  /** What the user should know of flags that were taken. */
  readonly notices: readonly string[];
}

/** Reads `--flag=value`, `--flag value`, `--switch` and `--no-switch`, also with a single dash as Go's flags. */
export function parseFlags(argv: readonly string[], keys: readonly Key[]): Flags {
  const reader = new Reader(argv, keys);
  reader.read();
  return reader.flags;
}

/** One argument, taken apart. */
interface Argument {
  readonly flag: string;
  readonly negated: boolean;
  /** What stands behind the equals sign. */
  readonly given: string | undefined;
}

class Reader {
  readonly #argv: readonly string[];
  readonly #byFlag: ReadonlyMap<string, Key>;
  readonly #keys: readonly Key[];
  readonly #entries = new Map<string, Entry>();
  readonly #problems: Problem[] = [];
  readonly #notices = new Set<string>();
  #configFile: string | null = null;
  #disableDefaults: Origin | null = null;
  #next = 0;

  constructor(argv: readonly string[], keys: readonly Key[]) {
    this.#argv = argv;
    this.#keys = keys;
    this.#byFlag = keysByFlag(keys);
  }

  get flags(): Flags {
    return {
      entries: [...this.#entries.values()],
      problems: this.#problems,
      configFile: this.#configFile,
      disableDefaults: this.#disableDefaults,
      notices: [...this.#notices],
    };
  }

  read(): void {
    while (this.#next < this.#argv.length) this.#take(this.#split(this.#argv[this.#next++] ?? ''));
  }

  #take(argument: Argument): void {
    const { flag, negated } = argument;
    const key = this.#byFlag.get(flag);
    if (key) this.#takeKey(key, argument);
    else if (flag === CONFIG_FILE) this.#configFile = this.#value(argument) ?? null;
    else if (flag === DISABLE_DEFAULTS) this.#disableDefaults = negated ? null : originOf(argument);
    else if (flag in SHORTHANDS) this.#takeShorthand(argument);
    else if (flag in WITHOUT_EFFECT) this.#takeWithoutEffect(argument);
    else if (!leavesOutWhatIsAbsent(flag)) this.#refuseUnknown(argument);
  }

  #takeKey(key: Key, argument: Argument): void {
    const { node } = key;
    if (hasSecret(node)) {
      this.#refuse(
        argument,
        'a secret on the command line is seen by every user of the machine; use fathom.yml or the environment',
      );
      return;
    }
    const isSwitch = hasType(node, 'boolean');
    if (isSwitch && argument.given === undefined) return this.#set(key, !argument.negated, argument);
    const text = this.#value(argument);
    if (text !== undefined) this.#set(key, valueOfText(text, node), argument);
  }

  #takeShorthand(argument: Argument): void {
    const { key: name, value } = SHORTHANDS[argument.flag] ?? {};
    const key = this.#keys.find((each) => each.name === name);
    if (key && argument.given !== 'false') this.#set(key, value, argument);
  }

  #takeWithoutEffect(argument: Argument): void {
    const { reason = '', takesValue = false } = WITHOUT_EFFECT[argument.flag] ?? {};
    if (takesValue && this.#value(argument) === undefined) return;
    this.#notices.add(`${argument.flag} has no effect: ${reason}`);
  }

  #refuseUnknown(argument: Argument): void {
    const { flag } = argument;
    const reason = reasonAgainst(flag);
    if (reason === null) {
      const names = [...this.#byFlag.keys(), CONFIG_FILE, DISABLE_DEFAULTS];
      this.#refuse(
        argument,
        `unknown ${flag.startsWith('-') ? 'flag' : 'argument'}${didYouMean(flag, names)}`,
      );
      return;
    }
    this.#refuse(argument, reason);
    // Whether it takes a value is not known here; what does not look like a flag is one.
    if (argument.given === undefined && this.#argv[this.#next]?.startsWith('-') === false) this.#next += 1;
  }

  #set(key: Key, value: unknown, argument: Argument): void {
    const earlier = this.#entries.get(key.name);
    this.#entries.set(key.name, { key, value: withEarlier(earlier, value), origin: originOf(argument) });
  }

  /** Undefined, and a problem, when there is none. */
  #value(argument: Argument): string | undefined {
    const value = argument.given ?? this.#argv[this.#next++];
    if (value === undefined) this.#refuse(argument, 'needs a value');
    return value;
  }

  #refuse(argument: Argument, message: string): void {
    const origin = originOf(argument);
    this.#problems.push({ origin, message: `${origin.flag}: ${message}` });
  }

  /** `--no-x` is x negated only where x is a switch: a name may itself begin with "no-". */
  #split(argument: string): Argument {
    const equals = argument.indexOf('=');
    const written = equals < 0 ? argument : argument.slice(0, equals);
    const given = equals < 0 ? undefined : argument.slice(equals + 1);
    const name = /^-[a-z]{2}/.test(written) ? `-${written}` : written;
    const positive = name.replace(/^--no-/, '--');
    const negated = positive !== name && given === undefined && this.#isSwitch(positive);
    return { flag: negated ? positive : name, negated, given };
  }

  #isSwitch(flag: string): boolean {
    const key = this.#byFlag.get(flag);
    if (key) return hasType(key.node, 'boolean');
    return flag === DISABLE_DEFAULTS || WITHOUT_EFFECT[flag]?.takesValue === false;
  }
}

const originOf = ({ flag, negated }: Argument) => ({
  kind: 'flag' as const,
  flag: negated ? flag.replace('--', '--no-') : flag,
});

/** A list may be given bit by bit; of anything else the last one counts. */
function withEarlier(earlier: Entry | undefined, value: unknown): unknown {
  return Array.isArray(value) && Array.isArray(earlier?.value)
    ? [...(earlier.value as unknown[]), ...(value as unknown[])]
    : value;
}
