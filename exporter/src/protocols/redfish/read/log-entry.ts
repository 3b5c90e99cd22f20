/** An entry of a log service. */
import { MAX_MESSAGE, pathOf, type Resource, text, within } from './resource.ts';

export interface LogEntry {
  readonly id: string;
  /** Empty when the service does not say where it is. */
  readonly path: string;
  /** Milliseconds since the epoch; null when the service does not say, or its clock is not set. */
  readonly createdMs: number | null;
  readonly message: string;
  /** `OK`, `Warning`, `Critical`, or what the vendor says. */
  readonly severity: string;
  /** Of the registry of messages: `IDRAC.2.8.PSU0003`; empty when there is none. */
  readonly messageId: string;
  /** `Power Supply / Converter`, `Memory`, …; empty when there is none. */
  readonly sensorType: string;
  /** Dell's: `System Health`, `Storage`, `Audit`, …; empty when there is none. */
  readonly category: string;
  /** What it is about is over: the service says so, or somebody has told it. */
  readonly isResolved: boolean;
}

/** RFC 3339, with a zone. */
const TIME = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:[Zz]|[-+]\d\d:?\d\d)$/;

/** Before it no service was made: such a clock counts from the start of the machine. */
const FIRST_YEAR = 2000;

export function readLogEntry(resource: Resource): LogEntry {
  return {
    id: text(resource['Id']),
    path: pathOf(resource) ?? '',
    createdMs: timeOf(text(resource['Created'])) ?? timeOf(text(resource['EventTimestamp'])),
    message: text(resource['Message'], MAX_MESSAGE),
    severity: text(resource['Severity']) || text(resource['MessageSeverity']),
    // XCC has its event ids elsewhere.
    messageId: text(resource['MessageId']) || text(resource['EventId']),
    sensorType: text(resource['SensorType']),
    category: text(within(resource, 'Oem', 'Dell')['Category']),
    isResolved: resource['Resolved'] === true || isRepaired(resource),
  };
}

function timeOf(written: string): number | null {
  const ms = TIME.test(written) ? Date.parse(written.replace(' ', 'T')) : NaN;
  return Number.isFinite(ms) && new Date(ms).getUTCFullYear() >= FIRST_YEAR ? ms : null;
}

/** HPE's, of the firmware of each time. */
function isRepaired(resource: Resource): boolean {
  return ['Hpe', 'Hp'].some((key) => within(resource, 'Oem', key)['Repaired'] === true);
}

/** Of what Dell's log of everything holds: the rest is logins, updates and settings. */
const CATEGORIES_OF_HARDWARE: ReadonlySet<string> = new Set(['', 'System Health', 'Storage']);

export function concernsHardware({ category }: LogEntry): boolean {
  return CATEGORIES_OF_HARDWARE.has(category);
}
