/** Asks one service for all groups of metrics that the configuration wants. */
import type { ProbeContext } from '../../../contract/module.ts';
import type { RedfishSession } from '../../../contract/redfish.ts';
import { codeOf, messageOf, ModuleError } from '../../../model/errors.ts';
import type { TextFamily } from '../../../model/text-family.ts';
import type { Group } from '../../../protocols/redfish/groups.ts';
import { serviceOf } from '../../../protocols/redfish/service-of.ts';
import { discover, type Estate, nothingThere } from '../../../protocols/redfish/walk/discover.ts';
import { walkPdus } from '../../../protocols/redfish/walk/pdus.ts';
import { Tree } from '../../../protocols/redfish/walk/tree.ts';
import { Walk } from '../../../protocols/redfish/walk/walk.ts';
import { FamilyTexts } from './family-texts.ts';
import { READERS } from './groups.ts';
import type { Options } from './options.ts';
import type { RedfishRequest } from './request.ts';
import type { KnownService, State } from './state.ts';
import { writePdu } from './write/parts.ts';

type Context = ProbeContext<'redfish', State>;

/** Of the time that is left, what the answer needs to be made and sent. */
const ANSWER_SHARE = 0.1;
const MIN_ANSWER_MS = 100;
/** What AbortSignal.timeout takes: 25 days. */
const MAX_TIMER_MS = 2 ** 31 - 1;
/** Of idrac_exporter, whose families these are. */
const COMPATIBLE_RELEASE = '2.6.1';
const CHASSIS_GROUPS: readonly Group[] = ['system', 'sensors', 'power', 'network'];
const MANAGER_GROUPS: readonly Group[] = ['manager', 'events'];

/** @throws ModuleError with a text as idrac_exporter answers with. */
export async function probeService(
  context: Context,
  options: Options,
  request: RedfishRequest,
): Promise<readonly TextFamily[]> {
  const startedAt = performance.now();
  const texts = new FamilyTexts(options.metricsPrefix);
  const known = context.state.of(request.key);
  const deadline = AbortSignal.timeout(msBeforeTheEnd(context.timeLeft()));
  const session = openSession(context, options, request, deadline);
  // With the deadline in it: one that only AbortSignal.any refers to is collected as garbage, and never fires.
  const scrape: Scrape = { context, options, texts, known, session, deadline, failed: new Set() };
  try {
    await readAll(scrape);
  } catch (error) {
    known.errors += 1;
    const code = codeOf(error);
    if (code === 'bug') throw error;
    throw new ModuleError(code, failureOf(request, messageOf(error)), { cause: error });
  }
  writeOwn(scrape, startedAt);
  return texts.finish();
}

interface Scrape {
  readonly context: Context;
  readonly options: Options;
  readonly texts: FamilyTexts;
  readonly known: KnownService;
  readonly session: RedfishSession;
  readonly deadline: AbortSignal;
  /** Groups of which something could not be read. */
  readonly failed: Set<string>;
}

const failureOf = ({ named }: RedfishRequest, reason: string) =>
  `Error instantiating metrics collector for host ${named}: ${reason}`;

function openSession(
  { redfish, address, signal }: Context,
  options: Options,
  request: RedfishRequest,
  deadline: AbortSignal,
): RedfishSession {
  const { login, target } = request;
  if (login === null)
    throw new ModuleError('auth_failed', failureOf(request, 'could not find login credentials'));
  return redfish.open({
    ...serviceOf({ named: request.named, target, address }, login, options),
    signal: AbortSignal.any([signal, deadline]),
  });
}

/** Early enough for what was read until then. */
function msBeforeTheEnd(leftMs: number): number {
  const ms = leftMs - Math.max(MIN_ANSWER_MS, leftMs * ANSWER_SHARE);
  return Math.min(MAX_TIMER_MS, Math.max(0, Math.floor(ms)));
}

async function readAll(scrape: Scrape): Promise<void> {
  const { options, session, known } = scrape;
  const tree = new Tree({
    get: (path, maxAgeMs) => session.get(path, maxAgeMs),
    memory: known,
  });
  const wants = (groups: readonly Group[]) => groups.some((group) => options.groups.has(group));
  const estate = await discover(tree, walkFor('discovery', tree, scrape), {
    chassis: wants(CHASSIS_GROUPS),
    managers: wants(MANAGER_GROUPS),
  });
  if (estate.pdus.length > 0) return readPdus(estate, tree, scrape);
  const { systems, chassis, managers } = estate;
  if (systems.length + chassis.length + managers.length === 0 && scrape.failed.size === 0)
    throw nothingThere();
  await Promise.all([...options.groups].map((group) => readGroup(group, estate, tree, scrape)));
}

/** Whatever fails in a group, the others are not concerned. */
async function readGroup(group: Group, estate: Estate, tree: Tree, scrape: Scrape): Promise<void> {
  const { options, texts, context } = scrape;
  const walk = walkFor(group, tree, scrape);
  await READERS[group]({ estate, walk, options, out: texts.out, nowMs: context.now() });
}

async function readPdus(estate: Estate, tree: Tree, scrape: Scrape): Promise<void> {
  const pdus = await walkPdus(walkFor('pdu', tree, scrape), estate.pdus);
  for (const pdu of pdus) writePdu(scrape.texts.out, pdu);
}

function walkFor(group: string, tree: Tree, { failed, context }: Scrape): Walk {
  return new Walk(tree, (error) => {
    failed.add(group);
    context.partial(error);
  });
}

/** About the scrape itself. */
function writeOwn({ texts, known, session, options, failed, context }: Scrape, startedAt: number): void {
  const { out } = texts;
  if (texts.full)
    context.partial(new ModuleError('limit_exceeded', 'it has more series than are shown of one service'));
  known.errors += failed.size;
  out.idrac_exporter_build_info(1, COMPATIBLE_RELEASE, 'fathom', '');
  out.idrac_exporter_scrape_errors_total(known.errors);
  for (const group of new Set([...options.groups, ...failed]))
    out.fathom_redfish_group_error(Number(failed.has(group)), group);
  for (const result of ['requests', 'kept', 'failed'] as const)
    out.fathom_redfish_requests(session.traffic[result], result === 'requests' ? 'sent' : result);
  const expiry = session.certificateExpiry();
  if (expiry !== null && options.additional) out.fathom_redfish_certificate_expiry_timestamp_seconds(expiry);
  for (const [metric, count] of texts.duplicates) out.fathom_redfish_duplicate_series(count, metric);
  out.fathom_redfish_scrape_duration_seconds((performance.now() - startedAt) / 1000);
}
