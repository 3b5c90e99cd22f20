/** An entry of a log service. */
import { MAX_MESSAGE, pathOf, type Resource, text } from './resource.ts';

export interface LogEntry {
  readonly id: string;
  /** Empty when the service does not say where it is. */
  readonly path: string;
  /** Milliseconds since the epoch. */
  readonly createdMs: number;
  readonly message: string;
  /** `OK`, `Warning`, `Critical`, or what the vendor says. */
  readonly severity: string;
  /** Of the registry of messages: `IDRAC.2.8.PSU0003`; empty when there is none. */
  readonly messageId: string;
  /** `Power Supply / Converter`, `Memory`, …; empty when there is none. */
  readonly sensorType: string;
}

/** RFC 3339, with a zone. */
const TIME = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:[Zz]|[-+]\d\d:?\d\d)$/;

/** Null for one without a time: nobody could tell how old it is. */
export function readLogEntry(resource: Resource): LogEntry | null {
  const created = text(resource['Created']);
  const createdMs = TIME.test(created) ? Date.parse(created.replace(' ', 'T')) : NaN;
  if (!Number.isFinite(createdMs)) return null;
  return {
    id: text(resource['Id']),
    path: pathOf(resource) ?? '',
    createdMs,
    message: text(resource['Message'], MAX_MESSAGE),
    severity: text(resource['Severity']) || text(resource['MessageSeverity']),
    messageId: text(resource['MessageId']),
    sensorType: text(resource['SensorType']),
  };
}
