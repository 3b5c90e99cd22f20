import { Deadline } from '../../../contract/deadline.ts';
import { type Context, defineScanner, ModuleError } from '../../../contract/module.ts';
import { eachOf, pace } from '../../../protocols/address-ranges/pace.ts';
import { Seen } from '../../../protocols/address-ranges/seen.ts';
import { rackAssets } from '../../../protocols/hardware/rack.ts';
import { marksOf } from '../../../protocols/ipmi/read/identity.ts';
import { deviceId } from '../../../protocols/snmp/device-id.ts';
import { assetOf, rackOf } from './asset.ts';
import { type Candidate, candidatesOf } from './candidates.ts';
import { type FoundBmc, Known, lookAt } from './look.ts';
import { config, type Options, shared } from './options.ts';

const ID = 'ipmi';
/** What is found is handed over before the deadline takes all of it. */
const RESERVE_SHARE = 0.1;
const MIN_RESERVE_MS = 1000;

interface State {
  /** By host and port. */
  readonly known: Map<string, Known>;
  readonly seen: Seen;
}
type Scan = Context<'ipmi' | 'hosts' | 'machines' | 'allowLists', State>;

export default defineScanner({
  id: ID,
  summary:
    'Machines by their BMCs over IPMI, those of `ipmi.targets` and those found in ranges: what they are, and their parts with serial numbers.',
  config,
  shared,
  needs: ['ipmi', 'hosts', 'machines', 'allowLists'],
  interval: '15m',
  timeout: '5m',
  init: (): State => ({ known: new Map(), seen: new Seen() }),
  async scan(context, options) {
    const { state, allowLists, host, partial } = context;
    const allowed = allowLists.of(options.settings.allow);
    const candidates = candidatesOf(options, { allowed, host, random: Math.random, partial });
    const { found, notAsked } = await lookAtAll(candidates, context, options);
    if (notAsked > 0) partial(outOfTime(notAsked, candidates.length));
    const assets = await Promise.all(found.map(async (each) => assetOf(each, await idOf(each, context))));
    const inRanges = found.filter(({ candidate }) => candidate.configured === null);
    const mayBeGone =
      options.ranges.length === 0 || state.seen.note(inRanges.map(({ candidate }) => keyOf(candidate)));
    const configured = candidates.filter((each) => each.configured !== null);
    return {
      assets: [...assets, ...rackAssets(found.map(rackOf))],
      complete: notAsked === 0 && mayBeGone && found.length - inRanges.length === configured.length,
    };
  },
});

async function lookAtAll(
  candidates: readonly Candidate[],
  { ipmi, hosts, state, signal, partial, timeLeft }: Scan,
  { maxConcurrent, maxPerSecond, answerTimeout }: Options,
): Promise<{ readonly found: readonly FoundBmc[]; readonly notAsked: number }> {
  const reserveMs = Math.max(MIN_RESERVE_MS, timeLeft() * RESERVE_SHARE);
  const deadline = new Deadline(Math.max(1, timeLeft() - reserveMs));
  const known = keepOnly(candidates, state.known);
  const look = { ipmi, hosts, answerTimeout, turn: pace(maxPerSecond), partial };
  const found: FoundBmc[] = [];
  let asked = 0;
  const ask = async (candidate: Candidate) => {
    asked += 1;
    // One for each: dozens who listen to one signal are taken for a leak.
    const own = AbortSignal.any([signal, deadline.signal]);
    const bmc = await lookAt(candidate, { ...look, signal: own, known: known(candidate) });
    if (bmc) found.push(bmc);
  };
  try {
    await eachOf(candidates, maxConcurrent, () => deadline.hasPassed, ask);
  } finally {
    deadline.cancel();
  }
  return { found, notAsked: candidates.length - asked };
}

/** Of those who are no longer asked nothing is kept. */
function keepOnly(candidates: readonly Candidate[], known: State['known']): (candidate: Candidate) => Known {
  const keys = new Set(candidates.map(keyOf));
  for (const key of known.keys()) if (!keys.has(key)) known.delete(key);
  return (candidate) => {
    const kept = known.get(keyOf(candidate)) ?? new Known();
    // Most addresses of a range are nobody.
    if (candidate.configured !== null) known.set(keyOf(candidate), kept);
    return kept;
  };
}

const keyOf = ({ target }: Candidate) => JSON.stringify([target.host, target.port]);

async function idOf({ candidate, machine }: FoundBmc, { machines }: Scan): Promise<string> {
  const { bmcAddress, target, configured } = candidate;
  const told = configured?.asset;
  if (told !== undefined) return told;
  const marks = machine ? marksOf(machine.identity, bmcAddress) : { uuids: [], serials: [], bmcAddress };
  return (await machines.find(marks, ID)) ?? deviceId(target.host);
}

function outOfTime(notAsked: number, all: number): ModuleError {
  return new ModuleError(
    'timeout',
    `${notAsked} of ${all} addresses were not asked for lack of time; scanners.ipmi.timeout, maxPerSecond and maxConcurrent set how many are`,
  );
}
