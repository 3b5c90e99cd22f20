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

/** Logs to standard error: standard output belongs to what a command prints. */
export function createLog(level: string, format: LogFormat): Log {
  const options = {
    level,
    base: null,
    redact: { paths: SECRET_KEYS.flatMap((key) => [key, `*.${key}`]), censor: '<secret>' },
  };
  const write = (line: string) => void process.stderr.write(format === 'json' ? line : asText(line));
  return pino(options, { write });
}

/** `12:34:56.789 WARN  a constant message  key=value other="two words"` */
function asText(line: string): string {
  const { level, time, msg, ...fields } = JSON.parse(line) as { level: number; time: number; msg?: string };
  const clock = new Date(time).toISOString().slice(11, 23);
  const pairs = Object.entries(fields).map(([key, value]) => `${key}=${shown(value)}`);
  return `${[clock, LEVEL_NAMES[level] ?? level, msg ?? '', ...pairs].join(' ')}\n`;
}

function shown(value: unknown): string {
  const isError = typeof value === 'object' && value !== null && 'message' in value;
  const text = typeof value === 'string' ? value : JSON.stringify(isError ? value.message : value);
  return /^[^\s"=]+$/.test(text) ? text : JSON.stringify(text);
}
