/** `--config.expand-environment-variables` of snmp_exporter, as Go's os.Expand has it. */
import type { SnmpAuth } from '../../../model/snmp.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** `${name}`, `$name`, or one of the shell's own `$1`, `$$`, `$?`. */
const VARIABLE = /\$(?:\{([^{}]*)\}|([A-Za-z_]\w*|[*#$@!?0-9-]))/g;

/** The auth with the variables in it replaced; `missing` is told of those that are not set. */
export function expandAuth(
  auth: SnmpAuth,
  environment: Environment,
  missing: (key: string, reason: string) => void,
): SnmpAuth {
  const expand = (key: string, value: string) =>
    value.replace(VARIABLE, (_, braced: string | undefined, bare: string | undefined) => {
      const variable = braced ?? bare ?? '';
      const found = Object.hasOwn(environment, variable) ? environment[variable] : undefined;
      // What follows a bare dollar sign may be the rest of a password and is not repeated.
      const name = braced ?? 'that it names with $';
      if (!found) missing(key, `the environment variable ${name} is not set or empty`);
      return found ?? '';
    });
  return {
    ...auth,
    username: expand('username', auth.username),
    password: expand('password', auth.password),
    privPassword: expand('priv_password', auth.privPassword),
  };
}
