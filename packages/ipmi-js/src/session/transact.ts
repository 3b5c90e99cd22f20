/** One packet and its reply, outside of sessions: the same packet is sent again until the reply comes. */
import { IpmiError } from '../errors.ts';
import type { Decoded } from '../wire/dropped.ts';
import { abortError } from './abort.ts';
import type { BmcLink } from './bmc-link.ts';
import { isOver, resendDelay, type Timing } from './timing.ts';

export interface Transaction<T extends object> {
  readonly packet: Buffer;
  /** For messages: "Open Session". */
  readonly name: string;
  /** @param body after the RMCP header. */
  accept(body: Buffer): Decoded<T>;
}

export function transact<T extends object>(
  link: BmcLink,
  transaction: Transaction<T>,
  timing: Timing,
  signal: AbortSignal,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const giveUpAt = performance.now() + timing.giveUpAfterMs;
    let attempt = 0;
    let timer: NodeJS.Timeout | undefined;

    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      link.receiver = null;
    };
    const fail = (error: IpmiError) => {
      end();
      reject(error);
    };
    const onAbort = () => fail(abortError(signal, link.target));
    const onSilence = () => {
      if (isOver(giveUpAt)) {
        const message = `${link.target}: no answer to ${transaction.name} within ${Math.round(timing.giveUpAfterMs)} ms`;
        return fail(new IpmiError('timeout', message));
      }
      link.stats.resent++;
      attempt++;
      transmit();
    };
    const transmit = () => {
      link.send(transaction.packet);
      const left = giveUpAt - performance.now();
      timer = setTimeout(onSilence, Math.max(1, Math.min(resendDelay(timing, attempt), left)));
    };

    if (signal.aborted) return reject(abortError(signal, link.target));
    signal.addEventListener('abort', onAbort, { once: true });
    link.receiver = {
      fail,
      receive(body) {
        const reply = transaction.accept(body);
        if (typeof reply === 'string') return reply;
        end();
        resolve(reply);
        return null;
      },
    };
    transmit();
  });
}
