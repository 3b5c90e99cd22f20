import { type ConfigSources, loadConfig, type LoadedConfig, loadInSteps } from '../app/config/load.ts';
import { SectionReader } from '../app/config/section-reader.ts';
import { MODULES } from '../app/registry.ts';
import { TakingTurns } from '../contract/in-turns.ts';

/** The configuration as flags, environment and files of this process have it. */
export function loadFrom(argv: readonly string[]): LoadedConfig {
  return loadConfig(sourcesOf(argv));
}

/** Reads it as often as it is called, what has not changed only once, and lets others run meanwhile. */
export function loaderFrom(argv: readonly string[]): () => Promise<LoadedConfig> {
  const reader = new SectionReader();
  const turns = new TakingTurns();
  const { signal } = new AbortController();
  return () => turns.run(() => loadInSteps({ ...sourcesOf(argv), reader }), { signal });
}

function sourcesOf(argv: readonly string[]): ConfigSources {
  return { modules: MODULES, argv, env: process.env, cwd: process.cwd() };
}
