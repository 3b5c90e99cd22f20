/** What is new in a log. */
import type { ModuleError } from '../../../model/errors.ts';
import { type LogEntry, readLogEntry } from '../read/log-entry.ts';
import type { FoundLog } from './find-logs.ts';
import type { LogMemory } from './log-memory.ts';
import type { Tree } from './tree.ts';
import { Walk } from './walk.ts';

/** As many as a log of a machine usually has room for. */
const MAX_ENTRIES = 2000;

/**
 * With what was known, where the service gives entries and not links. Null for what would not be whole: it is read at
 * the next look, for nothing of it is remembered.
 */
export async function readLog(
  tree: Tree,
  { path }: FoundLog,
  memory: LogMemory,
  partial: (reason: ModuleError) => void,
): Promise<LogEntry[] | null> {
  const failures: ModuleError[] = [];
  const walk = new Walk(tree, (error) => failures.push(error));
  const members = await walk.members(
    { '@odata.id': path },
    {
      maxMembers: MAX_ENTRIES,
      // Then the few that are new are asked for, and not all of them brought along.
      expand: !memory.knowsAny,
      known: (listed) => memory.known(listed),
      isEnough: (page) => memory.reaches(page),
    },
  );
  failures.forEach(partial);
  if (failures.length === 0) memory.remember();
  // At the first reading half of it would make the rest look new.
  return failures.length > 0 && !memory.knowsAny ? null : members.map(readLogEntry);
}
