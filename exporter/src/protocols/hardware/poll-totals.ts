/** What a watcher of BMCs tells of itself, and of what is wrong at the moment. */
import type { ErrorCode } from '../../model/errors.ts';
import type { TextFamily } from '../../model/text-family.ts';
import type { Problem } from './problem.ts';
import { formatValue, seriesPrefix } from '../text-format/series.ts';

export interface TargetState {
  readonly name: string;
  /** Null before the first look has ended. */
  readonly isUp: boolean | null;
  /** Of the last look. */
  readonly seconds: number;
  readonly problems: readonly Problem[];
}

/** In full, so that whoever looks for one finds it. */
const NAMES = {
  redfish: {
    polls: 'fathom_redfish_polls_total',
    failures: 'fathom_redfish_poll_failures_total',
    requests: 'fathom_redfish_poll_requests_total',
    up: 'fathom_redfish_target_up',
    seconds: 'fathom_redfish_poll_duration_seconds',
  },
  ipmi: {
    polls: 'fathom_ipmi_polls_total',
    failures: 'fathom_ipmi_poll_failures_total',
    requests: 'fathom_ipmi_poll_requests_total',
    up: 'fathom_ipmi_target_up',
    seconds: 'fathom_ipmi_poll_duration_seconds',
  },
} as const;

type Reading = readonly [value: number, ...labels: string[]];

export class PollTotals {
  readonly #names: (typeof NAMES)[keyof typeof NAMES];
  readonly #failures = new Map<ErrorCode, number>();
  #polls = 0;
  #requests = 0;

  constructor(protocol: keyof typeof NAMES) {
    this.#names = NAMES[protocol];
  }

  polled(): void {
    this.#polls += 1;
  }

  /** A look, or part of one. */
  failed(code: ErrorCode): void {
    this.#failures.set(code, (this.#failures.get(code) ?? 0) + 1);
  }

  sent(requests: number): void {
    this.#requests += requests;
  }

  tell(targets: readonly TargetState[]): TextFamily[] {
    const names = this.#names;
    const known = targets.filter(({ isUp }) => isUp !== null);
    const failures = [...this.#failures].map(([code, count]): Reading => [count, code]);
    const up = known.map(({ name, isUp }): Reading => [Number(isUp), name]);
    const seconds = known.map(({ name, seconds: each }): Reading => [each, name]);
    return [
      family(names.polls, 'counter', 'Looks at BMCs.', [], [[this.#polls]]),
      family(
        names.failures,
        'counter',
        'Looks at BMCs, or parts of them, that failed, by error code.',
        ['code'],
        failures,
      ),
      family(names.requests, 'counter', 'Requests to look at BMCs.', [], [[this.#requests]]),
      family(names.up, 'gauge', 'Whether a BMC answered the last look at it.', ['target'], up),
      family(names.seconds, 'gauge', 'Duration of the last look at a BMC.', ['target'], seconds),
      family(
        'fathom_hardware_problems',
        'gauge',
        'Parts of a machine that have a problem at the moment, by the kind of its event.',
        ['target', 'kind', 'severity'],
        known.flatMap(({ name, problems }) => problemCounts(name, problems)),
      ),
    ].filter(({ lines }) => lines !== '');
  }
}

function problemCounts(target: string, problems: readonly Problem[]): Reading[] {
  const counts = new Map<string, { readonly problem: Problem; count: number }>();
  for (const problem of problems) {
    const key = `${problem.kind} ${problem.severity}`;
    const known = counts.get(key);
    if (known) known.count += 1;
    else counts.set(key, { problem, count: 1 });
  }
  return [...counts.values()].map(({ problem, count }) => [count, target, problem.kind, problem.severity]);
}

function family(
  name: string,
  type: 'counter' | 'gauge',
  help: string,
  labels: readonly string[],
  readings: readonly Reading[],
): TextFamily {
  const lines = readings.map(
    ([value, ...values]) => `${seriesPrefix(name, labels, values)}${formatValue(value)}\n`,
  );
  return { name, type, help, lines: lines.join('') };
}
