import { z } from 'zod';
import { counter, gauge, type Out } from '../../../contract/metrics.ts';
import { defineCollector, ModuleError } from '../../../contract/module.ts';
import type { ConnectionState, PortSnapshot } from '../../../model/socket.ts';
import { type ListeningPort, listeningPorts } from '../../../protocols/listening-ports.ts';
import { serviceOfPort } from '../../../protocols/services.ts';

/** A pass over the sockets of a busy server is dear; whoever else looks at them within this time shares it. */
const MAX_AGE_MS = 2000;
/** A name server listens on each address of each interface: beyond this the port tells all there is to tell. */
const MAX_ADDRESSES = 16;
/** Always there for a listening port, so that rates and alerts find a series before the first connection. */
const STEADY_STATES: readonly ConnectionState[] = ['established', 'time_wait', 'close_wait', 'syn_recv'];
/** The remote port of connections to services that the catalogue does not know. */
const OTHER = 'other';

const metrics = {
  fathom_port_listening: gauge(
    '1 for each address on which a TCP port listens or a UDP port is bound. "*" is any address of either family.',
    ['protocol', 'address', 'port', 'service', 'process', 'pid'],
  ),
  fathom_port_connections: gauge('TCP connections that others opened to a listening port, by state.', [
    'port',
    'state',
  ]),
  fathom_port_outbound_connections: gauge(
    'TCP connections that this host opened, by remote port and state; ports of unknown services together as "other".',
    ['port', 'service', 'state'],
  ),
  fathom_port_accept_queue_connections: gauge('TCP connections that wait for the program to accept them.', [
    'port',
  ]),
  fathom_port_accept_queue_limit_connections: gauge(
    'How many TCP connections may wait for the program to accept them. Only where the kernel is asked by netlink.',
    ['port'],
  ),
  fathom_port_dropped_connections_total: counter(
    'Attempts to connect that the kernel dropped since the sockets of a listening TCP port were opened, ' +
      'such as for a full accept queue. Only where the kernel is asked by netlink.',
    ['port'],
  ),
  fathom_port_connection_receive_queue_bytes: gauge(
    'Bytes that wait in the connections to a listening TCP port for the program to read them.',
    ['port'],
  ),
  fathom_port_connection_send_queue_bytes: gauge(
    'Bytes that wait in the connections to a listening TCP port to be sent or acknowledged.',
    ['port'],
  ),
  fathom_port_receive_queue_bytes: gauge('Bytes of datagrams that wait for the program to read them.', [
    'port',
  ]),
  fathom_port_send_queue_bytes: gauge('Bytes of datagrams that wait to be sent from a UDP port.', ['port']),
  fathom_port_dropped_datagrams_total: counter(
    'Datagrams dropped since the sockets of a UDP port were opened.',
    ['port'],
  ),
  fathom_port_ephemeral_udp_sockets: gauge('UDP sockets of clients, which fathom_port_listening leaves out.'),
  fathom_port_omitted_ports: gauge(
    'Ports beyond maxPorts, and addresses beyond 16 of a port, that have no series.',
  ),
  fathom_port_scan_complete: gauge(
    '1 if all sockets and the processes that hold them could be read, 0 otherwise.',
  ),
};

const config = z.object({
  pidLabel: z
    .boolean()
    .default(false)
    .describe('Fill the label pid of fathom_port_listening: a new series with every restart of a service.'),
  maxPorts: z
    .number()
    .int()
    .min(1)
    .max(5000)
    .default(500)
    .describe('Ports that get series, lowest first, TCP before UDP.'),
  outbound: z.boolean().default(true).describe('Count the connections that this host opened to others.'),
});
type Config = z.output<typeof config>;
type Samples = Out<typeof metrics>;

export default defineCollector({
  id: 'ports',
  summary: 'Listening ports with their service and process, and connections by port and state.',
  config,
  metrics,
  needs: ['sockets'],
  async collect({ sockets, partial }, options, out) {
    const snapshot = await sockets.ports(MAX_AGE_MS);
    const ports = listeningPorts(snapshot);
    let omitted = Math.max(ports.length - options.maxPorts, 0);
    for (const port of ports.slice(0, options.maxPorts)) omitted += emitPort(port, options, out);
    if (options.outbound) emitOutbound(snapshot, out);
    out.fathom_port_ephemeral_udp_sockets(snapshot.ephemeralUdp);
    out.fathom_port_omitted_ports(omitted);
    out.fathom_port_scan_complete(snapshot.complete ? 1 : 0);
    if (omitted > 0)
      partial(new ModuleError('limit_exceeded', 'more listening ports or addresses than get series'));
    if (!snapshot.socketsComplete)
      partial(new ModuleError('limit_exceeded', 'not all sockets could be read'));
  },
});

/** Returns the number of addresses left out. */
function emitPort(listening: ListeningPort, { pidLabel }: Config, out: Samples): number {
  const { protocol, binds, receiveQueue } = listening;
  const port = String(listening.port);
  for (const { address, owner, service } of binds.slice(0, MAX_ADDRESSES)) {
    const pid = pidLabel && owner ? String(owner.pid) : '';
    out.fathom_port_listening(
      1,
      protocol,
      address,
      port,
      service?.service ?? 'unknown',
      owner?.name ?? '',
      pid,
    );
  }
  if (protocol === 'udp') {
    out.fathom_port_receive_queue_bytes(receiveQueue, port);
    out.fathom_port_send_queue_bytes(listening.sendQueue, port);
    if (listening.drops !== null) out.fathom_port_dropped_datagrams_total(listening.drops, port);
  } else {
    emitAcceptQueue(listening, port, out);
    emitConnections(listening, port, out);
  }
  return Math.max(binds.length - MAX_ADDRESSES, 0);
}

function emitAcceptQueue({ receiveQueue, backlog, drops }: ListeningPort, port: string, out: Samples): void {
  out.fathom_port_accept_queue_connections(receiveQueue, port);
  if (backlog !== null) out.fathom_port_accept_queue_limit_connections(backlog, port);
  if (drops !== null) out.fathom_port_dropped_connections_total(drops, port);
}

function emitConnections({ connections, queued }: ListeningPort, port: string, out: Samples): void {
  for (const state of STEADY_STATES) out.fathom_port_connections(connections.get(state) ?? 0, port, state);
  for (const [state, count] of connections) {
    if (!STEADY_STATES.includes(state)) out.fathom_port_connections(count, port, state);
  }
  out.fathom_port_connection_receive_queue_bytes(queued.receive, port);
  out.fathom_port_connection_send_queue_bytes(queued.send, port);
}

/** Bounded by the catalogue of services, whatever a crawler connects to. */
function emitOutbound({ outboundByPort }: PortSnapshot, out: Samples): void {
  const others = new Map<ConnectionState, number>();
  for (const [port, counts] of outboundByPort) {
    const service = serviceOfPort('tcp', port);
    for (const [state, count] of counts) {
      if (service === null) others.set(state, (others.get(state) ?? 0) + count);
      else out.fathom_port_outbound_connections(count, String(port), service, state);
    }
  }
  for (const [state, count] of others) out.fathom_port_outbound_connections(count, OTHER, OTHER, state);
}
