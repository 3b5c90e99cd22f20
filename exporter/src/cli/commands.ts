/** What commands have in common. */
import type { Command } from 'commander';

/** Lets a command take the flags of the configuration, which only the schema knows. */
export function takingConfig(command: Command): Command {
  return command.allowUnknownOption().allowExcessArguments();
}

export function examples(...lines: readonly string[]): string {
  return ['', 'Examples:', ...lines.map((line) => `  ${line}`)].join('\n');
}
