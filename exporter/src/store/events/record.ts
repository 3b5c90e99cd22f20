/** An event on its way into the store, and its form as the payload of a record of the log. */
import { createHash } from 'node:crypto';
import { SEVERITIES, type Event, type EventDraft, type Severity } from '../../model/event.ts';
import { ModuleError } from '../../model/errors.ts';
import type { JsonObject } from '../../model/json.ts';
import { MAX_PAYLOAD_BYTES } from '../log/frame.ts';

/** SQLite and PostgreSQL keep 63 bits: until the year 2262. */
const MAX_TIME_NS = 2n ** 63n - 1n;
/** A key is an identifier that a sender makes up; a UUID has 36 characters. */
const MAX_KEY_LENGTH = 512;
const ID_LENGTH = 11;
const ID = /^[0-9a-z]{11}$/;

/** A delivered event before it is known whether it is new. */
export interface Delivery {
  readonly draft: EventDraft;
  readonly tenant: string;
  readonly fingerprint: string;
  /** Scoped by tenant; null when the sender gave none, and then nothing has to be remembered. */
  readonly key: string | null;
  readonly keyHash: number;
  readonly collapseHash: number;
  readonly attributesText: string;
}

/** A record of the log. */
export interface EventRecord {
  /** Its number in the log. */
  readonly number: number;
  /** Number of the event's first record; that of this one unless it is a repeat. */
  readonly event: number;
  readonly tenant: string;
  readonly asset: string;
  readonly timeNs: bigint;
  readonly source: string;
  readonly kind: string;
  readonly severity: Severity;
  readonly message: string;
  readonly fingerprint: string;
  readonly attributesText: string;
  readonly collapseHash: number;
  readonly key: string | null;
  readonly keyHash: number;
}

/** Ids sort as the events came. */
export function formatEventId(event: number): string {
  return event.toString(36).padStart(ID_LENGTH, '0');
}

export function parseEventId(id: string): number | null {
  const value = ID.test(id) ? Number.parseInt(id, 36) : NaN;
  return Number.isSafeInteger(value) ? value : null;
}

/** @throws ModuleError `limit_exceeded` when it is too large, `malformed_reply` for an impossible time. */
export function toDelivery(draft: EventDraft): Delivery {
  if (draft.timeNs < 0n || draft.timeNs > MAX_TIME_NS) {
    throw new ModuleError('malformed_reply', `time of an event out of range: ${draft.timeNs} ns`);
  }
  const { tenant = 'default', asset, idempotencyKey } = draft;
  if (idempotencyKey !== undefined && idempotencyKey.length > MAX_KEY_LENGTH) {
    throw new ModuleError('limit_exceeded', `idempotency key longer than ${MAX_KEY_LENGTH} characters`);
  }
  const fingerprint = draft.fingerprint ?? fingerprintOf(tenant, draft);
  const key = idempotencyKey === undefined ? null : `${tenant}\n${idempotencyKey}`;
  return {
    draft,
    tenant,
    fingerprint,
    key,
    keyHash: key === null ? 0 : hash48(key),
    collapseHash: hash48(`${tenant}\n${asset}\n${fingerprint}`),
    attributesText: JSON.stringify(draft.attributes),
  };
}

function fingerprintOf(tenant: string, { asset, kind, source, message }: EventDraft): string {
  const text = `${tenant}\n${asset}\n${kind}\n${source}\n${message}`;
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}

/**
 * 48 bits to look up by; whoever looks compares the texts as well, so a fast hash will do (two of the form of
 * MurmurHash3's finalizer, as in cyrb53).
 */
function hash48(text: string): number {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    high = Math.imul(high ^ unit, 0x9e3779b1);
    low = Math.imul(low ^ unit, 0x5f356495);
  }
  high = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35);
  low = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35);
  return (high >>> 16) * 2 ** 32 + (low >>> 0);
}

export function toRecord(delivery: Delivery, number: number, event: number): EventRecord {
  const { draft, tenant, fingerprint, key, keyHash, collapseHash, attributesText } = delivery;
  return {
    number,
    event,
    tenant,
    asset: draft.asset,
    timeNs: draft.timeNs,
    source: draft.source,
    kind: draft.kind,
    severity: draft.severity,
    message: draft.message,
    fingerprint,
    attributesText,
    collapseHash,
    key,
    keyHash,
  };
}

/** @throws ModuleError `limit_exceeded` when it is larger than a record may be. */
export function encodePayload(delivery: Delivery, event: number): string {
  const { draft, tenant, fingerprint, key, attributesText } = delivery;
  const { asset, source, kind, severity, message } = draft;
  const time = draft.timeNs.toString();
  const head = JSON.stringify({
    event,
    key,
    tenant,
    asset,
    time,
    source,
    kind,
    severity,
    message,
    fingerprint,
  });
  return `${head.slice(0, -1)},"attributes":${attributesText}}`;
}

export function checkSize(delivery: Delivery): void {
  const { draft, tenant, fingerprint, attributesText } = delivery;
  const { asset, source, kind, message } = draft;
  const length =
    attributesText.length + message.length + asset.length + source.length + kind.length + tenant.length;
  // Escaped, a character is at most six bytes.
  if (6 * (length + fingerprint.length + MAX_KEY_LENGTH) + 1024 <= MAX_PAYLOAD_BYTES) return;
  if (Buffer.byteLength(encodePayload(delivery, Number.MAX_SAFE_INTEGER)) <= MAX_PAYLOAD_BYTES) return;
  throw new ModuleError('limit_exceeded', `an event is larger than ${MAX_PAYLOAD_BYTES} bytes`);
}

/** Null for a payload that no version of this function has written. */
export function decodeRecord(number: number, payload: Buffer): EventRecord | null {
  const fields = parseObject(payload.toString('utf8'));
  if (fields === null) return null;
  const { event, key, tenant, asset, time, source, kind, severity, message, fingerprint, attributes } =
    fields;
  const texts = [tenant, asset, source, kind, message, fingerprint];
  if (!texts.every((text) => typeof text === 'string') || !Number.isSafeInteger(event)) return null;
  if (typeof time !== 'string' || !/^\d{1,19}$/.test(time) || typeof attributes !== 'object') return null;
  if (!SEVERITIES.includes(severity as Severity) || (key !== null && typeof key !== 'string')) return null;
  return {
    number,
    event: event as number,
    tenant: tenant as string,
    asset: asset as string,
    timeNs: BigInt(time),
    source: source as string,
    kind: kind as string,
    severity: severity as Severity,
    message: message as string,
    fingerprint: fingerprint as string,
    attributesText: JSON.stringify(attributes),
    collapseHash: hash48(`${tenant as string}\n${asset as string}\n${fingerprint as string}`),
    key,
    keyHash: key === null ? 0 : hash48(key),
  };
}

function parseObject(text: string): RecordFields | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as RecordFields) : null;
  } catch {
    return null;
  }
}

type RecordFields = Readonly<
  Record<
    | 'event'
    | 'key'
    | 'tenant'
    | 'asset'
    | 'time'
    | 'source'
    | 'kind'
    | 'severity'
    | 'message'
    | 'fingerprint'
    | 'attributes',
    unknown
  >
>;

/** The event as listeners see it. */
export function toEvent(
  record: EventRecord,
  attributes: JsonObject,
  count: number,
  lastTimeNs: bigint,
): Event {
  const { tenant, asset, timeNs, source, kind, severity, message, fingerprint } = record;
  const id = formatEventId(record.event);
  return {
    id,
    tenant,
    asset,
    timeNs,
    lastTimeNs,
    source,
    kind,
    severity,
    message,
    attributes,
    fingerprint,
    count,
  };
}
