import { pino, type Logger } from 'pino';

export type Log = Logger;
export type LogFormat = 'text' | 'json';

/** Key names whose values never reach a log, wherever they stand. */
const SECRET_KEYS = ['token', 'password', 'secret', 'authorization', 'cookie', 'community'];
const LEVEL_NAMES: Readonly<Record<number, string>> = {
  10: 'TRACE',
  20: 'DEBUG',
  30: 'INFO ',
  40: 'WARN ',
  50: 'ERROR',
  60: 'FATAL',
};

const toStandardError = (line: string) => void process.stderr.write(line);

/** Logs to standard error: standard output belongs to what a command prints. */
export function createLog(level: string, format: LogFormat, print = toStandardError): Log {
  const options = {
    level,
    base: null,
    serializers: { error: (value: unknown) => (value instanceof Error ? value.message : value) },
    redact: { paths: SECRET_KEYS.flatMap((key) => [key, `*.${key}`]), censor: '<secret>' },
  };
  return pino(options, { write: (line) => print(format === 'json' ? line : asText(line)) });
}

/** `12:34:56.789 WARN  a constant message  key=value other="two words"` */
function asText(line: string): string {
  const { level, time, msg, ...fields } = JSON.parse(line) as { level: number; time: number; msg?: string };
  const clock = new Date(time).toISOString().slice(11, 23);
  const pairs = Object.entries(fields).map(([key, value]) => `${key}=${shown(value)}`);
  return `${[clock, LEVEL_NAMES[level] ?? level, msg ?? '', ...pairs].join(' ')}\n`;
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  // Whatever could break the line or steer the terminal is shown escaped.
  return /^[^\s"=\p{C}]+$/u.test(text) ? text : JSON.stringify(text).replace(/\p{C}/gu, escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
