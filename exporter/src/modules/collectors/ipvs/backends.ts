import { ModuleError } from '../../../contract/module.ts';
import { LineScanner } from '../../../protocols/line-scanner.ts';
import { type Endpoint, parseEndpoint } from './endpoint.ts';

/** What clients connect to: an address and a port, or packets with a firewall mark. */
interface Service extends Endpoint {
  /** TCP, UDP, SCTP, or FWM for a firewall mark. */
  readonly protocol: string;
  /** Empty unless it is a firewall mark. */
  readonly mark: string;
}

/** A real server behind a service. */
export interface Backend {
  readonly service: Service;
  readonly remote: Endpoint;
  readonly weight: number;
  readonly active: number;
  readonly inactive: number;
}

const PROTOCOLS = new Set(['TCP', 'UDP', 'SCTP']);

/**
 * Reads /proc/net/ip_vs, see ip_vs_info_seq_show in the kernel's net/netfilter/ipvs/ip_vs_ctl.c:
 *
 *     IP Virtual Server version 1.2.1 (size=4096)
 *     Prot LocalAddress:Port Scheduler Flags
 *       -> RemoteAddress:Port Forward Weight ActiveConn InActConn
 *     TCP  C0000201:0CEA wlc
 *       -> C0000216:0CEA      Tunnel  100    248        2
 *     FWM  10001000 wlc
 *
 * @throws ModuleError `malformed_reply`
 */
export function parseBackends(bytes: Uint8Array): Backend[] {
  const scanner = new LineScanner(bytes);
  const backends: Backend[] = [];
  let service: Service | null = null;
  while (scanner.nextLine()) {
    const first = scanner.word();
    if (first === '->') {
      const backend = readBackend(scanner, service);
      if (backend !== null) backends.push(backend);
    } else if (first === 'FWM') {
      service = { protocol: first, mark: scanner.word(), address: '', port: 0 };
    } else if (PROTOCOLS.has(first)) {
      service = { protocol: first, mark: '', ...endpointOf(scanner.word()) };
    } else if (first !== '' && first !== 'IP' && first !== 'Prot') {
      throw malformed();
    }
  }
  return backends;
}

/** Null for the header. */
function readBackend(scanner: LineScanner, service: Service | null): Backend | null {
  const remote = scanner.word();
  if (remote === 'RemoteAddress:Port') return null;
  scanner.skip(1); // how packets are forwarded
  const [weight, active, inactive] = [scanner.number(), scanner.number(), scanner.number()] as const;
  if (service === null || Number.isNaN(weight + active + inactive)) throw malformed();
  return { service, remote: endpointOf(remote), weight, active, inactive };
}

function endpointOf(word: string): Endpoint {
  const endpoint = parseEndpoint(word);
  if (endpoint === null) throw malformed();
  return endpoint;
}

const malformed = () => new ModuleError('malformed_reply', 'net/ip_vs: not services with their backends');
