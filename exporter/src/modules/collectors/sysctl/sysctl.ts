import { ModuleError } from '../../../contract/module.ts';

/** The longest lists of the kernel, such as kernel.seccomp.actions_avail, have some ten words. */
const MAX_VALUES = 1000;

/** One of the two lists of the config: `kernel.threads-max`, `fs.file-nr:total,current,max`. */
export interface Sysctl {
  readonly name: string;
  /** Below /proc/sys. */
  readonly path: string;
  /** Of its metrics. */
  readonly family: string;
  /** Names of its values; empty when they are numbered. */
  readonly keys: readonly string[];
}

/** What the config accepts: keys become parts of metric names. */
export const SYSCTL = /^[^:\s]+(:[a-zA-Z0-9_]+(,[a-zA-Z0-9_]+)*)?$/;

export function parseSysctl(text: string): Sysctl {
  const [name = '', keys] = text.split(':');
  return {
    name,
    path: `sys/${name.replaceAll('.', '/')}`,
    family: `node_sysctl_${name.replace(/_*[^0-9A-Za-z_]+_*/g, '_')}`,
    keys: keys === undefined ? [] : keys.split(','),
  };
}

/**
 * The words of a file of /proc/sys.
 * @throws ModuleError `malformed_reply` when they are none or do not go with the keys, `limit_exceeded`.
 */
export function valuesOf({ name, keys }: Sysctl, text: string): string[] {
  const values = text.split(/\s+/).filter((value) => value !== '');
  if (values.length > MAX_VALUES)
    throw new ModuleError('limit_exceeded', `sysctl ${name} has more than ${MAX_VALUES} values`);
  if (values.length === 0) throw new ModuleError('malformed_reply', `sysctl ${name} has no values`);
  if (keys.length > 0 && (values.length === 1 || values.length !== keys.length))
    throw new ModuleError(
      'malformed_reply',
      `sysctl ${name} has ${values.length} values, not ${keys.join()}`,
    );
  return values;
}

/**
 * An integer as the kernel writes it: decimal, hexadecimal with 0x, octal with 0.
 * @throws ModuleError `malformed_reply`.
 */
export function parseInteger(name: string, text: string): number {
  const match = /^([+-]?)(0x[0-9a-f]{1,16}|\d{1,22})$/i.exec(text);
  if (!match) throw new ModuleError('malformed_reply', `sysctl ${name} is not numeric`);
  const [, sign, digits = ''] = match;
  const value = Number(/^0[0-7]+$/.test(digits) ? `0o${digits}` : digits);
  return sign === '-' && value !== 0 ? -value : value;
}
