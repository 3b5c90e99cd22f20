import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openStore, type StoreOptions } from '../../exporter/src/store/open-store.ts';
import type { Store, StoreLog } from '../../exporter/src/store/store.ts';

/** A folder that is gone when the test is. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'fathom-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly fields: object;
  readonly message: string;
}

export function recordingLog(): StoreLog & { readonly lines: LogLine[] } {
  const lines: LogLine[] = [];
  const at = (level: LogLine['level']) => (fields: object, message: string) =>
    void lines.push({ level, fields, message });
  return { lines, info: at('info'), warn: at('warn'), error: at('error') };
}

/** A store that is closed when the test ends, unless the test closed it. */
export async function openTestStore(dataDir: string, options: Partial<StoreOptions> = {}): Promise<Store> {
  const store = await openStore({ dataDir, log: recordingLog(), ...options });
  onTestFinished(() => store.close());
  return store;
}

export { eventDraft } from './event-draft.ts';
