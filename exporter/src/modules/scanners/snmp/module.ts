import { type Context, defineScanner, ModuleError } from '../../../contract/module.ts';
import { eachOf, pace } from '../../../protocols/address-ranges/pace.ts';
import { Seen } from '../../../protocols/address-ranges/seen.ts';
import { plainAddress } from '../../../protocols/plain-address.ts';
import { Devices } from '../../../protocols/snmp/devices.ts';
import { DeviceMemories } from '../../../protocols/snmp/walk/device-memory.ts';
import { addressesOf, assetOf, type FoundDevice } from './asset.ts';
import { type Candidate, candidatesOf } from './candidates.ts';
import { Identities, type Identity } from './identities.ts';
import { lookAt } from './look.ts';
import { config, type Options, shared } from './options.ts';

/** What is found is handed over before the deadline takes all of it. */
const RESERVE_SHARE = 0.1;
const MIN_RESERVE_MS = 2000;

interface State {
  readonly memories: DeviceMemories;
  readonly seen: Seen;
}
type Scan = Context<'snmp' | 'os' | 'allowLists', State>;

export default defineScanner({
  id: 'snmp',
  summary:
    'Devices that speak SNMP, those of `snmp.targets` and those found in ranges: what they are, interfaces, addresses, neighbours.',
  config,
  shared,
  needs: ['snmp', 'os', 'allowLists'],
  interval: '15m',
  timeout: '5m',
  init: (): State => ({ memories: new DeviceMemories(), seen: new Seen() }),
  async scan(context, options) {
    const own = ownIdentity(context);
    const { candidates, ownNames } = candidatesOf(
      options,
      surroundingsOf(context, options, own),
      context.partial,
    );
    const { found, notAsked } = await lookAtAll(candidates, context, options);
    if (notAsked > 0) context.partial(outOfTime(notAsked, candidates.length));
    const identities = new Identities();
    identities.add(own);
    for (const device of found) identities.add(identityOf(device));
    const mayBeGone = context.state.seen.note(found.map(({ asset }) => asset));
    return {
      assets: found.map((device) => assetOf(device, identities)),
      complete: notAsked === 0 && mayBeGone,
      notes: ownNames.map(
        (name) => `${name} is this host: it is left out, for others describe it from inside`,
      ),
    };
  },
});

async function lookAtAll(
  candidates: readonly Candidate[],
  { snmp, state, signal, partial, timeLeft }: Scan,
  options: Options,
): Promise<{ readonly found: readonly FoundDevice[]; readonly notAsked: number }> {
  const reserveMs = Math.max(MIN_RESERVE_MS, timeLeft() * RESERVE_SHARE);
  const look = { snmp, options, memories: state.memories, turn: pace(options.maxPerSecond), partial };
  const found: FoundDevice[] = [];
  let asked = 0;
  await eachOf(
    candidates,
    options.maxConcurrent,
    () => timeLeft() < reserveMs,
    async (candidate) => {
      asked += 1;
      // One for each: dozens who listen to one signal are taken for a leak.
      const own = { ...look, signal: AbortSignal.any([signal]) };
      const device = await lookAt(candidate, state.seen.has(candidate.asset), own);
      if (device) found.push(device);
    },
  );
  return { found, notAsked: candidates.length - asked };
}

function outOfTime(notAsked: number, all: number): ModuleError {
  return new ModuleError(
    'timeout',
    `${notAsked} of ${all} addresses were not asked for lack of time; scanners.snmp.timeout, maxPerSecond and maxConcurrent set how many are`,
  );
}

function surroundingsOf({ host, os, allowLists }: Scan, { settings }: Options, own: Identity) {
  return {
    devices: new Devices(host, () => os.addresses(), settings.targets),
    ownAsset: host.asset,
    ownAddresses: new Set(own.addresses),
    allowed: allowLists.of(settings.allow),
    random: Math.random,
  };
}

/** This machine, as the devices that it is connected to see it. */
function ownIdentity({ host, os }: Scan): Identity {
  const all = os.addresses();
  return {
    asset: host.asset,
    name: host.name,
    macs: all.filter(({ internal }) => !internal).map(({ mac }) => mac.toLowerCase()),
    addresses: all.map(({ address }) => plainAddress(address)),
  };
}

function identityOf(device: FoundDevice): Identity {
  const { asset, facts } = device;
  return { asset, name: facts.name, macs: facts.macs, addresses: addressesOf(device) };
}
