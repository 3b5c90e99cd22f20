/** Causes as the data source hands them over: one row each, in frames of the query type `root-cause`. */
import type { ChainLink, Fact } from '../../api/types';
import { isRecord } from '../../isRecord';

export interface ShownCause {
  readonly rank: number;
  readonly title: string;
  readonly confidence: number;
  readonly explanation: string;
  readonly verdict: string | null;
  readonly chain: readonly ChainLink[];
  readonly evidence: readonly Fact[];
}

export interface ShownIncident {
  readonly id: string;
  readonly title: string;
  readonly asset: string;
  /** Best first. */
  readonly causes: readonly ShownCause[];
}

/** What is needed of a data frame. */
export interface Frame {
  readonly fields: ReadonlyArray<{ readonly name: string; readonly values: ArrayLike<unknown> }>;
}

type Row = Readonly<Record<string, unknown>>;

/** A chain or its evidence as JSON may come from anywhere a dashboard gets its data from. */
const MAX_LINKS = 100;
const MAX_FACTS = 100;

/** The incident with this id; without one the latest that is open, or else the latest. Null when there is none. */
export function incidentOf(frames: readonly Frame[], id: string): ShownIncident | null {
  const rows = frames.flatMap(rowsOf).filter((row) => textOf(row.incident) !== '');
  const chosen = id === '' ? latest(rows) : rows.find((row) => row.incident === id);
  if (chosen === undefined) {
    return null;
  }
  return {
    id: textOf(chosen.incident),
    title: textOf(chosen.title),
    asset: textOf(chosen.asset),
    causes: rows
      .filter((row) => row.incident === chosen.incident && textOf(row.cause) !== '')
      .map(toCause)
      .sort((a, b) => a.rank - b.rank),
  };
}

function latest(rows: readonly Row[]): Row | undefined {
  const open = rows.filter(({ status }) => status === 'open');
  return [...(open.length > 0 ? open : rows)].sort((a, b) => timeOf(b) - timeOf(a))[0];
}

/** Milliseconds; 0 when the frame does not tell: then its order counts. */
function timeOf({ startedAt }: Row): number {
  const time = typeof startedAt === 'string' ? Date.parse(startedAt) : Number(startedAt ?? 0);
  return Number.isFinite(time) ? time : 0;
}

function rowsOf({ fields }: Frame): Row[] {
  const length = Math.max(0, ...fields.map(({ values }) => values.length));
  return Array.from({ length }, (_, i) => Object.fromEntries(fields.map(({ name, values }) => [name, values[i]])));
}

function toCause(row: Row): ShownCause {
  const verdict = textOf(row.verdict);
  return {
    rank: numberOf(row.rank),
    title: textOf(row.cause),
    confidence: Math.min(1, Math.max(0, numberOf(row.confidence))),
    explanation: textOf(row.explanation),
    verdict: verdict === '' ? null : verdict,
    chain: listOf(row.chain).filter(isLink).slice(0, MAX_LINKS),
    evidence: listOf(row.evidence).filter(isFact).slice(0, MAX_FACTS),
  };
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '');
const numberOf = (value: unknown) => (typeof value === 'number' && Number.isFinite(value) ? value : 0);

function listOf(json: unknown): unknown[] {
  if (typeof json !== 'string' || json === '') {
    return [];
  }
  try {
    const value: unknown = JSON.parse(json);
    return Array.isArray(value) ? value : [];
  } catch (error) {
    if (error instanceof SyntaxError) {
      return []; // No chain is shown; the cause itself still is.
    }
    throw error;
  }
}

const KINDS: ReadonlyArray<ChainLink['kind']> = ['change', 'event', 'score', 'alert', 'state'];

function isLink(value: unknown): value is ChainLink {
  return (
    isRecord(value) &&
    typeof value.what === 'string' &&
    typeof value.asset === 'string' &&
    typeof value.time === 'string' &&
    Number.isFinite(Date.parse(value.time)) &&
    KINDS.some((kind) => kind === value.kind) &&
    (value.event === undefined || typeof value.event === 'string')
  );
}

function isFact(value: unknown): value is Fact {
  return (
    isRecord(value) &&
    typeof value.name === 'string' &&
    typeof value.source === 'string' &&
    (typeof value.value === 'number' || typeof value.value === 'string') &&
    (value.unit === undefined || typeof value.unit === 'string') &&
    (value.time === undefined || (typeof value.time === 'string' && Number.isFinite(Date.parse(value.time))))
  );
}
