import { z } from 'zod';
import { duration, regex } from '../../../contract/config.ts';
import { defineWatcher, ModuleError, type Observation } from '../../../contract/module.ts';
import type { JsonObject } from '../../../model/json.ts';
import type { PortSnapshot } from '../../../model/socket.ts';
import { type ListeningPort, listeningPorts } from '../../../protocols/listening-ports.ts';
import { changesAt, type History, keyOf, noHistory } from './changes.ts';

/** Collectors that ask at the same time share the pass. */
const MAX_AGE_MS = 2000;
/** Addresses of a port that an event lists: a name server has one for each of each interface. */
const MAX_ADDRESSES = 16;

const config = z.object({
  ignore: regex('').describe('Ports not to tell of, as `tcp/8080`.'),
  ephemeralAge: duration('5m', { min: '0', max: '1d' }).describe(
    'A port that the kernel hands out to those who ask for any is told after it has been open so long: ' +
      'transfers and tests open and close them all the time.',
  ),
  closedAge: duration('30s', { min: '0', max: '1h' }).describe(
    'A port is told to be closed when nothing has listened so long: a restart is not worth telling.',
  ),
  maxEvents: z
    .number()
    .int()
    .min(1)
    .max(1000)
    .default(50)
    .describe('Events told at one look; what is beyond waits for the next.'),
});
type Config = z.output<typeof config>;

const events = {
  'port.opened': 'A process has begun to listen on a port (`protocol`, `port`, `process`, `addresses`).',
  'port.closed': 'Nothing listens on a port any more (`process` is who did).',
} as const;
type Kind = keyof typeof events;

export default defineWatcher({
  id: 'listening-ports',
  summary: 'Ports of this host that begin and end to be listened on. What listens at the start is no news.',
  config,
  needs: ['sockets'],
  interval: '10s',
  events,
  init: (): History => noHistory(),
  async watch({ sockets, state, now, host, partial }, options, emit) {
    const snapshot = await sockets.ports(MAX_AGE_MS);
    if (!snapshot.socketsComplete)
      partial(new ModuleError('limit_exceeded', 'not all sockets could be read'));
    const ports = listeningPorts(snapshot).filter((port) => !options.ignore?.test(keyOf(port)));
    const look = { allRead: snapshot.socketsComplete, limit: options.maxEvents };
    const { opened, closed } = changesAt(state, ports, now(), look, rulesOf(snapshot, options));
    for (const { port } of opened) emit(observationOf('port.opened', port, host.asset));
    for (const { port } of closed) emit(observationOf('port.closed', port, host.asset));
  },
});

function rulesOf({ ephemeralPorts: [first, last] }: PortSnapshot, { ephemeralAge, closedAge }: Config) {
  return {
    isEphemeral: ({ port }: ListeningPort) => port >= first && port <= last,
    ephemeralAgeMs: ephemeralAge,
    closedAgeMs: closedAge,
  };
}

function observationOf(kind: Kind, port: ListeningPort, asset: string): Observation<Kind> {
  return {
    kind,
    severity: 'info',
    message: kind === 'port.opened' ? openedText(port) : closedText(port),
    attributes: attributesOf(port),
    fingerprint: `${kind}:${asset}:${keyOf(port)}`,
  };
}

function openedText(port: ListeningPort): string {
  const who = port.owner ? `${port.owner.name} (${port.owner.pid}) listens` : 'Something listens';
  return `${who} on ${titleOf(port)}, ${port.loopbackOnly ? 'for this host only' : 'for other hosts too'}`;
}

function closedText(port: ListeningPort): string {
  return `Nothing listens on ${titleOf(port)} any more${port.owner ? `; it was ${port.owner.name}` : ''}`;
}

function titleOf({ protocol, port, service }: ListeningPort): string {
  return `${protocol} port ${port}${service ? ` (${service.service})` : ''}`;
}

function attributesOf({ protocol, port, service, owner, binds, loopbackOnly }: ListeningPort): JsonObject {
  return {
    protocol,
    port,
    service: service?.service ?? null,
    process: owner?.name ?? null,
    pid: owner?.pid ?? null,
    addresses: binds.slice(0, MAX_ADDRESSES).map(({ address }) => address),
    loopback_only: loopbackOnly,
  };
}
