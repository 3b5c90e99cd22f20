/** Variables of the environment that idrac_exporter takes before its file. As there, what cannot be read is left out. */
import { parseFlag } from '../../snmp/config/scalars.ts';
import { GROUPS } from '../groups.ts';
import type { FileLogin, IdracFile } from './file-schema.ts';
import { parseDuration } from './scalars.ts';
import type { Environment } from './variables.ts';

const MAX_PORT = 65_535;
const SEVERITIES = ['ok', 'warning', 'critical'] as const;

/** What is said by variables of the environment, in the form of a file; nothing for what they leave open. */
export function fromEnvironment(environment: Environment): Partial<IdracFile> {
  const text = (name: string) => environment[`CONFIG_${name}`] ?? '';
  const unsigned = (name: string, max: number) => {
    const value = /^\d{1,10}$/.test(text(name)) ? Number(text(name)) : 0;
    return value > 0 && value <= max ? value : undefined;
  };
  const severity = SEVERITIES.find((each) => each === text('EVENTS_SEVERITY').toLowerCase());
  const maxage = text('EVENTS_MAXAGE') === '' ? null : parseDuration(text('EVENTS_MAXAGE'));
  return given({
    timeout: unsigned('TIMEOUT', 86_400),
    concurrency: unsigned('CONCURRENCY', 64),
    metrics_prefix: /^[a-zA-Z_]\w{0,63}$/.test(text('METRICS_PREFIX')) ? text('METRICS_PREFIX') : undefined,
    default_target: text('DEFAULT_TARGET') || undefined,
    metrics: given(
      Object.fromEntries(
        [...GROUPS, 'all' as const].map((group) => [
          group,
          text(`METRICS_${group.toUpperCase()}`) === ''
            ? undefined
            : isOn(text(`METRICS_${group.toUpperCase()}`)),
        ]),
      ),
    ),
    events: given({ severity, maxage: maxage ?? undefined }),
  });
}

/** The login under `default`, changed as the variables say; null when neither has one. */
export function defaultLogin(known: FileLogin | undefined, environment: Environment): FileLogin | null {
  const text = (name: string) => environment[`CONFIG_DEFAULT_${name}`] ?? '';
  const port = /^\d{1,5}$/.test(text('PORT')) ? Number(text('PORT')) : 0;
  const scheme = text('SCHEME');
  const username = text('USERNAME') || known?.username;
  const password = text('PASSWORD') || known?.password;
  if (username === undefined || password === undefined) return known ?? null;
  return {
    username,
    password,
    encoded: isOn(text('ENCODED')) || (known?.encoded ?? false),
    labels: known?.labels ?? {},
    passwordFile: text('PASSWORD') === '' ? (known?.passwordFile ?? null) : null,
    scheme: scheme === 'http' || scheme === 'https' ? scheme : (known?.scheme ?? 'https'),
    port: port > 0 && port <= MAX_PORT ? port : (known?.port ?? null),
    basicAuth: isOn(text('USE_BASIC_AUTH')) || (known?.basicAuth ?? false),
  };
}

/** Whatever does not say no says yes. */
function isOn(text: string): boolean {
  return text !== '' && parseFlag(text) !== false && text !== '0';
}

/** Without what is not there. */
function given<T extends object>(values: { [K in keyof T]: T[K] | undefined }): Partial<T> {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Partial<T>;
}
