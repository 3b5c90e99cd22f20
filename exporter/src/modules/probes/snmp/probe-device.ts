/** Asks one device for all that a request names. */
import { EarlyEnd } from '../../../contract/early-end.ts';
import type { ProbeContext } from '../../../contract/module.ts';
import { ModuleError } from '../../../model/errors.ts';
import type { TextFamily } from '../../../model/text-family.ts';
import { convert } from '../../../protocols/snmp/convert/convert.ts';
import { FamilyDrafts } from '../../../protocols/snmp/convert/family-drafts.ts';
import { type Scrape, scrapeModule } from '../../../protocols/snmp/scrape.ts';
import type { OpenAgent } from '../../../protocols/snmp/walk/agent.ts';
import type { ScrapeOut } from './metrics.ts';
import type { Options } from './options.ts';
import type { SnmpRequest } from './request.ts';
import type { State } from './state.ts';

type Context = ProbeContext<'snmp', State>;
type RequestedModule = SnmpRequest['modules'][number];

/** Of the time that is left, what a partial answer needs to be made and sent. */
const PARTIAL_SHARE = 0.1;
const MIN_PARTIAL_MS = 100;
/** To say why there is no answer takes less. */
const REASON_SHARE = 0.25;
const MAX_REASON_MS = 50;

/** Made once: without a reason, each abort would make an error with its stack. */
const OVER = new ModuleError('cancelled', 'the probing is over');

/** @throws ModuleError with the text that snmp_exporter answers with. */
export async function probeDevice(
  context: Context,
  options: Options,
  request: SnmpRequest,
  out: ScrapeOut,
): Promise<readonly TextFamily[]> {
  const drafts = new FamilyDrafts();
  const failed = new AbortController();
  const early = new EarlyEnd(context, reserveFor(request, context.timeLeft()));
  const walkSignal = AbortSignal.any([context.signal, early.signal, failed.signal]);
  const probing = { context, options, request, out, drafts, early, walkSignal };
  const modules = [...request.modules];
  const next = async (): Promise<void> => {
    for (let module = modules.shift(); module; module = modules.shift()) await probeModule(module, probing);
  };
  try {
    await Promise.all(Array.from({ length: options.moduleConcurrency }, next));
  } finally {
    // What goes on beside a module that failed is for nobody.
    modules.length = 0;
    failed.abort(OVER);
    early.cancel();
  }
  return drafts.finish();
}

interface Probing {
  readonly context: Context;
  readonly options: Options;
  readonly request: SnmpRequest;
  readonly out: ScrapeOut;
  readonly drafts: FamilyDrafts;
  readonly early: EarlyEnd;
  /** Aborted with the early end, when nobody waits, and when another module has failed. */
  readonly walkSignal: AbortSignal;
}

/** Milliseconds. */
function reserveFor({ partial }: SnmpRequest, timeLeft: number): number {
  return partial
    ? Math.max(MIN_PARTIAL_MS, timeLeft * PARTIAL_SHARE)
    : Math.min(MAX_REASON_MS, timeLeft * REASON_SHARE);
}

async function probeModule(requested: RequestedModule, probing: Probing): Promise<void> {
  const { context, options, request, out, drafts } = probing;
  const { totals, conversions } = context.state;
  const { name } = requested.module;
  const startedAt = performance.now();
  const scrape = await walkModule(requested, probing);
  const walkSeconds = secondsSince(startedAt);
  totals.sent(scrape.traffic);
  tellTroubles(scrape, name, probing);
  const { wrapLargeCounters } = options;
  const { duplicates, unexpected } = await conversions.run(
    () => convert(scrape.plan, scrape.readings, drafts, { wrapLargeCounters }),
    context,
  );
  totals.unexpected(unexpected);
  totals.collected(name, secondsSince(startedAt));
  out.snmp_scrape_walk_duration_seconds(walkSeconds, name);
  out.snmp_scrape_packets_sent(scrape.traffic.packetsSent, name);
  out.snmp_scrape_packets_retried(scrape.traffic.packetsRetried, name);
  out.snmp_scrape_pdus_returned(scrape.readings.cells, name);
  out.snmp_scrape_duration_seconds(secondsSince(startedAt), name);
  if (request.partial) out.snmp_scrape_error(scrape.error ? 1 : 0, name);
  for (const [metric, count] of duplicates) out.fathom_snmp_duplicate_series(count, name, metric);
}

function walkModule({ module, auth }: RequestedModule, probing: Probing): Promise<Scrape> {
  const { context, options, request } = probing;
  // Of its own, for the sessions of many modules would be many listeners.
  const signal = AbortSignal.any([probing.walkSignal]);
  const { transport, host, port } = request.target;
  const target = { transport, host: context.address, port };
  const { contextName, contextEngineId } = request;
  const who = {
    target,
    auth,
    signal,
    ...(contextName !== undefined && { contextName }),
    ...(contextEngineId && { contextEngineId }),
  };
  const open: OpenAgent = (patience) => context.snmp.open({ ...who, ...patience });
  const device = JSON.stringify([target, auth.version, contextName ?? auth.contextName]);
  // What a device tells depends on who asks.
  const asked = JSON.stringify([device, contextEngineId?.toString('hex')]);
  const known = { device: asked, auth, maxAgeMs: options.lookupMaxAge };
  return scrapeModule({
    module,
    version: auth.version,
    host,
    requestsInFlight: options.requestsInFlight,
    open,
    memory: context.state.memories.of(device),
    plans: context.state.plans,
    known: options.lookupMaxAge === 0 ? null : { labels: context.state.labels, ...known },
    onReply: (ms) => context.state.totals.replied(ms / 1000),
  });
}

/** @throws ModuleError unless half an answer is one. */
function tellTroubles(
  { error, failedFilters }: Scrape,
  module: string,
  { context, request, early }: Probing,
): void {
  for (const oid of failedFilters) {
    const text = `module ${module}: the filter on ${oid} could not be read and leaves nothing out`;
    context.partial(new ModuleError('malformed_reply', text));
  }
  if (!error) return;
  const code = error.code === 'cancelled' && early.signal.aborted ? 'timeout' : error.code;
  const failure = new ModuleError(code, collectorError(error, module), { cause: error });
  if (!request.partial) throw failure;
  context.partial(failure);
}

/** As client_golang's registry tells of a metric that could not be collected. */
function collectorError({ message }: ModuleError, module: string): string {
  const description = `Desc{fqName: "snmp_error", help: "Error scraping target", constLabels: {module=${JSON.stringify(module)}}, variableLabels: {}}`;
  return `error collecting metric ${description}: ${message}`;
}

const secondsSince = (startedAt: number) => (performance.now() - startedAt) / 1000;
