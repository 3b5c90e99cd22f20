/** Variables of the environment in a configuration of idrac_exporter, which replaces them as Go's os.ExpandEnv does. */

export type Environment = Readonly<Record<string, string | undefined>>;

/** `${name}`, `$name`, or one of the shell's own `$1`, `$$`, `$?`. */
const VARIABLE = /\$(?:\{([^{}]*)\}|([A-Za-z_]\w*|[*#$@!?0-9-]))/g;

/** The text with its variables replaced; `missing` is told the names of those that are not set. */
export function expandVariables(
  text: string,
  environment: Environment,
  missing: (name: string) => void,
): string {
  return text.replace(VARIABLE, (_, braced: string | undefined, bare: string | undefined) => {
    const variable = braced ?? bare ?? '';
    const found = Object.hasOwn(environment, variable) ? environment[variable] : undefined;
    // What follows a bare dollar sign may be the rest of a password and is not repeated.
    if (found === undefined) missing(braced ?? 'that it names with $');
    return found ?? '';
  });
}
