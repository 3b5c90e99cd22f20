import { ModuleError, UserError } from '../../model/errors.ts';
import type { SnmpSession } from '../../contract/snmp.ts';
import { formatOid, parseOid } from '../../protocols/snmp/oid.ts';
import type { SnmpModule } from '../../protocols/snmp/definition.ts';
import { convert } from '../../protocols/snmp/convert/convert.ts';
import { FamilyDrafts } from '../../protocols/snmp/convert/family-drafts.ts';
import { Plans } from '../../protocols/snmp/plan/plans.ts';
import { type Scrape, scrapeModule } from '../../protocols/snmp/scrape.ts';
import { DeviceMemory } from '../../protocols/snmp/walk/device-memory.ts';
import { isException } from '../../protocols/snmp/walk/progress.ts';
import { didYouMean } from '../../protocols/suggest.ts';
import { formatSeconds } from '../printable.ts';
import { askedAuth, type NamedAuth } from './asked-auth.ts';
import { type AskedTarget, askedTarget, patienceOf, targetText } from './asked-target.ts';
import { type Conversation, INTERRUPTED, withNetwork } from './conversation.ts';
import { diagnosisText, type Diagnosis, type ModuleResult, type SystemFacts } from './diagnosis.ts';
import { shownValue } from './value-words.ts';

type Options = Readonly<Record<string, unknown>>;

const DEFAULT_AUTH = 'public_v2';
const DEFAULT_MODULES = ['system', 'if_mib'];
const OBJECTS = {
  description: '1.3.6.1.2.1.1.1.0',
  objectId: '1.3.6.1.2.1.1.2.0',
  uptime: '1.3.6.1.2.1.1.3.0',
  name: '1.3.6.1.2.1.1.5.0',
  location: '1.3.6.1.2.1.1.6.0',
} as const;
/** SNMP-FRAMEWORK-MIB, RFC 3411 */
const ENGINE_OBJECTS = {
  id: '1.3.6.1.6.3.10.2.1.1.0',
  boots: '1.3.6.1.6.3.10.2.1.2.0',
  seconds: '1.3.6.1.6.3.10.2.1.3.0',
} as const;
/** Each that is not answered takes all of the patience. */
const MAX_AUTHS = 16;
const TICKS_PER_SECOND = 100;

/** Exits with 1 unless the device answers and each module has something from it. */
export async function testDevice(address: string, options: Options, argv: readonly string[]): Promise<void> {
  await withNetwork(argv, async (conversation) => {
    const asked = askedTarget(address, conversation.settings);
    const modules = modulesFor(options, asked, conversation);
    const auths = authsFor(options, asked, conversation);
    try {
      const diagnosis = await diagnose(asked, auths, modules, options, conversation);
      const isJson = options['json'] === true;
      process.stdout.write(isJson ? `${JSON.stringify(diagnosis, null, 2)}\n` : diagnosisText(diagnosis));
      if (!diagnosis.ok) process.exitCode = 1;
    } catch (error) {
      if (!(error instanceof ModuleError) || error.code !== 'cancelled') throw error;
      process.exitCode = INTERRUPTED;
    }
  });
}

function modulesFor(
  options: Options,
  { configured }: AskedTarget,
  { settings: { definitions } }: Conversation,
): SnmpModule[] {
  const given = typeof options['module'] === 'string' ? options['module'].split(',') : null;
  const names = given ?? configured?.modules ?? DEFAULT_MODULES;
  return [...new Set(names.map((name) => name.trim()))].map((name) => {
    const module = definitions.modules.get(name);
    if (module) return module;
    throw new UserError(
      `--module ${name}: neither built in nor defined in snmp.configFiles${didYouMean(name, definitions.modules.keys())}`,
    );
  });
}

/** The one that is named, else that of the target, else all there are. */
function authsFor(
  options: Options,
  { configured }: AskedTarget,
  { settings: { definitions } }: Conversation,
): NamedAuth[] {
  const asked = askedAuth(options, definitions, process.env);
  if (asked) return withOtherVersion(asked);
  const auth = configured && definitions.auths.get(configured.auth);
  if (configured && auth) return withOtherVersion({ name: configured.auth, auth });
  const all = [...definitions.auths].map(([name, each]) => ({ name, auth: each }));
  const isUsual = ({ name }: NamedAuth) => name === DEFAULT_AUTH;
  return [...all.filter(isUsual), ...all.filter((each) => !isUsual(each))].slice(0, MAX_AUTHS);
}

/** Who knows a community in one version often does in the other only. */
function withOtherVersion({ name, auth }: NamedAuth): NamedAuth[] {
  if (auth.version === 3) return [{ name, auth }];
  const other = auth.version === 1 ? 2 : 1;
  return [
    { name, auth },
    { name: `${name}, as version ${other === 2 ? '2c' : '1'}`, auth: { ...auth, version: other } },
  ];
}

async function diagnose(
  asked: AskedTarget,
  auths: readonly NamedAuth[],
  modules: readonly SnmpModule[],
  options: Options,
  conversation: Conversation,
): Promise<Diagnosis> {
  const { settings, opened } = conversation;
  const { host } = asked.target;
  const about = {
    target: targetText(asked.target),
    configuredAs: asked.configured?.name ?? null,
    addresses: [] as readonly string[],
    allowed: asked.configured !== null,
    auths: [],
    system: null,
    engine: null,
    modules: [],
    ok: false,
  };
  let addresses: readonly string[];
  try {
    addresses = await opened.hosts.addresses(host);
  } catch (error) {
    if (error instanceof ModuleError) return { ...about, problem: error.message };
    throw error;
  }
  const allowed =
    about.allowed || opened.ports.allowLists.of(settings.allow).choose(host, addresses) !== null;
  const found = { ...about, addresses, allowed };
  const { answering, tried } = await tryAuths(asked, auths, options, conversation);
  if (!answering) return { ...found, auths: tried, problem: null };
  const facts = await readFacts(asked, answering, options, conversation);
  const results: ModuleResult[] = [];
  for (const module of modules) results.push(await tryModule(module, asked, answering, conversation));
  const ok = results.every(({ series, error }) => series > 0 && error === null);
  return { ...found, auths: tried, ...facts, modules: results, ok, problem: null };
}

type Tried = Diagnosis['auths'];

async function tryAuths(
  asked: AskedTarget,
  auths: readonly NamedAuth[],
  options: Options,
  conversation: Conversation,
): Promise<{ readonly answering: NamedAuth | null; readonly tried: Tried }> {
  const tried: Tried[number][] = [];
  for (const each of auths) {
    const session = open(asked, each, options, conversation);
    const startedAt = performance.now();
    const { name, auth } = each;
    try {
      await session.get([oidOf(OBJECTS.uptime)]);
      const ms = Math.round((performance.now() - startedAt) * 10) / 10;
      return { answering: each, tried: [...tried, { name, version: auth.version, ms, error: null }] };
    } catch (error) {
      if (!(error instanceof ModuleError) || error.code === 'cancelled') throw error;
      const { code, message } = error;
      tried.push({ name, version: auth.version, ms: null, error: { code, message } });
      // No other auth helps where there is no way, or nobody who listens.
      if (error.code === 'unreachable') break;
    } finally {
      session.close();
    }
  }
  return { answering: null, tried };
}

function open(
  { target }: AskedTarget,
  { auth }: NamedAuth,
  options: Options,
  { opened, signal }: Conversation,
): SnmpSession {
  return opened.ports.snmp.open({ target, auth, signal, ...patienceOf(options) });
}

async function readFacts(
  asked: AskedTarget,
  answering: NamedAuth,
  options: Options,
  conversation: Conversation,
): Promise<Pick<Diagnosis, 'system' | 'engine'>> {
  const session = open(asked, answering, options, conversation);
  try {
    const { description, objectId, uptime, name, location } = await valuesOf(session, OBJECTS);
    const system: SystemFacts = {
      name: textOf(name),
      description: textOf(description),
      objectId: textOf(objectId),
      location: textOf(location),
      uptime: typeof uptime === 'number' ? formatSeconds(uptime / TICKS_PER_SECOND) : null,
    };
    if (answering.auth.version !== 3) return { system, engine: null };
    const { id, boots, seconds } = await valuesOf(session, ENGINE_OBJECTS);
    return { system, engine: { id: textOf(id), boots: textOf(boots), seconds: textOf(seconds) } };
  } finally {
    session.close();
  }
}

type Value = string | number | null;
const textOf = (value: Value) => (value === null || value === '' ? null : String(value));

/** One at a time: an agent of version 1 answers for none of them when it lacks one. */
async function valuesOf<K extends string>(
  session: SnmpSession,
  objects: Readonly<Record<K, string>>,
): Promise<Record<K, Value>> {
  const values = {} as Record<K, Value>;
  for (const [name, oid] of Object.entries<string>(objects)) {
    const { errorStatus, varbinds } = await session.get([oidOf(oid)]);
    const isThere = errorStatus === 0 && varbinds.count > 0 && !isException(varbinds.type(0));
    values[name as K] = isThere ? shownValue(varbinds, 0).value : null;
  }
  return values;
}

function oidOf(text: string) {
  const oid = parseOid(text);
  if (!oid) throw new Error(`no OID: ${text}`);
  return oid;
}

async function tryModule(
  module: SnmpModule,
  { target }: AskedTarget,
  { auth }: NamedAuth,
  { settings, opened, signal }: Conversation,
): Promise<ModuleResult> {
  const startedAt = performance.now();
  const scrape: Scrape = await scrapeModule({
    module,
    version: auth.version,
    host: target.host,
    requestsInFlight: settings.requestsInFlight,
    open: (patience) => opened.ports.snmp.open({ target, auth, signal, ...patience }),
    memory: new DeviceMemory(() => performance.now()),
    plans: new Plans(),
    onReply: () => undefined,
  });
  if (scrape.error?.code === 'cancelled') throw scrape.error;
  const filters = scrape.failedFilters.map((oid) => `the filter on ${oid} could not be read`);
  return {
    name: module.name,
    series: seriesIn(scrape, settings.wrapLargeCounters),
    values: scrape.readings.cells,
    seconds: Math.round(performance.now() - startedAt) / 1000,
    requests: scrape.traffic.packetsSent,
    retries: scrape.traffic.packetsRetried,
    walks: module.walk.map(formatOid),
    error: scrape.error?.message ?? filters[0] ?? null,
  };
}

/** What is of use only to labels is no series. */
function seriesIn({ plan, readings }: Scrape, wrapLargeCounters: boolean): number {
  const drafts = new FamilyDrafts();
  const steps = convert(plan, readings, drafts, { wrapLargeCounters });
  while (!steps.next().done);
  return drafts.finish().reduce((sum, { lines }) => sum + lines.split('\n').length - 1, 0);
}
