import { defineReceiver, ModuleError } from '../../../contract/module.ts';
import type { SnmpTraps, TrapListener } from '../../../contract/snmp-traps.ts';
import { Devices } from '../../../protocols/snmp/devices.ts';
import { oidNames } from '../../../protocols/snmp/names.ts';
import { NOTIFICATION_NAMES } from '../../../protocols/snmp/notification.ts';
import { config, listenAddressOf, type Options, shared } from './options.ts';
import { refusalsBetween } from './refusals.ts';
import { events, trapEvent } from './trap-event.ts';

const TELL_REFUSALS_MS = 60_000;

export default defineReceiver({
  id: 'snmp-traps',
  summary: 'Traps and informs of SNMP, versions 1, 2c and 3, that devices send to this host.',
  defaultEnabled: false,
  config,
  shared,
  needs: ['snmpTraps', 'os'],
  events,
  async receive({ snmpTraps, os, host, signal, listening, partial }, options, emit) {
    const { definitions, targets } = options.settings;
    const devices = new Devices(host, () => os.addresses(), targets);
    const surroundings = {
      nameOf: oidNames(definitions, NOTIFICATION_NAMES),
      deviceAt: (address: string) => devices.at(address),
    };
    const listener = await snmpTraps.listen(listenOptions(options), (trap) =>
      emit(trapEvent(trap, surroundings)),
    );
    listening();
    if (options.communities.length + options.users.length === 0) partial(NOBODY_MAY_SEND);
    const stopTelling = tellRefusals(snmpTraps, partial);
    try {
      await endOf(listener, signal);
    } finally {
      stopTelling();
    }
  },
});

const NOBODY_MAY_SEND = new ModuleError(
  'auth_failed',
  'traps: all are refused, for neither receivers.snmp-traps.communities nor receivers.snmp-traps.users is set',
);

function listenOptions({ listenAddress, communities, users, maxPerSecond }: Options) {
  const address = listenAddressOf(listenAddress);
  if (!address) throw new ModuleError('unsupported', `traps: ${listenAddress} is no address to listen on`);
  return { ...address, communities, users, maxPerSecond };
}

function tellRefusals(traps: SnmpTraps, tell: (refusal: ModuleError) => void): () => void {
  let before = traps.counts();
  const timer = setInterval(() => {
    const after = traps.counts();
    refusalsBetween(before, after).forEach(tell);
    before = after;
  }, TELL_REFUSALS_MS);
  return () => clearInterval(timer);
}

/** Closes it when the signal is aborted. @throws what has ended it before. */
async function endOf(listener: TrapListener, signal: AbortSignal): Promise<void> {
  const close = () => void listener.close();
  if (signal.aborted) close();
  else signal.addEventListener('abort', close, { once: true });
  try {
    await listener.ended;
  } finally {
    signal.removeEventListener('abort', close);
  }
}
