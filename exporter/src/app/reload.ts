import { UserError } from '../model/errors.ts';
import type { FathomConfig } from './config/schema.ts';

/** Sections of the configuration that are read once: to change them is to start another process. */
const FIXED_SECTIONS = [
  'web',
  'data',
  'assets',
  'log',
  'path',
  'roles',
  'tenant',
  'host',
  'events',
  'correlation',
] as const satisfies readonly (keyof FathomConfig)[];

/** Single keys of sections that are read again otherwise. */
const FIXED_KEYS = { 'snmp.sourceAddress': ({ snmp }) => snmp.sourceAddress } as const satisfies Readonly<
  Record<string, (config: FathomConfig) => unknown>
>;

/** @throws UserError naming the sections that a running process cannot change. */
export function refuseFixedChanges(current: FathomConfig, next: FathomConfig): void {
  const differs = (of: (config: FathomConfig) => unknown) =>
    JSON.stringify(of(current)) !== JSON.stringify(of(next));
  const changed = [
    ...FIXED_SECTIONS.filter((section) => differs((config) => config[section])),
    ...Object.entries(FIXED_KEYS).flatMap(([key, of]) => (differs(of) ? [key] : [])),
  ];
  if (changed.length === 0) return;
  throw new UserError(
    `configuration: a change of ${changed.join(', ')} needs a restart; nothing was changed`,
  );
}
