/** What the probe tells of itself, under the names of snmp_exporter. */
import type { ProbeTotals } from '../../../contract/module.ts';
import type { FamilyType, TextFamily } from '../../../model/text-family.ts';
import { formatValue } from '../../../protocols/text-format/series.ts';
import type { Traffic } from '../../../protocols/snmp/walk/agent.ts';
import { Histogram } from './histogram.ts';

/** Of client_golang. */
const DEFAULT_BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const PACKET_BOUNDS = Array.from({ length: 15 }, (_, i) => 0.0001 * 2 ** i);
/** Names of modules come and go with the configuration. */
const MAX_MODULES = 1000;

export class Totals {
  readonly #packetSeconds = new Histogram(PACKET_BOUNDS);
  readonly #collectionSeconds = new Map<string, Histogram>();
  #packets = 0;
  #retries = 0;
  #unexpected = 0;

  replied(seconds: number): void {
    this.#packetSeconds.observe(seconds);
  }

  sent({ packetsSent, packetsRetried }: Traffic): void {
    this.#packets += packetsSent;
    this.#retries += packetsRetried;
  }

  unexpected(values: number): void {
    this.#unexpected += values;
  }

  collected(module: string, seconds: number): void {
    if (this.#collectionSeconds.size >= MAX_MODULES) this.#collectionSeconds.clear();
    const histogram = this.#collectionSeconds.get(module) ?? new Histogram(DEFAULT_BOUNDS);
    this.#collectionSeconds.set(module, histogram);
    histogram.observe(seconds);
  }

  tell({ inFlight, refused }: ProbeTotals): TextFamily[] {
    const collections = [...this.#collectionSeconds].map(([module, histogram]) =>
      histogram.lines('snmp_collection_duration_seconds', ['module'], [module]),
    );
    return [
      {
        name: 'snmp_collection_duration_seconds',
        type: 'histogram' as const,
        help: 'Duration of collections by the SNMP exporter',
        lines: collections.join(''),
      },
      {
        name: 'snmp_packet_duration_seconds',
        type: 'histogram' as const,
        help: 'A histogram of latencies for SNMP packets.',
        lines: this.#packetSeconds.lines('snmp_packet_duration_seconds', [], []),
      },
      single('snmp_packet_retries_total', 'counter', 'Number of SNMP packet retries.', this.#retries),
      single(
        'snmp_packets_total',
        'counter',
        'Number of SNMP packet sent, including retries.',
        this.#packets,
      ),
      single('snmp_request_errors_total', 'counter', 'Errors in requests to the SNMP exporter', refused),
      single('snmp_request_in_flight', 'gauge', 'Current number of SNMP scrapes being requested.', inFlight),
      single('snmp_unexpected_pdu_type_total', 'counter', 'Unexpected Go types in a PDU.', this.#unexpected),
    ].filter(({ lines }) => lines !== '');
  }
}

function single(name: string, type: FamilyType, help: string, value: number): TextFamily {
  return { name, type, help, lines: `${name} ${formatValue(value)}\n` };
}
