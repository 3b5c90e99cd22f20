import type { ModuleError } from '../../model/errors.ts';
import type { HardwareFact } from './fact.ts';

/** Whether a BMC answers: told once when it no longer does, and once when it does again. */
export class Reachability {
  readonly #who: string;
  readonly #unreachableAfter: number;
  #failures = 0;
  /** Milliseconds of the first of these failures, on a clock that nobody sets. */
  #sinceMs = 0;

  constructor(name: string, address: string, unreachableAfter: number) {
    this.#who = name === address ? `BMC ${name}` : `BMC of ${name} (${address})`;
    this.#unreachableAfter = unreachableAfter;
  }

  failed({ code, message }: ModuleError, nowMs: number): HardwareFact[] {
    this.#failures += 1;
    if (this.#failures === 1) this.#sinceMs = nowMs;
    if (this.#failures !== this.#unreachableAfter) return [];
    return [
      {
        kind: 'hardware.bmc_unreachable',
        severity: 'error',
        message: `${this.#who} ${code === 'timeout' ? 'does not answer' : 'cannot be read'}: ${message}`,
        attributes: { code, error: message, failed_looks: this.#failures, subject: 'bmc', origin: 'state' },
        about: '',
      },
    ];
  }

  answered(nowMs: number): HardwareFact[] {
    const seconds = Math.round((nowMs - this.#sinceMs) / 1000);
    const wasUnreachable = this.#failures >= this.#unreachableAfter;
    this.#failures = 0;
    if (!wasUnreachable) return [];
    return [
      {
        kind: 'hardware.bmc_reachable',
        severity: 'info',
        message: `${this.#who} answers again, after ${seconds} s`,
        attributes: { unreachable_seconds: seconds, subject: 'bmc', origin: 'state' },
        about: '',
      },
    ];
  }
}
