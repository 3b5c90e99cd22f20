/** Asks one BMC for all that a module wants. */
import type { IpmiSession } from '../../../contract/ipmi.ts';
import type { ProbeContext } from '../../../contract/module.ts';
import { type ErrorCode, ModuleError } from '../../../model/errors.ts';
import type { TextFamily } from '../../../model/text-family.ts';
import type { CollectorName } from '../../../protocols/ipmi/collectors.ts';
import { asModuleError } from '../../../protocols/ipmi/failure.ts';
import { COLLECT } from './collectors/all.ts';
import type { Asking } from './collectors/asking.ts';
import type { IpmiOut } from './metrics.ts';
import type { IpmiRequest } from './request.ts';
import type { State } from './state.ts';

type Context = ProbeContext<'ipmi', State>;

/** Of the time that is left, what the answer needs to be made and sent. */
const ANSWER_SHARE = 0.1;
const MIN_ANSWER_MS = 100;
/** What AbortSignal.timeout takes: 25 days. */
const MAX_TIMER_MS = 2 ** 31 - 1;
/** After these the BMC is asked for nothing more: it would take as long again, or lock the account. */
const FATAL: readonly ErrorCode[] = ['timeout', 'unreachable', 'auth_failed', 'cancelled'];

/** As with ipmi_exporter, a BMC that does not answer is a result as well: `ipmi_up 0`. */
export async function probeBmc(
  context: Context,
  request: IpmiRequest,
  out: IpmiOut,
): Promise<readonly TextFamily[]> {
  const startedAt = performance.now();
  const asking = askingOf(context, request);
  const { collectors } = request.module;
  let fatal = await failureOf(() => logIn(collectors, asking), asking.session);
  if (fatal) context.partial(fatal);
  for (const name of collectors) {
    const failure = fatal ?? (await failureOf(() => COLLECT[name](asking, out), asking.session));
    if (failure && !fatal) context.partial(failure);
    if (failure && FATAL.includes(failure.code)) fatal = failure;
    writeOutcome(name, failure?.code ?? null, out);
  }
  out.ipmi_scrape_duration_seconds((performance.now() - startedAt) / 1000);
  return [];
}

/** For a BMC whose name has no address. */
export function showUnreachable({ module }: IpmiRequest, out: IpmiOut): void {
  for (const name of module.collectors) writeOutcome(name, 'unreachable', out);
  out.ipmi_scrape_duration_seconds(0);
}

function askingOf(
  { ipmi, state, address, signal, timeLeft, partial }: Context,
  request: IpmiRequest,
): Asking {
  const { module, target } = request;
  const { user, password, passwordFile, privilege, version, workarounds, timeoutMs } = module;
  state.client = ipmi;
  const session = ipmi.open({
    target: { ...target, address },
    credentials: { user, password, passwordFile },
    privilege,
    version,
    workarounds,
    timeoutMs,
  });
  return {
    session,
    module,
    memory: state.memoryOf(JSON.stringify([address, target.port])),
    counting: state.counting,
    signal: signalBeforeTheEnd(signal, timeLeft()),
    onFault: (error) => partial(asModuleError(error, session.target)),
  };
}

async function logIn(collectors: readonly CollectorName[], { session, signal }: Asking): Promise<void> {
  if (collectors.length > 0) await session.connect(signal);
}

/** Aborted early enough to say what was read until then. */
function signalBeforeTheEnd(signal: AbortSignal, leftMs: number): AbortSignal {
  const ms = leftMs - Math.max(MIN_ANSWER_MS, leftMs * ANSWER_SHARE);
  return AbortSignal.any([signal, AbortSignal.timeout(Math.min(MAX_TIMER_MS, Math.max(0, Math.floor(ms))))]);
}

/** @throws ModuleError `bug` */
async function failureOf(work: () => Promise<void>, { target }: IpmiSession): Promise<ModuleError | null> {
  try {
    await work();
    return null;
  } catch (error) {
    const failure = asModuleError(error, target);
    if (failure.code === 'bug') throw failure;
    return failure;
  }
}

function writeOutcome(name: CollectorName, failure: ErrorCode | null, out: IpmiOut): void {
  out.ipmi_up(failure === null ? 1 : 0, name);
  if (failure !== null) out.fathom_ipmi_failure(1, name, failure);
}
