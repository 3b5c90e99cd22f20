/** Hides secrets in command lines: rather a word too many than a password. */

const MASK = '***';
/** A command line is cut to 4 KiB before; more is not worth the time. */
const MAX_TEXT = 16 * 1024;

/** A word that names a secret when it is the last of an option's name: `--db-password`, `keyStorePassword`. */
const SECRET_WORDS = new Set([
  ...['password', 'passwd', 'passphrase', 'passcode', 'pass', 'pwd', 'pswd', 'userpass'],
  ...[
    'secret',
    'secrets',
    'token',
    'apikey',
    'credential',
    'credentials',
    'psk',
    'authtoken',
    'accesstoken',
    'secretkey',
  ],
]);
/** The same for the last two words: `api-key`, `AWS_SECRET_ACCESS_KEY`, but neither `--key` nor `--public-key`. */
const SECRET_KEYS = new Set([
  'api',
  'access',
  'secret',
  'private',
  'auth',
  'encryption',
  'account',
  'signing',
  'master',
]);
/** Look like secrets and are none: the working directory, and switches that ask for a password. */
const INNOCENT_NAMES =
  /^(?:PWD|OLDPWD|-{1,2}(?:no|ask|prompt|read|use|with|without|require|disable|enable)-.*)$/;

/** Whether a name such as `--db-password`, `FOO_TOKEN` or `javax.net.ssl.keyStorePassword` names a secret. */
export function isSecretName(name: string): boolean {
  if (INNOCENT_NAMES.test(name)) return false;
  const words = name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '');
  const last = words.at(-1);
  if (last === undefined) return false;
  if (SECRET_WORDS.has(last)) return true;
  if (last === 'base') return words.slice(-3, -1).join(' ') === 'secret key';
  return last === 'key' && SECRET_KEYS.has(words.at(-2) ?? '');
}

/** Options of one letter that take a secret, by program; `joined` when the secret may follow without a blank. */
interface ShortOptions {
  readonly program: RegExp;
  readonly options: readonly string[];
  readonly joined: boolean;
  /** The value is `user:password` or `user%password`, of which only the second part is secret. */
  readonly userinfo?: boolean;
}

const SHORT_OPTIONS: readonly ShortOptions[] = [
  { program: /^(?:mysql|mariadb|mycli)/, options: ['-p'], joined: true },
  { program: /^(?:sshpass|mongo|7z)/, options: ['-p'], joined: true },
  { program: /^(?:redis-cli|iredis)/, options: ['-a'], joined: true },
  { program: /^ldap/, options: ['-w'], joined: true },
  { program: /^(?:sqlcmd|bcp|ipmitool|zip|unzip|rar|unrar)$/, options: ['-P'], joined: true },
  { program: /^ipmi/, options: ['-p', '-k'], joined: true },
  {
    program: /^snmp(?:get|walk|bulk|set|table|test|status|trap$|inform|df|delta|netstat)/,
    options: ['-c', '-A', '-X'],
    joined: true,
  },
  { program: /^curl$/, options: ['-u', '-U', '--user', '--proxy-user'], joined: true, userinfo: true },
  { program: /^https?$/, options: ['-a', '--auth'], joined: true, userinfo: true },
  { program: /^(?:smb|rpcclient|net$)/, options: ['-U', '--user'], joined: true, userinfo: true },
];

/** The arguments of a command, joined by blanks, without secrets. */
export function maskCommandLine(args: readonly string[]): string {
  const program = /[^/]*$/.exec(args[0] ?? '')?.[0] ?? '';
  const short = SHORT_OPTIONS.filter(({ program: pattern }) => pattern.test(program));
  const masked: string[] = [];
  for (let i = 0; i < args.length; i += 1) {
    const arg = args[i] ?? '';
    const next = args[i + 1];
    if (i > 0 && next !== undefined && takesSecret(arg, next)) {
      masked.push(arg, MASK);
      i += 1;
      continue;
    }
    const option = i > 0 ? shortOption(short, arg, next) : null;
    if (option) {
      masked.push(...option.shown);
      i += option.used - 1;
      continue;
    }
    masked.push(maskArgument(arg));
  }
  return maskText(masked.join(' '));
}

/** `--password secret`; the next argument is the value unless it is an option itself. */
function takesSecret(arg: string, next: string): boolean {
  return /^-{1,2}[A-Za-z][\w.-]*$/.test(arg) && isSecretName(arg) && !next.startsWith('-');
}

/** `--password=secret words` and `TOKEN=secret words`: an argument is one value, blanks and all. */
function maskArgument(arg: string): string {
  const match = /^([-/]{0,2}[A-Za-z_][\w.-]*[=])/.exec(arg);
  return match?.[1] !== undefined && arg.length > match[1].length && isSecretName(match[1].slice(0, -1))
    ? match[1] + MASK
    : arg;
}

function shortOption(
  known: readonly ShortOptions[],
  arg: string,
  next: string | undefined,
): { shown: string[]; used: number } | null {
  for (const { options, joined, userinfo } of known) {
    const hide = userinfo ? maskUserinfo : () => MASK;
    for (const option of options) {
      if (arg === option && next !== undefined && !next.startsWith('-'))
        return { shown: [arg, hide(next)], used: 2 };
      const rest = arg.slice(option.length);
      if (!joined || rest === '' || !arg.startsWith(option)) continue;
      if (!option.startsWith('--')) return { shown: [option + hide(rest)], used: 1 };
      if (rest.startsWith('=')) return { shown: [`${option}=${hide(rest.slice(1))}`], used: 1 };
    }
  }
  return null;
}

function maskUserinfo(text: string): string {
  return text.replace(/^([^:%]*[:%]).+$/s, `$1${MASK}`);
}

/** Tokens that are known by their form. */
const TOKENS = new RegExp(
  [
    String.raw`\b(?:AKIA|ASIA)[0-9A-Z]{16}\b`,
    String.raw`\bgh[pousr]_[A-Za-z0-9]{20,255}`,
    String.raw`\bgithub_pat_\w{20,255}`,
    String.raw`\bglpat-[\w-]{20,255}`,
    String.raw`\bxox[abeoprs]-[\w-]{10,255}`,
    String.raw`\bsk-[A-Za-z0-9_-]{20,255}`,
    String.raw`\beyJ[\w-]{8,4000}\.[\w-]{4,4000}\.[\w-]{0,4000}`,
  ].join('|'),
  'g',
);

/** Secrets in running text: headers, URLs, connection strings, JSON and well-known tokens. */
export function maskText(text: string): string {
  const withoutHeaders = text
    .slice(0, MAX_TEXT)
    .replace(
      /\b(authorization\s*[:=]\s*)(?:(basic|bearer|digest|token|apikey)\s+)?[^\s"',;]+/gi,
      (_, head: string, scheme?: string) => (scheme === undefined ? head + MASK : `${head}${scheme} ${MASK}`),
    )
    .replace(/\b(bearer\s+)[\w.~+/=-]{8,}/gi, `$1${MASK}`)
    .replace(/\b((?:set-)?cookie\s*:\s*)[^"'\r\n]+/gi, `$1${MASK}`)
    .replace(/([a-z][a-z0-9+.-]{0,30}:\/\/[^\s/@:"']{0,256}:)[^\s/@"']{1,1024}@/gi, `$1${MASK}@`)
    .replace(/([a-z][a-z0-9+.-]{0,30}:\/\/)[A-Za-z0-9_]{20,1024}@/gi, `$1${MASK}@`)
    .replace(TOKENS, MASK);
  return maskAssignments(withoutHeaders);
}

const NAME_AND_SIGN = /([A-Za-z_][\w.-]{0,100})["']?\s?[=:]\s?(?!\/\/)/g;

/** `password=x`, `"password": "x"`, `token: x`, wherever they stand. */
function maskAssignments(text: string): string {
  const valueAt = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^\s"',;&|)}\]]+/y;
  let masked = '';
  let done = 0;
  for (const { 0: head, 1: name = '', index } of text.matchAll(NAME_AND_SIGN)) {
    if (index < done || !isSecretName(name)) continue;
    valueAt.lastIndex = index + head.length;
    const value = valueAt.exec(text)?.[0];
    if (value === undefined) continue;
    const quote = /^["']/.exec(value)?.[0] ?? '';
    masked += text.slice(done, index + head.length) + quote + MASK + quote;
    done = index + head.length + value.length;
  }
  return masked + text.slice(done);
}
