/** Asks one BMC for all that a module wants. */
import { EarlyEnd } from '../../../contract/early-end.ts';
import type { IpmiSession } from '../../../contract/ipmi.ts';
import type { ProbeContext } from '../../../contract/module.ts';
import { type ErrorCode, ModuleError } from '../../../model/errors.ts';
import type { TextFamily } from '../../../model/text-family.ts';
import type { CollectorName } from '../../../protocols/ipmi/collectors.ts';
import { newBmcMemory } from '../../../protocols/ipmi/bmc-memory.ts';
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
/** After these the BMC is asked for nothing more: it would take as long again, or lock the account. */
const FATAL: readonly ErrorCode[] = ['timeout', 'unreachable', 'auth_failed', 'cancelled'];

/** As with ipmi_exporter, a BMC that does not answer is a result as well: `ipmi_up 0`. */
export async function probeBmc(
  context: Context,
  request: IpmiRequest,
  out: IpmiOut,
): Promise<readonly TextFamily[]> {
  const startedAt = performance.now();
  const early = new EarlyEnd(context, Math.max(MIN_ANSWER_MS, context.timeLeft() * ANSWER_SHARE));
  try {
    await askAll(askingOf(context, request, early), { context, early, out });
  } finally {
    early.cancel();
  }
  out.ipmi_scrape_duration_seconds((performance.now() - startedAt) / 1000);
  return [];
}

interface Answer {
  readonly context: Context;
  readonly early: EarlyEnd;
  readonly out: IpmiOut;
}

async function askAll(asking: Asking, { context, early, out }: Answer): Promise<void> {
  const { collectors } = asking.module;
  const { session } = asking;
  let fatal = await failureOf(() => logIn(collectors, asking), session, early);
  if (fatal) context.partial(fatal);
  for (const name of collectors) {
    const failure = fatal ?? (await failureOf(() => COLLECT[name](asking, out), session, early));
    if (failure && !fatal) context.partial(failure);
    if (failure && FATAL.includes(failure.code)) fatal = failure;
    writeOutcome(name, failure?.code ?? null, out);
  }
}

/** For a BMC whose name has no address. */
export function showUnreachable({ module }: IpmiRequest, out: IpmiOut): void {
  for (const name of module.collectors) writeOutcome(name, 'unreachable', out);
  out.ipmi_scrape_duration_seconds(0);
}

function askingOf(
  { ipmi, state, address, signal, partial }: Context,
  request: IpmiRequest,
  early: EarlyEnd,
): Asking {
  const { module, target } = request;
  const { user, password, passwordFile, privilege, driver, workarounds, timeoutMs } = module;
  state.client = ipmi;
  const session = ipmi.open({
    target: { ...target, address },
    credentials: { user, password, passwordFile },
    privilege,
    driver,
    workarounds,
    timeoutMs,
  });
  return {
    session,
    module,
    memory: session.kept(newBmcMemory),
    counting: state.counting,
    signal: AbortSignal.any([signal, early.signal]),
    onFault: (error) => partial(asModuleError(error, session.target)),
  };
}

async function logIn(collectors: readonly CollectorName[], { session, signal }: Asking): Promise<void> {
  if (collectors.length > 0) await session.connect(signal);
}

/** @throws ModuleError `bug` */
async function failureOf(
  work: () => Promise<void>,
  { target }: IpmiSession,
  { signal }: EarlyEnd,
): Promise<ModuleError | null> {
  try {
    await work();
    return null;
  } catch (error) {
    const failure = asModuleError(error, target);
    if (failure.code === 'bug') throw failure;
    return failure.code === 'cancelled' && signal.aborted ? outOfTime(failure, target) : failure;
  }
}

function outOfTime(cause: ModuleError, target: string): ModuleError {
  const message = `${target}: no time is left for it; raise the scrape timeout, or ask for less`;
  return new ModuleError('timeout', message, { cause });
}

function writeOutcome(name: CollectorName, failure: ErrorCode | null, out: IpmiOut): void {
  out.ipmi_up(failure === null ? 1 : 0, name);
  if (failure !== null) out.fathom_ipmi_failure(1, name, failure);
}
