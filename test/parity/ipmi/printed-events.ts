/** What the collector sel-events of ipmi_exporter makes of what ipmi-sel prints. */
import { ADMIN } from '../../support/ipmi-sim/ipmi-sim.ts';
import { runTool } from '../../support/tool.ts';

/** Names of events, and what they look like. */
export const PATTERNS: Readonly<Record<string, string>> = {
  hot: '^Upper Critical',
  memory: '(?i)memory|ECC',
  readings: 'Sensor Reading = -?[0-9.]+ C',
  oem: 'OEM',
};

interface PrintedEvent {
  readonly state: string;
  readonly text: string;
  /** Seconds since 1970; 0 where it prints none. */
  readonly time: number;
}

/** With the arguments of the collector. */
export async function printedEvents(target: string): Promise<PrintedEvent[]> {
  const login = [
    '-u',
    ADMIN.user,
    '-p',
    ADMIN.password,
    '-l',
    'ADMIN',
    '-D',
    'LAN_2_0',
    '-W',
    'opensesspriv',
  ];
  const arguments_ = [
    ...['--quiet-cache', '--comma-separated-output', '--no-header-output', '--sdr-cache-recreate'],
    ...['--output-event-state', '--interpret-oem-data', '--entity-sensor-names'],
  ];
  const { code, output } = await runTool('ipmi-sel', ['-h', target, ...login, ...arguments_]);
  if (code !== 0) throw new Error(output);
  return output.trimEnd().split('\n').map(printedEvent);
}

/** ID, date, time, name, type, state, event; commas are in none of them. */
function printedEvent(line: string): PrintedEvent {
  const [, date = '', time = '', , , state = '', text = ''] = line.split(',');
  const seconds = Date.parse(`${date} ${time} UTC`) / 1000;
  return { state, text, time: Number.isNaN(seconds) ? 0 : seconds };
}

export function eventLines(events: readonly PrintedEvent[]): string[] {
  const states = new Set(events.map(({ state }) => state));
  const byState = [...states].map(
    (each) =>
      `ipmi_sel_events_count_by_state{state="${each}"} ${events.filter(({ state }) => state === each).length}`,
  );
  const byName = Object.entries(PATTERNS).flatMap(([name, pattern]) => {
    const flags = pattern.startsWith('(?i)') ? 'i' : '';
    const regex = new RegExp(pattern.replace('(?i)', ''), flags);
    const found = events.filter(({ text }) => regex.test(text));
    const latest = Math.max(0, ...found.map(({ time }) => time));
    return [
      `ipmi_sel_events_count_by_name{name="${name}"} ${found.length}`,
      `ipmi_sel_events_latest_timestamp{name="${name}"} ${latest}`,
    ];
  });
  return [...byState, ...byName];
}
