import type { ModuleSettings } from './schema.ts';

/** Equal for equal settings; a RegExp counts by its source. */
export function fingerprintOf(settings: ModuleSettings): string {
  return (
    settings.fingerprint ??
    JSON.stringify(settings, (_key, value: unknown) => (value instanceof RegExp ? String(value) : value))
  );
}
