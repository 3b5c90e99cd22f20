import { ModuleError } from '../../model/errors.ts';

/** Why a request ends whose signal is aborted. */
export function givenUp({ reason }: AbortSignal): ModuleError {
  if (reason instanceof ModuleError) return reason;
  if (reason instanceof DOMException && reason.name === 'TimeoutError')
    return new ModuleError(
      'timeout',
      'no time is left for it; raise the scrape timeout, or ask for fewer groups of metrics',
    );
  return new ModuleError('cancelled', 'nobody waits for it any longer');
}
