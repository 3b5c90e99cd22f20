/** Ports and processes as rows, from the attributes that Fathom's scanners write; what others write may lack any. */
import type { AssetRelation } from '../../api/types';
import { isRecord } from '../../isRecord';

export interface RunningRow {
  readonly id: string;
  readonly name: string;
  readonly status: 'active' | 'stale' | 'gone' | null;
  readonly score: number | null;
}

export interface PortRow extends RunningRow {
  readonly protocol: string;
  readonly port: number | null;
  readonly addresses: readonly string[];
  readonly process: string;
  readonly pid: number | null;
  readonly connections: number | null;
  readonly established: number | null;
  readonly timeWait: number | null;
  readonly closeWait: number | null;
  /** Connections in states other than these three, by state. */
  readonly otherStates: ReadonlyArray<readonly [string, number]>;
  /** Of TCP, connections waiting to be accepted; of UDP, bytes waiting to be read. */
  readonly queue: number | null;
  readonly drops: number | null;
}

export interface ProcessRow extends RunningRow {
  readonly pid: number | null;
  readonly user: string;
  readonly state: string;
  readonly cpuPercent: number | null;
  readonly memoryPercent: number | null;
  readonly memoryBytes: number | null;
  readonly command: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number | null;
}

const SHOWN_STATES = [
  'connections',
  'established',
  'time_wait',
  'close_wait',
  'acceptQueue',
  'receiveQueueBytes',
  'drops',
];

export function portRow(relation: AssetRelation): PortRow {
  const attributes = fieldsOf(relation.attributes);
  const stats = fieldsOf(attributes.stats);
  return {
    ...identity(relation),
    protocol: textOf(attributes.protocol),
    port: numberOf(attributes.port),
    addresses: Array.isArray(attributes.addresses) ? attributes.addresses.map(String) : [],
    process: textOf(attributes.process),
    pid: numberOf(attributes.pid),
    connections: numberOf(stats.connections),
    established: numberOf(stats.established),
    timeWait: numberOf(stats.time_wait),
    closeWait: numberOf(stats.close_wait),
    otherStates: Object.entries(stats).flatMap(([state, count]) =>
      SHOWN_STATES.includes(state) || typeof count !== 'number' || count === 0 ? [] : [[state, count] as const]
    ),
    queue: numberOf(stats.acceptQueue) ?? numberOf(stats.receiveQueueBytes),
    drops: numberOf(stats.drops),
  };
}

export function processRow(relation: AssetRelation): ProcessRow {
  const attributes = fieldsOf(relation.attributes);
  const stats = fieldsOf(attributes.stats);
  const createTime = numberOf(attributes.createTime);
  return {
    ...identity(relation),
    pid: numberOf(attributes.pid),
    user: textOf(attributes.user),
    state: textOf(stats.status),
    cpuPercent: numberOf(stats.cpuPercent),
    memoryPercent: numberOf(stats.memoryPercent),
    memoryBytes: numberOf(stats.memoryBytes),
    command: Array.isArray(attributes.cmdline) ? attributes.cmdline.map(String).join(' ') : textOf(attributes.cmdline),
    startedAt: createTime === null ? null : createTime * 1000,
  };
}

/** Those that are there now, unless the whole list is wanted. */
export const presentOnly = <R extends RunningRow>(rows: readonly R[], isAll: boolean): readonly R[] =>
  isAll ? rows : rows.filter(({ status }) => status !== 'gone');

function identity({ id, asset, score }: AssetRelation): RunningRow {
  return { id, name: asset?.name ?? id, status: asset?.status ?? null, score };
}

const fieldsOf = (value: unknown): Record<string, unknown> => (isRecord(value) ? value : {});
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);
