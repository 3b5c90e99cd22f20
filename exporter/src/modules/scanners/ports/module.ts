import { z } from 'zod';
import { defineScanner, type HostIdentity, ModuleError } from '../../../contract/module.ts';
import type { AssetDraft } from '../../../model/asset.ts';
import type { JsonObject } from '../../../model/json.ts';
import type { ConnectionState } from '../../../model/socket.ts';
import { type ListeningPort, listeningPorts } from '../../../protocols/listening-ports.ts';

const MAX_AGE_MS = 5000;
/** A name server listens on each address of each interface. */
const MAX_ADDRESSES = 64;
const ALWAYS_TOLD: readonly ConnectionState[] = ['established', 'time_wait', 'close_wait'];

const config = z.object({
  includeStats: z.boolean().default(true).describe('Keep figures of each port: queues, drops, connections.'),
  trackConnections: z.boolean().default(true).describe('Count connections by state among the figures.'),
  maxPorts: z
    .number()
    .int()
    .min(1)
    .max(10_000)
    .default(1000)
    .describe('Services kept of one host; lowest ports first.'),
});
type Config = z.output<typeof config>;

export default defineScanner({
  id: 'ports',
  summary: 'Listening ports of this host as services, with process, addresses and connections.',
  config,
  needs: ['sockets'],
  interval: '60s',
  async scan({ sockets, host, partial }, options) {
    const snapshot = await sockets.ports(MAX_AGE_MS);
    const ports = listeningPorts(snapshot);
    const kept = ports.slice(0, options.maxPorts);
    if (kept.length < ports.length) {
      partial(
        new ModuleError('limit_exceeded', `${ports.length} listening ports, of which maxPorts are kept`),
      );
    }
    if (!snapshot.socketsComplete)
      partial(new ModuleError('limit_exceeded', 'not all sockets could be read'));
    const unowned = kept.filter(({ owner }) => owner === null).length;
    if (!snapshot.complete && unowned > 0) {
      partial(
        new ModuleError(
          'permission_denied',
          `not permitted to see which process listens on ${unowned} of the ports`,
        ),
      );
    }
    return {
      assets: kept.map((port) => toAsset(port, host, options)),
      // Without permission to see the processes, the list of ports is still the whole list.
      complete: snapshot.socketsComplete && kept.length === ports.length,
    };
  },
});

function toAsset(listening: ListeningPort, host: HostIdentity, options: Config): AssetDraft {
  const { protocol, port, addresses, owner, loopbackOnly } = listening;
  const service = listening.service?.service ?? 'unknown';
  const title = service === 'unknown' ? (owner?.name ?? '') : service;
  const metrics = listening.service?.metrics;
  return {
    id: `service-${idPart(host.name)}-${protocol}-${port}`,
    kind: 'service',
    name: title === '' ? `${protocol}/${port}` : `${title} (${protocol}/${port})`,
    labels: { protocol, service },
    attributes: {
      protocol,
      port,
      service,
      addresses: addresses.slice(0, MAX_ADDRESSES),
      loopbackOnly,
      process: owner?.name ?? null,
      pid: owner?.pid ?? null,
      ...(metrics ? { metrics: { scheme: metrics.scheme, path: metrics.path } } : {}),
      ...(options.includeStats ? { stats: statsOf(listening, options) } : {}),
    },
    relations: [{ type: 'runs-on', target: host.asset }],
  };
}

function statsOf(
  { protocol, receiveQueue, drops, connections }: ListeningPort,
  { trackConnections }: Config,
): JsonObject {
  if (protocol === 'udp') return { receiveQueueBytes: receiveQueue, drops };
  const total = [...connections.values()].reduce((sum, count) => sum + count, 0);
  const byState = {
    ...Object.fromEntries(ALWAYS_TOLD.map((state) => [state, 0])),
    ...Object.fromEntries(connections),
  };
  return { acceptQueue: receiveQueue, connections: total, ...(trackConnections ? byState : {}) };
}

/** What of a host name may stand in the id of an asset, short enough to leave room for the rest. */
function idPart(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9._-]/g, '-')
    .slice(0, 150);
}
