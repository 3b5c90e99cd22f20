import { ModuleError } from '../../../model/errors.ts';
import type { Patience } from './agent.ts';

export type Activity = 'getting' | 'walking';

/** Failures in the words of snmp_exporter and gosnmp, with what else is known behind them. */
export interface Explain {
  failed(activity: Activity, reason: ModuleError): ModuleError;
  /** The device answered a GET with an error. */
  reported(errorStatus: number): ModuleError;
}

/** `host` is the target without its port; `startedAt` and `now` in milliseconds. */
export function explainFor(
  host: string,
  { retries }: Patience,
  startedAt: number,
  now: () => number = () => performance.now(),
): Explain {
  return {
    failed(activity, reason) {
      const { code, message } = reason;
      const options = { cause: reason };
      if (code === 'cancelled') {
        const after = `${((now() - startedAt) / 1000).toFixed(3)}s`;
        const text = `scrape canceled after ${after} (possible timeout) ${activity} target ${host}: ${message}`;
        return new ModuleError(code, text, options);
      }
      const what = code === 'timeout' ? `request timeout (after ${retries} retries): ${message}` : message;
      return new ModuleError(code, `error ${activity} target ${host}: ${what}`, options);
    },
    reported: (errorStatus) =>
      new ModuleError('malformed_reply', `error reported by target ${host}: Error Status ${errorStatus}`),
  };
}
