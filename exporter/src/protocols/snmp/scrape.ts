/** One module's scrape of one device: filters, then what they leave. */
import { ModuleError } from '../../model/errors.ts';
import type { Version } from '../../model/snmp.ts';
import type { SnmpFilter, SnmpModule } from './definition.ts';
import { formatOid } from './oid.ts';
import type { Instance, Plan } from './plan/plan.ts';
import { columnPlan, type Plans } from './plan/plans.ts';
import type { OpenAgent, Traffic } from './walk/agent.ts';
import type { DeviceMemory } from './walk/device-memory.ts';
import { explainFor } from './walk/explain.ts';
import { matchingRows, rowsByTarget, unfiltered } from './walk/filters.ts';
import { Readings } from './walk/readings.ts';
import { Requests } from './walk/requests.ts';
import { baseOf, Walker, type WalkOptions } from './walk/walker.ts';

export interface ScrapeOptions {
  readonly module: SnmpModule;
  readonly version: Version;
  /** The target without its port, as errors name it. */
  readonly host: string;
  readonly requestsInFlight: number;
  readonly open: OpenAgent;
  readonly memory: DeviceMemory;
  readonly plans: Plans;
  /** Milliseconds from a request to its reply. */
  readonly onReply: (ms: number) => void;
}

export interface Scrape {
  readonly plan: Plan;
  readonly readings: Readings;
  /** Of what all requests together sent and got. */
  readonly traffic: Traffic;
  /** Null when all that the module asks for was read, as far as the device has it. */
  readonly error: ModuleError | null;
  /** OIDs of filters that could not be evaluated: what they would leave out is there. */
  readonly failedFilters: readonly string[];
}

/** Rows of filtered subtrees: as many as there may be cells. */
const MAX_INSTANCES = 250_000;

/** Does not reject for what a device or the network does: that is in the result, with what was read until then. */
export async function scrapeModule(options: ScrapeOptions): Promise<Scrape> {
  const { module, version, host, requestsInFlight, memory, plans, open, onReply } = options;
  const { maxRepetitions, allowNonincreasingOids } = module;
  const patience = { timeoutMs: module.timeoutMs, retries: module.retries };
  const requests = new Requests({
    open,
    patience,
    memory,
    base: baseOf({ version, maxRepetitions }),
    onReply,
  });
  const explain = explainFor(host, patience, performance.now());
  const walk = { version, maxRepetitions, allowNonincreasingOids, requestsInFlight, memory, explain };
  const readings = new Readings();
  try {
    const { results, failed } = await evaluate(module.filters, walk, requests);
    const applied = results.map(({ filter }) => filter);
    const plan = plans.of(module, applied, () => unfiltered(module, applied));
    const rows = rowsByTarget(results).flatMap(({ target, rows }) => plan.instances(target, rows));
    const instances = withoutRepeats([...plan.gets, ...rows]);
    const error = await readAll(plan, instances, walk, requests, readings);
    return { plan, readings, traffic: requests.traffic, error, failedFilters: failed };
  } finally {
    requests.close();
  }
}

/** Filters may leave a row twice, and a module may name an instance that filters leave, too. */
function withoutRepeats(instances: readonly Instance[]): Instance[] {
  return [...new Map(instances.map((each) => [each.packed.toString('latin1'), each])).values()];
}

interface Evaluated {
  readonly results: readonly { readonly filter: SnmpFilter; readonly rows: readonly number[] }[];
  readonly failed: readonly string[];
}

async function evaluate(
  filters: readonly SnmpFilter[],
  options: WalkOptions,
  requests: Requests,
): Promise<Evaluated> {
  const results = [];
  const failed: string[] = [];
  for (const filter of filters) {
    const { plan, column } = columnPlan(filter.oid);
    const readings = new Readings();
    const error = await readAll(plan, [], options, requests, readings);
    if (error) failed.push(formatOid(filter.oid));
    else results.push({ filter, rows: matchingRows(filter, column, readings) });
  }
  return { results, failed };
}

/** What went wrong; null for nothing. */
async function readAll(
  plan: Plan,
  instances: readonly Instance[],
  options: WalkOptions,
  requests: Requests,
  readings: Readings,
): Promise<ModuleError | null> {
  if (instances.length > MAX_INSTANCES)
    return new ModuleError('limit_exceeded', `the filters leave ${instances.length} values to ask for`);
  try {
    await new Walker(plan, instances, options, requests, readings).run();
    return null;
  } catch (error) {
    if (error instanceof ModuleError) return error;
    throw error;
  }
}
