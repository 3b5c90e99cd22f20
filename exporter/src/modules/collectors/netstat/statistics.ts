import { ModuleError } from '../../../contract/module.ts';

/** The statistics of one scrape: those that are wanted, each once. */
export class Statistics {
  readonly #fields: RegExp | null;
  readonly #show: (variable: string, value: number) => void;
  readonly #shown = new Set<string>();

  /** `fields`: null matches nothing. */
  constructor(fields: RegExp | null, show: (variable: string, value: number) => void) {
    this.#fields = fields;
    this.#show = show;
  }

  /** The name under which a statistic is shown; null when it is not wanted. */
  nameOf(protocol: string, name: string): string | null {
    const variable = `${protocol}_${name}`;
    return /^[A-Za-z0-9]{1,50}_[A-Za-z0-9]{1,100}$/.test(variable) && this.#fields?.test(variable) === true
      ? variable
      : null;
  }

  /** @throws ModuleError `malformed_reply` when the statistic was shown already, or has no value. */
  show(variable: string, value: number): void {
    if (Number.isNaN(value) || this.#shown.has(variable))
      throw new ModuleError('malformed_reply', `${variable} has no number, or two`);
    this.#shown.add(variable);
    this.#show(variable, value);
  }
}
