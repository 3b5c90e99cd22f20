import { ModuleError } from '../../../contract/module.ts';

/** A machine with containers has some thousand; each costs calls to systemd at every scrape. */
const MAX_UNITS = 20_000;

export interface Unit {
  readonly name: string;
  readonly loadState: string;
  readonly activeState: string;
  /** Of its object on the bus. */
  readonly path: string;
}

/** What org.freedesktop.systemd1.Manager.ListUnits answers: a(ssssssouso). A name counts once. @throws ModuleError `malformed_reply` */
export function parseUnits(body: readonly unknown[]): Unit[] {
  const [rows] = body;
  if (!Array.isArray(rows)) throw malformed('no list of units');
  if (rows.length > MAX_UNITS)
    throw new ModuleError('limit_exceeded', `systemd has more than ${MAX_UNITS} units`);
  const units = new Map(rows.map(parseUnit).map((unit) => [unit.name, unit]));
  return [...units.values()];
}

function parseUnit(row: unknown): Unit {
  const fields: readonly unknown[] = Array.isArray(row) ? row : [];
  const [name, , loadState, activeState, , , path] = fields;
  if (![name, loadState, activeState, path].every((field) => typeof field === 'string'))
    throw malformed('not a unit');
  return { name, loadState, activeState, path } as Unit;
}

const malformed = (what: string) => new ModuleError('malformed_reply', `ListUnits: ${what}`);

export const UNIT_STATES = ['active', 'activating', 'deactivating', 'inactive', 'failed'] as const;

/** How many units are in each state; those that node_exporter knows are there in any case. */
export function countByState(units: readonly Unit[]): Map<string, number> {
  const counts = new Map<string, number>(UNIT_STATES.map((state) => [state, 0]));
  for (const { activeState } of units) counts.set(activeState, (counts.get(activeState) ?? 0) + 1);
  return counts;
}

export interface VersionNumber {
  readonly number: number;
  readonly text: string;
}

/** `252.39-1~deb12u1` is 252.39; 0 without a text where there is no number of three digits. */
export function parseVersion(text: unknown): VersionNumber {
  const number = typeof text === 'string' ? /\d{3,}(?:\.\d+)?/.exec(text)?.[0] : undefined;
  return number === undefined ? { number: 0, text: '' } : { number: Number(number), text: String(text) };
}
