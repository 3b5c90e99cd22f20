/** What the watcher tells of itself. */
import { type ErrorCode } from '../../../model/errors.ts';
import type { TextFamily } from '../../../model/text-family.ts';
import { formatValue, seriesPrefix } from '../../../protocols/text-format/series.ts';

export interface TargetState {
  readonly name: string;
  /** Null before the first look has ended. */
  readonly isUp: boolean | null;
  /** Of the last look. */
  readonly seconds: number;
}

export class Totals {
  readonly #failures = new Map<ErrorCode, number>();
  #polls = 0;
  #packets = 0;

  polled(): void {
    this.#polls += 1;
  }

  failed(code: ErrorCode): void {
    this.#failures.set(code, (this.#failures.get(code) ?? 0) + 1);
  }

  sent(packets: number): void {
    this.#packets += packets;
  }

  tell(targets: readonly TargetState[]): TextFamily[] {
    const known = targets.filter(({ isUp }) => isUp !== null);
    return [
      family(
        'fathom_snmp_polls_total',
        'counter',
        'Looks at devices that the configuration names.',
        [],
        [[this.#polls]],
      ),
      family(
        'fathom_snmp_poll_failures_total',
        'counter',
        'Looks at devices that failed, by error code.',
        ['code'],
        [...this.#failures].map(([code, count]) => [count, code]),
      ),
      family(
        'fathom_snmp_poll_packets_total',
        'counter',
        'Packets sent to look at devices, repeated ones too.',
        [],
        [[this.#packets]],
      ),
      family(
        'fathom_snmp_target_up',
        'gauge',
        'Whether a device answered the last look at it.',
        ['target'],
        known.map(({ name, isUp }) => [Number(isUp), name]),
      ),
      family(
        'fathom_snmp_poll_duration_seconds',
        'gauge',
        'Duration of the last look at a device.',
        ['target'],
        known.map(({ name, seconds }) => [seconds, name]),
      ),
    ].filter(({ lines }) => lines !== '');
  }
}

function family(
  name: string,
  type: 'counter' | 'gauge',
  help: string,
  labels: readonly string[],
  readings: readonly (readonly [value: number, ...labels: string[]])[],
): TextFamily {
  const lines = readings.map(
    ([value, ...values]) => `${seriesPrefix(name, labels, values)}${formatValue(value)}\n`,
  );
  return { name, type, help, lines: lines.join('') };
}
