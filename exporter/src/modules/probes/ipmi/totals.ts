/** What the probe tells of itself. */
import type { ProbeTotals } from '../../../contract/module.ts';
import type { FamilyType, TextFamily } from '../../../model/text-family.ts';
import { formatValue, seriesPrefix } from '../../../protocols/text-format/series.ts';
import type { State } from './state.ts';

type Labelled = readonly [label: string, value: number];

export function tell({ client }: State, { inFlight, refused }: ProbeTotals): TextFamily[] {
  const counts = client?.totals();
  const packets = counts ?? { sent: 0, resent: 0, received: 0, logins: 0, sessions: 0, dropped: {} };
  const { sent, resent, received, logins, sessions, dropped } = packets;
  return [
    family('fathom_ipmi_requests_in_flight', 'gauge', 'BMCs that are being asked for somebody.', inFlight),
    family(
      'fathom_ipmi_requests_refused_total',
      'counter',
      'Requests to /ipmi that asked for what is not possible.',
      refused,
    ),
    family('fathom_ipmi_sessions', 'gauge', 'Sessions that are open at BMCs.', sessions),
    family('fathom_ipmi_logins_total', 'counter', 'Sessions opened at BMCs.', logins),
    family('fathom_ipmi_packets_sent_total', 'counter', 'Packets sent to BMCs, with those sent again.', sent),
    family(
      'fathom_ipmi_packets_resent_total',
      'counter',
      'Packets sent to BMCs again because no reply came.',
      resent,
    ),
    family('fathom_ipmi_packets_received_total', 'counter', 'Packets that came from BMCs.', received),
    labelled('fathom_ipmi_packets_dropped_total', 'Packets that were not believed, by reason.', [
      'reason',
      Object.entries(dropped),
    ]),
  ];
}

function family(name: string, type: FamilyType, help: string, value: number): TextFamily {
  return { name, type, help, lines: `${name} ${formatValue(value)}\n` };
}

function labelled(
  name: string,
  help: string,
  [label, values]: readonly [string, readonly Labelled[]],
): TextFamily {
  const lines = values.map(
    ([value, count]) => `${seriesPrefix(name, [label], [value])}${formatValue(count)}\n`,
  );
  return { name, type: 'counter', help, lines: lines.join('') };
}
