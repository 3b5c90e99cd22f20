import type { ModuleError } from '../../../model/errors.ts';
import type { Fact } from './events.ts';

/** Whether a device answers: told once when it no longer does, and once when it does again. */
export class Reachability {
  readonly #name: string;
  readonly #address: string;
  readonly #unreachableAfter: number;
  #failures = 0;
  /** Milliseconds of the first of these failures, on a clock that nobody sets. */
  #sinceMs = 0;

  constructor(
    { name, address }: { readonly name: string; readonly address: string },
    unreachableAfter: number,
  ) {
    this.#name = name;
    this.#address = address;
    this.#unreachableAfter = unreachableAfter;
  }

  failed({ code, message }: ModuleError, nowMs: number): Fact[] {
    this.#failures += 1;
    if (this.#failures === 1) this.#sinceMs = nowMs;
    if (this.#failures !== this.#unreachableAfter) return [];
    return [
      {
        kind: 'snmp.device_unreachable',
        severity: 'error',
        message: `${this.#name} (${this.#address}) ${code === 'timeout' ? 'does not answer' : 'cannot be read'}: ${message}`,
        attributes: { code, error: message, failed_polls: this.#failures },
        about: '',
      },
    ];
  }

  answered(nowMs: number): Fact[] {
    const seconds = Math.round((nowMs - this.#sinceMs) / 1000);
    const wasUnreachable = this.#failures >= this.#unreachableAfter;
    this.#failures = 0;
    if (!wasUnreachable) return [];
    return [
      {
        kind: 'snmp.device_reachable',
        severity: 'info',
        message: `${this.#name} (${this.#address}) answers again, after ${seconds} s`,
        attributes: { unreachable_seconds: seconds },
        about: '',
      },
    ];
  }
}
