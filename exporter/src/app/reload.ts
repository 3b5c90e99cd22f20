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

/** @throws UserError naming the sections that a running process cannot change. */
export function refuseFixedChanges(current: FathomConfig, next: FathomConfig): void {
  const changed = FIXED_SECTIONS.filter(
    (section) => JSON.stringify(current[section]) !== JSON.stringify(next[section]),
  );
  if (changed.length === 0) return;
  throw new UserError(
    `configuration: a change of ${changed.join(', ')} needs a restart; nothing was changed`,
  );
}
